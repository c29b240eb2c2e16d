//! One wish in full, its brothers' and sisters', and others like it for who came too late.

use std::cmp::Reverse;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{Places, PublicWish, Row, of_phases};
use crate::{
    Code, Fen, Lang, Refusal, Result, Time,
    claim::{
        State,
        stations::{self, Station},
    },
    county::County,
    grade::GradeBand,
    id::{PhaseId, WishId},
    organiser, phase,
    wish::{COLUMN, Entity, Status, is},
};

/// Candidates looked at for [`similar`].
const CANDIDATES: u64 = 24;

/// A wish with what its page says besides.
#[derive(Clone, Debug)]
pub struct Detail {
    pub wish: PublicWish,
    pub phase: phase::Model,
    /// Who answers for it before the law.
    pub organiser: Option<organiser::Model>,
    /// Open, and its phase takes claims today.
    pub claimable: bool,
    /// How far it is on its way.
    pub stations: Vec<Station>,
    /// A visitor's hold waits for its link until then.
    pub held_until: Option<Time>,
    /// Open wishes of the same household.
    pub siblings: Vec<PublicWish>,
}

/// The wish with this code, if anybody may see it.
pub async fn detail(db: &impl ConnectionTrait, county: &County, code: &Code, lang: Lang, now: Time) -> Result<Detail> {
    let wish = Entity::find()
        .filter(COLUMN.code.eq(code.clone()))
        .filter(COLUMN.status.is_in(Status::PUBLIC))
        .filter(COLUMN.hidden_at.is_null())
        .one(db)
        .await?
        .ok_or(Refusal::NotFound)?;
    let phase = county.phase(wish.phase_id)?.clone();
    let claim = stations::live(db, wish.id).await?;
    let stations = stations::in_public(&wish, claim.as_ref(), &phase, now);
    let wish = PublicWish::of(wish.into(), county.places(lang));
    let takes_claims = phase.takes_claims(now);
    Ok(Detail {
        siblings: if takes_claims { siblings(db, &wish, county.places(lang)).await? } else { Vec::new() },
        claimable: wish.status == Status::Open && takes_claims,
        held_until: claim.and_then(|claim| claim.held_until.filter(|_| claim.state == State::Held)),
        organiser: county.organiser(&phase).cloned(),
        stations,
        wish,
        phase,
    })
}

/// Open wishes of the same household, the wish itself left out.
async fn siblings(db: &impl ConnectionTrait, wish: &PublicWish, places: &Places) -> Result<Vec<PublicWish>> {
    let Some(set_no) = &wish.set_no else { return Ok(Vec::new()) };
    let set = Entity::find()
        .filter(COLUMN.set_no.eq(set_no.clone()))
        .filter(is(Status::Open))
        .filter(COLUMN.hidden_at.is_null())
        .filter(COLUMN.id.ne(wish.id))
        .order_by_asc(COLUMN.id)
        .into_partial_model::<Row>()
        .all(db)
        .await?;
    Ok(set.into_iter().map(|wish| PublicWish::of(wish, places)).collect())
}

/// The public wishes with these codes, in the order asked for; whatever the public may not see is missing.
pub async fn by_codes(
    db: &impl ConnectionTrait,
    county: &County,
    codes: &[Code],
    lang: Lang,
) -> Result<Vec<PublicWish>> {
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let found = Entity::find()
        .filter(COLUMN.code.is_in(codes.iter().cloned()))
        .filter(COLUMN.status.is_in(Status::PUBLIC))
        .filter(COLUMN.hidden_at.is_null())
        .into_partial_model::<Row>()
        .all(db)
        .await?;
    let places = county.places(lang);
    let mut wishes: Vec<PublicWish> = found.into_iter().map(|wish| PublicWish::of(wish, places)).collect();
    wishes.sort_by_key(|wish| codes.iter().position(|code| *code == wish.code));
    Ok(wishes)
}

/// The public wishes with these numbers, in no order.
pub async fn by_numbers(
    db: &impl ConnectionTrait,
    county: &County,
    numbers: &[WishId],
    lang: Lang,
) -> Result<Vec<PublicWish>> {
    let found = Entity::find()
        .filter(COLUMN.id.is_in(numbers.iter().copied()))
        .filter(COLUMN.status.is_in(Status::PUBLIC))
        .filter(COLUMN.hidden_at.is_null())
        .into_partial_model::<Row>()
        .all(db)
        .await?;
    Ok(found.into_iter().map(|wish| PublicWish::of(wish, county.places(lang))).collect())
}

/// Wishes that can be claimed instead: the same category and grade band first, then the same category, then
/// about the same price; among equals who has waited longest.
pub async fn similar(
    db: &impl ConnectionTrait,
    county: &County,
    wish: &PublicWish,
    most: usize,
    lang: Lang,
    now: Time,
) -> Result<Vec<PublicWish>> {
    let phases: Vec<PhaseId> = county.claimable(now).collect();
    if phases.is_empty() {
        return Ok(Vec::new());
    }
    let open = || {
        let others = Entity::find().filter(is(Status::Open)).filter(COLUMN.id.ne(wish.id));
        let others = others.filter(COLUMN.hidden_at.is_null());
        let others = others.filter(of_phases(phases.clone())).limit(CANDIDATES);
        others.order_by_asc(COLUMN.waiting_since).order_by_asc(COLUMN.id)
    };
    let mut found = open().filter(COLUMN.category.eq(wish.category)).into_partial_model::<Row>().all(db).await?;
    if found.len() < most {
        let known: Vec<WishId> = found.iter().map(|wish| wish.id).collect();
        let (least, highest) = (Fen(wish.price.0 / 2), Fen(wish.price.0.saturating_mul(2)));
        let near = open().filter(COLUMN.price_fen.between(least, highest)).filter(COLUMN.id.is_not_in(known));
        found.extend(near.into_partial_model().all(db).await?);
    }
    found.sort_by_key(|other| likeness(wish, other));
    found.truncate(most);
    let places = county.places(lang);
    Ok(found.into_iter().map(|wish| PublicWish::of(wish, places)).collect())
}

fn likeness(wish: &PublicWish, other: &Row) -> (Reverse<bool>, Reverse<bool>, i64, Time) {
    let same_category = other.category == wish.category;
    let same_band = same_category && GradeBand::of(other.grade) == wish.grade_band;
    (Reverse(same_category), Reverse(same_band), (other.price_fen.0 - wish.price.0).abs(), other.waiting_since)
}
