//! A guardian withdraws consent: all of it, and every wish of the child disappears from the public at once; or
//! only that for photo or card, and the wishes go on without.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::consent::{self, Scope};
use crate::{
    Code, FormKey, Refusal, Result, Store, Time,
    actor::Receiver,
    card::take_down::{self, Which},
    claim,
    id::{ChildId, WishId},
    journal::{self, Act, Subject},
    wish::{
        self, Status,
        withdraw::{Why, step},
    },
};

/// What a withdrawal or an erasure would do, for the page that asks once more.
#[derive(Clone, Debug)]
pub struct Ahead {
    pub wish: wish::Model,
    pub consent: Option<consent::Model>,
    /// The consent ended because another took its place.
    pub is_replaced: bool,
    /// Wishes that would disappear, each with whether somebody has claimed it and will be told.
    pub going: Vec<(wish::Model, bool)>,
    /// The child's record is gone already.
    pub is_erased: bool,
}

/// By the child's school or by the office; a foreign one is not found.
pub async fn ahead(db: &impl ConnectionTrait, by: Receiver, code: &Code) -> Result<Ahead> {
    let wish = wish::Entity::find().filter(wish::COLUMN.code.eq(code.clone())).one(db).await?;
    let is_theirs = |wish: &wish::Model| by.school().is_none_or(|school| school == wish.school_id);
    let wish = wish.filter(is_theirs).ok_or(Refusal::NotFound)?;
    let consent = match wish.consent_id {
        Some(id) => consent::find(db, id).await?,
        None => None,
    };
    let is_replaced = match &consent {
        Some(consent) => consent::is_replaced(db, consent).await?,
        None => false,
    };
    let going = under_way(wish.child_id).all(db).await?;
    let claimed: Vec<WishId> = claim::Entity::find()
        .select_only()
        .column(claim::Column::WishId)
        .filter(claim::COLUMN.wish_id.is_in(going.iter().map(|wish| wish.id)))
        .filter(claim::COLUMN.state.is_in(claim::State::LIVE))
        .into_tuple()
        .all(db)
        .await?;
    Ok(Ahead {
        going: going.into_iter().map(|wish| (claimed.contains(&wish.id), wish)).map(|(is, wish)| (wish, is)).collect(),
        is_erased: super::is_erased(db, wish.child_id).await?,
        is_replaced,
        consent,
        wish,
    })
}

/// The child's wishes that are not over.
fn under_way(child: ChildId) -> Select<wish::Entity> {
    wish::Entity::find()
        .filter(wish::COLUMN.child_id.eq(child))
        .filter(wish::COLUMN.status.is_not_in([Status::HandedOut, Status::Withdrawn]))
        .order_by_asc(wish::COLUMN.id)
}

/// By the child's school or by the office. What was handed out stays in the counts, and shows no person; cards are
/// taken down.
pub async fn withdraw(store: &Store, by: Receiver, code: &Code, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let child = wish::within_reach(&txn, by.school(), code).await?.child_id;
    let wishes = under_way(child).lock_exclusive().all(&txn).await?;
    consent::end(&txn, by.account(), consent::Column::ChildId.eq(child), now).await?;
    for wish in &wishes {
        step(store, &txn, wish, Why::Consent, by.into(), now).await?;
    }
    take_down::of_child(store, &txn, child, Which::All, by, now).await?;
    journal::note(&txn, by, Act::ConsentWithdrawn, Subject("child", child.0), code.as_str(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Only one part of the consent, by the child's school or by the office. Refused where it was never given.
pub async fn withdraw_part(
    store: &Store,
    by: Receiver,
    code: &Code,
    part: Scope,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let child = wish::within_reach(&txn, by.school(), code).await?.child_id;
    if consent::narrow(&txn, by.account(), child, part, now).await? == 0 {
        return Err(Refusal::ConsentWithdrawn.into());
    }
    let which = match part {
        Scope::Card => Which::All,
        Scope::Photo => Which::ShowingChild,
    };
    take_down::of_child(store, &txn, child, which, by, now).await?;
    journal::note(&txn, by, Act::ConsentNarrowed, Subject("child", child.0), part.key(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
