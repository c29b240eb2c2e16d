//! Which cards are due, waiting, sent: for the school's desk and the clock; and the one card that a donor sees.

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{Entity, Model, State, find};
use crate::{
    Code, Day, Refusal, Result,
    actor::School,
    child::consent,
    claim,
    handout::{self, line},
    id::{PhaseId, SchoolId, WishId},
    phase, photo, wish,
};

/// Where a card stands for those who wait for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    Overdue,
    Returned,
    Due,
    Submitted,
    Approved,
    Declined,
    Withdrawn,
}

/// A gift that was handed out, and its card.
#[derive(Clone, Debug)]
pub struct Line {
    pub wish: wish::Model,
    pub phase: phase::Model,
    pub handed_on: Day,
    /// By then the card is to be with the office.
    pub due_on: Day,
    /// Whether the guardian agreed to photos of the child.
    pub may_show_child: bool,
    /// Whether a card may be brought at all: consents end.
    pub is_agreed: bool,
    pub card: Option<Model>,
}

impl Line {
    pub fn standing(&self, today: Day) -> Standing {
        match self.card.as_ref().map(|card| card.state) {
            Some(State::Submitted) => Standing::Submitted,
            Some(State::Returned) => Standing::Returned,
            Some(State::Approved) => Standing::Approved,
            Some(State::Declined) => Standing::Declined,
            Some(State::Withdrawn) => Standing::Withdrawn,
            None if self.due_on < today => Standing::Overdue,
            None => Standing::Due,
        }
    }

    /// Whether somebody waits for the school: nothing brought yet, or sent back.
    pub fn is_owed(&self) -> bool {
        self.is_agreed && self.card.as_ref().is_none_or(|card| card.state == State::Returned)
    }
}

/// The school's gifts of a phase to which a card belongs, the most urgent first.
pub async fn of_school(db: &impl ConnectionTrait, school: School, phase: PhaseId, today: Day) -> Result<Vec<Line>> {
    let phase = phase::find(db, phase).await?;
    let mut lines = lines(db, Some(school.school()), vec![phase]).await?;
    lines.sort_by(|a, b| {
        let urgency = |line: &Line| (line.standing(today), line.due_on, line.wish.grade);
        urgency(a).cmp(&urgency(b)).then_with(|| a.wish.code.cmp(&b.wish.code))
    });
    Ok(lines)
}

/// Phases in which the school has handed something out, newest first.
pub async fn phases(db: &impl ConnectionTrait, school: School) -> Result<Vec<phase::Model>> {
    let ids: Vec<PhaseId> = handout::Entity::find()
        .select_only()
        .column(handout::Column::PhaseId)
        .distinct()
        .filter(handout::COLUMN.school_id.eq(school.school()))
        .into_tuple()
        .all(db)
        .await?;
    let phases = phase::Entity::find().filter(phase::COLUMN.id.is_in(ids)).order_by_desc(phase::COLUMN.number);
    Ok(phases.all(db).await?)
}

/// One of the school's gifts that were handed out; a foreign one is not found.
pub async fn one(db: &impl ConnectionTrait, school: School, code: &Code) -> Result<Line> {
    let wish = wish::Entity::find()
        .filter(wish::COLUMN.code.eq(code.clone()))
        .filter(wish::COLUMN.school_id.eq(school.school()))
        .one(db)
        .await?
        .ok_or(Refusal::NotFound)?;
    let phase = phase::find(db, wish.phase_id).await?;
    let all = lines(db, Some(school.school()), vec![phase]).await?;
    all.into_iter().find(|line| line.wish.id == wish.id).ok_or_else(|| Refusal::NotFound.into())
}

/// All that schools still owe in the phases that run: for reminders, and for the office's list.
pub(crate) async fn owed(db: &impl ConnectionTrait) -> Result<Vec<Line>> {
    owed_of(db, None).await
}

async fn owed_of(db: &impl ConnectionTrait, school: Option<SchoolId>) -> Result<Vec<Line>> {
    let running = [phase::State::Open, phase::State::Closed];
    let phases = phase::Entity::find().filter(phase::COLUMN.state.is_in(running)).all(db).await?;
    Ok(lines(db, school, phases).await?.into_iter().filter(Line::is_owed).collect())
}

/// The cards of one phase that a school owes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    pub phase: PhaseId,
    pub count: u64,
    /// By when the first is to be with the office.
    pub due_on: Day,
}

/// What the school owes in the phases that run, the most urgent phase first.
pub async fn owed_by(db: &impl ConnectionTrait, school: School) -> Result<Vec<Owed>> {
    let mut all: Vec<Owed> = Vec::new();
    for line in owed_of(db, Some(school.school())).await? {
        if let Some(owed) = all.iter_mut().find(|owed| owed.phase == line.phase.id) {
            owed.count += 1;
            owed.due_on = owed.due_on.min(line.due_on);
        } else {
            all.push(Owed { phase: line.phase.id, count: 1, due_on: line.due_on });
        }
    }
    all.sort_by_key(|owed| (owed.due_on, owed.phase));
    Ok(all)
}

/// A constant number of statements, however many the gifts are.
async fn lines(db: &impl ConnectionTrait, school: Option<SchoolId>, phases: Vec<phase::Model>) -> Result<Vec<Line>> {
    let mut acts = handout::Entity::find().filter(handout::COLUMN.phase_id.is_in(phases.iter().map(|phase| phase.id)));
    if let Some(school) = school {
        acts = acts.filter(handout::COLUMN.school_id.eq(school));
    }
    let acts = acts.all(db).await?;
    let handed = line::Entity::find().filter(line::COLUMN.hand_out_id.is_in(acts.iter().map(|act| act.id)));
    let handed = handed.all(db).await?;
    let on: HashMap<WishId, Day> = handed
        .iter()
        .filter_map(|line| Some((line.wish_id, acts.iter().find(|act| act.id == line.hand_out_id)?.handed_on)))
        .collect();
    // Nobody waits for the card of a gift from the pool.
    let given: Vec<claim::Model> = claim::Entity::find()
        .filter(claim::COLUMN.id.is_in(handed.iter().map(|line| line.claim_id)))
        .filter(claim::COLUMN.account_id.is_not_null())
        .all(db)
        .await?;
    let wishes = wish::Entity::find().filter(wish::COLUMN.id.is_in(given.iter().map(|claim| claim.wish_id)));
    let wishes = wishes.all(db).await?;
    let consents = consent::Entity::find()
        .filter(consent::COLUMN.id.is_in(wishes.iter().filter_map(|wish| wish.consent_id)))
        .all(db)
        .await?;
    let consents: HashMap<_, _> = consents.into_iter().map(|consent| (consent.id, consent)).collect();
    let cards = Entity::find().filter(super::COLUMN.wish_id.is_in(wishes.iter().map(|wish| wish.id))).all(db).await?;
    let mut cards: HashMap<WishId, Model> = cards.into_iter().map(|card| (card.wish_id, card)).collect();
    let line = |wish: wish::Model| {
        let phase = phases.iter().find(|phase| phase.id == wish.phase_id)?.clone();
        let consent = wish.consent_id.and_then(|id| consents.get(&id)).filter(|consent| consent.stands());
        let handed_on = *on.get(&wish.id)?;
        let line = Line {
            handed_on,
            due_on: due_on(&phase, handed_on),
            may_show_child: consent.is_some_and(|consent| consent.photo),
            is_agreed: consent.is_some_and(|consent| consent.card),
            card: cards.remove(&wish.id),
            wish,
            phase,
        };
        // When the phase is finished nobody waits any more.
        let is_awaited = line.is_agreed && line.phase.state != phase::State::Finished;
        (is_awaited || line.card.is_some()).then_some(line)
    };
    Ok(wishes.into_iter().filter_map(line).collect())
}

/// By when the card of a gift that was handed out that day is to be there.
fn due_on(phase: &phase::Model, handed_on: Day) -> Day {
    handed_on + TimeDelta::days(phase.card_days.into())
}

/// The day of a wish's hand-out.
pub(super) async fn handed_on(db: &impl ConnectionTrait, wish: WishId) -> Result<Option<Day>> {
    let Some(line) = line::Entity::find_by_id(wish).one(db).await? else { return Ok(None) };
    Ok(handout::Entity::find_by_id(line.hand_out_id).one(db).await?.map(|act| act.handed_on))
}

/// What a donor sees of the card that answers their gift.
#[derive(Clone, Debug)]
pub enum ForDonor {
    Here(photo::Model),
    /// The school was asked to have it brought by that day.
    Expected(Day),
}

/// The card that answers this claim; none where there is none to wait for.
pub(crate) async fn for_donor(
    db: &impl ConnectionTrait,
    wish: &wish::Model,
    claim: &claim::Model,
) -> Result<Option<ForDonor>> {
    if claim.state != claim::State::Fulfilled {
        return Ok(None);
    }
    if let Some(card) = find(db, wish.id).await?.filter(|card| card.claim_id == claim.id) {
        return match (card.state, card.photo_id) {
            (State::Approved, Some(photo)) => Ok(photo::bring::find(db, photo).await?.map(ForDonor::Here)),
            (State::Declined | State::Withdrawn, _) => Ok(None),
            _ => expected(db, wish).await,
        };
    }
    expected(db, wish).await
}

async fn expected(db: &impl ConnectionTrait, wish: &wish::Model) -> Result<Option<ForDonor>> {
    if consent::with_card(db, wish.consent_id).await?.is_empty() {
        return Ok(None);
    }
    let Some(handed_on) = handed_on(db, wish.id).await? else { return Ok(None) };
    Ok(Some(ForDonor::Expected(due_on(&phase::find(db, wish.phase_id).await?, handed_on))))
}
