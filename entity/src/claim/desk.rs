//! A donor's desk: every gift with its stations, newest first; one gift with where to send it.

use std::collections::{HashMap, hash_map};

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{
    COLUMN, Entity, Model, State, newest,
    stations::{self, Station},
};
use crate::{
    Code, Lang, Refusal, Result,
    actor::Donor,
    card::list::{ForDonor, for_donor},
    handout::problem::{self, settled::Chosen},
    id::{ClaimId, PhaseId, WishId},
    outbox::{
        compose,
        letter::{Delivery, Gift, PhaseLine},
    },
    phase, substitution,
    wish::{self, Status},
};

/// One of the donor's gifts.
#[derive(Clone, Debug)]
pub struct Line {
    pub gift: Gift,
    pub claim: Model,
    pub status: Status,
    pub phase: PhaseLine,
    pub stations: Vec<Station>,
    /// A problem that waits for the office.
    pub problem: Option<problem::Kind>,
}

/// A page of a donor's gifts, newest first; `before` is the last one of the page before. What a round proposed is
/// among them once it was accepted.
pub async fn all(
    db: &impl ConnectionTrait,
    donor: Donor,
    lang: Lang,
    before: Option<ClaimId>,
    most: u64,
) -> Result<Vec<Line>> {
    let own = Entity::find().filter(COLUMN.account_id.eq(donor.account())).filter(COLUMN.confirmed_at.is_not_null());
    let mut query = own.order_by_desc(COLUMN.id).limit(most);
    if let Some(before) = before {
        query = query.filter(COLUMN.id.lt(before));
    }
    lines(db, query.all(db).await?, lang).await
}

/// Most gifts of one donor whose tags are printed together.
const TAGS: u64 = 200;

/// A donor's gifts that are still to be sent, the first claimed first.
pub async fn to_send(db: &impl ConnectionTrait, donor: Donor, lang: Lang) -> Result<Vec<Line>> {
    let own = Entity::find().filter(COLUMN.account_id.eq(donor.account())).filter(COLUMN.state.eq(State::Confirmed));
    lines(db, own.order_by_asc(COLUMN.id).limit(TAGS).all(db).await?, lang).await
}

/// One gift, with everything its donor may know.
#[derive(Clone, Debug)]
pub struct OneGift {
    pub line: Line,
    /// Where to send it; only while it is to be sent.
    pub delivery: Option<Delivery>,
    /// What was asked of the school, oldest first.
    pub questions: Vec<substitution::Model>,
    /// The child's thank-you card, for this donor alone.
    pub card: Option<ForDonor>,
    /// What the office chose about it, and about other gifts of this donor's that had the same code; oldest first.
    pub chosen: Vec<Chosen>,
}

/// The donor's newest claim for this code; another donor's answers like a missing one.
pub async fn one(db: &impl ConnectionTrait, donor: Donor, code: &Code, lang: Lang) -> Result<OneGift> {
    let wish = wish::Entity::find().filter(wish::COLUMN.code.eq(code.clone())).one(db).await?;
    let wish = wish.ok_or(Refusal::NotFound)?;
    let claim = newest(db, donor.account(), wish.id).await?.ok_or(Refusal::NotFound)?;
    let (id, is_sent_now) = (claim.id, matches!(claim.state, State::Confirmed | State::Shipped));
    let card = for_donor(db, &wish, &claim).await?;
    let chosen = problem::settled::of_donor(db, donor.account(), &claim).await?;
    let line = lines(db, vec![claim], lang).await?.pop().ok_or(Refusal::NotFound)?;
    let delivery = if is_sent_now { Some(compose::delivery(db, wish.school_id).await?) } else { None };
    Ok(OneGift { line, delivery, questions: substitution::ask::of(db, id).await?, card, chosen })
}

/// Under which code the donor's gift is now that was passed on from this wish.
pub async fn moved(db: &impl ConnectionTrait, donor: Donor, code: &Code) -> Result<Option<Code>> {
    problem::settled::now_at(db, donor.account(), code).await
}

/// A constant number of statements, however many the claims are.
pub(crate) async fn lines(db: &impl ConnectionTrait, claims: Vec<Model>, lang: Lang) -> Result<Vec<Line>> {
    let wishes: Vec<wish::Model> =
        wish::Entity::find().filter(wish::COLUMN.id.is_in(claims.iter().map(|claim| claim.wish_id))).all(db).await?;
    let gifts = compose::gifts(db, &wishes, lang).await?;
    let shown: HashMap<WishId, (wish::Model, Gift)> =
        wishes.into_iter().zip(gifts).map(|(wish, gift)| (wish.id, (wish, gift))).collect();
    let mut phases: HashMap<PhaseId, (phase::Model, PhaseLine)> = HashMap::new();
    for (wish, _) in shown.values() {
        if let hash_map::Entry::Vacant(place) = phases.entry(wish.phase_id) {
            let phase = phase::Entity::find_by_id(wish.phase_id).one(db).await?.ok_or(Refusal::NotFound)?;
            place.insert((phase, compose::phase_line(db, wish.phase_id, lang).await?));
        }
    }
    let problems: HashMap<ClaimId, problem::Kind> = problem::Entity::find()
        .filter(problem::COLUMN.claim_id.is_in(claims.iter().map(|claim| claim.id)))
        .filter(problem::COLUMN.choice.is_null())
        .all(db)
        .await?
        .into_iter()
        .map(|problem| (problem.claim_id, problem.kind))
        .collect();
    let line = |claim: Model| {
        let (wish, gift) = shown.get(&claim.wish_id)?;
        let (phase, phase_line) = phases.get(&wish.phase_id)?;
        Some(Line {
            gift: gift.clone(),
            status: wish.status,
            phase: phase_line.clone(),
            stations: stations::of(wish, Some(&claim), phase),
            problem: problems.get(&claim.id).copied(),
            claim,
        })
    };
    Ok(claims.into_iter().filter_map(line).collect())
}
