//! A donor's side of rounds: what was proposed from an offer and what became of it, and the proposal that waits.

use std::collections::HashMap;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::proposal::{self, line};
use crate::{
    Lang, Result, Time,
    actor::Donor,
    claim::{self, State},
    id::{OfferId, WishId},
    outbox::{compose, letter::Gift},
    wish,
};

/// Lines of one offer that are told.
const MOST: u64 = 200;

/// A wish that was proposed.
#[derive(Clone, Debug)]
pub struct Proposed {
    pub gift: Gift,
    pub state: State,
}

/// The proposal that its donor has still to answer; there is one at most.
pub async fn waiting(db: &impl ConnectionTrait, donor: Donor, now: Time) -> Result<Option<proposal::Model>> {
    let own = proposal::Entity::find()
        .filter(proposal::COLUMN.account_id.eq(donor.account()))
        .filter(proposal::COLUMN.made_at.is_not_null())
        .filter(proposal::COLUMN.answered_at.is_null());
    Ok(own.one(db).await?.filter(|proposal| proposal.waits(now)))
}

/// What was proposed from this offer of the donor's, the newest first.
pub async fn of_offer(db: &impl ConnectionTrait, donor: Donor, offer: OfferId, lang: Lang) -> Result<Vec<Proposed>> {
    let lines = line::Entity::find()
        .filter(line::COLUMN.offer_id.eq(offer))
        .filter(line::COLUMN.claim_id.is_not_null())
        .order_by_desc(line::COLUMN.id)
        .limit(MOST);
    let lines = lines.all(db).await?;
    let claims = claim::Entity::find()
        .filter(claim::COLUMN.id.is_in(lines.iter().filter_map(|line| line.claim_id)))
        .filter(claim::COLUMN.account_id.eq(donor.account()))
        .order_by_desc(claim::COLUMN.id);
    let claims = claims.all(db).await?;
    let wishes = wish::Entity::find().filter(wish::COLUMN.id.is_in(claims.iter().map(|claim| claim.wish_id)));
    let wishes = wishes.all(db).await?;
    let gifts = compose::gifts(db, &wishes, lang).await?;
    let gifts: HashMap<WishId, Gift> = wishes.iter().map(|wish| wish.id).zip(gifts).collect();
    let proposed = |claim: claim::Model| {
        let gift = gifts.get(&claim.wish_id)?.clone();
        Some(Proposed { gift, state: claim.state })
    };
    Ok(claims.into_iter().filter_map(proposed).collect())
}
