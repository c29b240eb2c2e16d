//! Stickers for a school's cards, so that one photo of many tells whose each is: for every gift of a phase whose card
//! may be brought, now or after the hand-out. They name nobody.

use std::collections::HashSet;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{Entity, State};
use crate::{
    Code, Refusal, Result,
    actor::School,
    child::consent,
    claim,
    id::{PhaseId, WishId},
    phase, school,
    wish::{self, Status},
};

/// What is printed for a school.
#[derive(Clone, Debug)]
pub struct Stickers {
    pub phase: phase::Model,
    pub school: school::Model,
    /// By grade, then by code.
    pub lines: Vec<Line>,
}

impl Stickers {
    /// For so many of them there can be no card yet: the gift is not here.
    pub fn coming(&self) -> usize {
        self.lines.iter().filter(|line| line.is_coming).count()
    }
}

#[derive(Clone, Debug)]
pub struct Line {
    pub code: Code,
    pub item: String,
    pub specification: String,
    /// Whether the gift is promised and not received.
    pub is_coming: bool,
}

/// The stickers of a phase.
pub async fn of_school(db: &impl ConnectionTrait, school: School, phase: PhaseId) -> Result<Stickers> {
    let phase = phase::find(db, phase).await?;
    let wishes = promised(school).filter(wish::COLUMN.phase_id.eq(phase.id));
    let wishes = wishes.order_by_asc(wish::COLUMN.grade).order_by_asc(wish::COLUMN.code).all(db).await?;
    let thanked = thanked(db, &wishes).await?;
    let agreed = agreed(db, &wishes).await?;
    let lines = wishes
        .into_iter()
        .filter(|wish| agreed.contains(&wish.id) && !thanked.contains(&wish.id))
        .map(|wish| Line {
            is_coming: wish.status == Status::Taken,
            code: wish.code,
            item: wish.item,
            specification: wish.specification,
        })
        .collect();
    let school = school::Entity::find_by_id(school.school()).one(db).await?.ok_or(Refusal::NotFound)?;
    Ok(Stickers { phase, school, lines })
}

/// The running phases in which gifts of the school are promised or handed out, newest first.
pub async fn phases(db: &impl ConnectionTrait, school: School) -> Result<Vec<phase::Model>> {
    let ids: Vec<PhaseId> =
        promised(school).select_only().column(wish::Column::PhaseId).distinct().into_tuple().all(db).await?;
    let running = phase::Entity::find()
        .filter(phase::COLUMN.id.is_in(ids))
        .filter(phase::COLUMN.state.is_in([phase::State::Open, phase::State::Closed]))
        .order_by_desc(phase::COLUMN.number);
    Ok(running.all(db).await?)
}

fn promised(school: School) -> Select<wish::Entity> {
    wish::Entity::find().filter(wish::COLUMN.school_id.eq(school.school())).filter(wish::COLUMN.status.is_in([
        Status::Taken,
        Status::Received,
        Status::HandedOut,
    ]))
}

/// Those whose guardian agreed to a card and to whom somebody gives; nobody waits for a card from the pool.
async fn agreed(db: &impl ConnectionTrait, wishes: &[wish::Model]) -> Result<HashSet<WishId>> {
    use claim::State::{Confirmed, Fulfilled, Received, Shipped};
    let given: HashSet<WishId> = claim::Entity::find()
        .select_only()
        .column(claim::Column::WishId)
        .filter(claim::COLUMN.wish_id.is_in(wishes.iter().map(|wish| wish.id)))
        .filter(claim::COLUMN.account_id.is_not_null())
        .filter(claim::COLUMN.state.is_in([Confirmed, Shipped, Received, Fulfilled]))
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let consents = consent::Entity::find()
        .filter(consent::COLUMN.id.is_in(wishes.iter().filter_map(|wish| wish.consent_id)))
        .all(db)
        .await?;
    let agrees = |wish: &wish::Model| {
        let consent = consents.iter().find(|consent| Some(consent.id) == wish.consent_id);
        consent.is_some_and(|consent| consent.stands() && consent.card)
    };
    Ok(wishes.iter().filter(|wish| given.contains(&wish.id) && agrees(wish)).map(|wish| wish.id).collect())
}

/// Whose donor has the card already.
async fn thanked(db: &impl ConnectionTrait, wishes: &[wish::Model]) -> Result<HashSet<WishId>> {
    let sent = Entity::find()
        .filter(super::COLUMN.wish_id.is_in(wishes.iter().map(|wish| wish.id)))
        .filter(super::COLUMN.state.eq(State::Approved))
        .all(db)
        .await?;
    Ok(sent.into_iter().map(|card| card.wish_id).collect())
}
