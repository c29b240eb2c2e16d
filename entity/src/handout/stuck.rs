//! What waits on whom, and since when: the office's list, counted from the rows, never from somebody's memory.

use std::collections::BTreeMap;

use chrono::{NaiveTime, TimeDelta};
use sea_orm::{QuerySelect, QueryTrait, entity::prelude::*};

use super::{claims_with_wishes, expect, problem};
use crate::{
    Day, Result, Time, card,
    claim::{self, NoteState, State},
    id::{PhaseId, SchoolId},
    outbox, page_report, phase,
    plot::diary,
    store::literal,
    substitution,
    wish::{self, Status},
};

/// What can wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Submitted wishes wait for the office.
    Review,
    /// A donor's note waits to be read by the office.
    Note,
    /// A gift's problem waits for the office's choice.
    Problem,
    /// A donor's question waits for a school.
    Question,
    /// A promised gift has not come by its day, or not a fortnight after it was shipped.
    LateGift,
    /// Received gifts wait at a school for their hand-out.
    HandOut,
    /// Thank-you cards wait to be looked at by the office.
    CardReview,
    /// Thank-you cards that a school owes have not come by their day.
    Card,
    /// A letter could not be delivered.
    DeadLetter,
    /// Somebody reported a page.
    PageReport,
    /// Nothing was written of a growing plot for 30 days.
    Diary,
}

impl Kind {
    pub const ALL: [Self; 11] = [
        Self::Review,
        Self::Note,
        Self::Problem,
        Self::Question,
        Self::LateGift,
        Self::HandOut,
        Self::CardReview,
        Self::Card,
        Self::DeadLetter,
        Self::PageReport,
        Self::Diary,
    ];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Note => "note",
            Self::Problem => "problem",
            Self::Question => "question",
            Self::LateGift => "late_gift",
            Self::HandOut => "hand_out",
            Self::CardReview => "card_review",
            Self::Card => "card",
            Self::DeadLetter => "dead_letter",
            Self::PageReport => "page_report",
            Self::Diary => "diary",
        }
    }

    /// Whether the office itself is what it waits for.
    pub const fn is_the_offices(self) -> bool {
        matches!(
            self,
            Self::Review | Self::Note | Self::Problem | Self::CardReview | Self::DeadLetter | Self::PageReport
        )
    }
}

/// One line: so many, the oldest since then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub kind: Kind,
    /// The school it waits on or is about; none where it is about none.
    pub school: Option<SchoolId>,
    pub count: u64,
    pub since: Time,
}

/// All that is stuck, by kind and within a kind the oldest first; empty when nothing is.
pub async fn stuck(db: &impl ConnectionTrait, now: Time) -> Result<Vec<Line>> {
    let mut heap = Heap::default();
    reviews(db, &mut heap).await?;
    notes(db, &mut heap).await?;
    problems(db, &mut heap).await?;
    questions(db, &mut heap).await?;
    late_gifts(db, now, &mut heap).await?;
    for overdue in overdue(db, now).await? {
        heap.add(Kind::HandOut, Some(overdue.school), overdue.count, overdue.since);
    }
    cards(db, now, &mut heap).await?;
    dead_letters(db, &mut heap).await?;
    page_reports(db, &mut heap).await?;
    for silent in diary::silent(db, now).await? {
        heap.add(Kind::Diary, None, 1, silent.since);
    }
    Ok(heap.lines())
}

/// Received gifts of one school and phase that waited longer than the phase allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdue {
    pub phase: PhaseId,
    pub school: SchoolId,
    pub count: u64,
    /// Receipt of the oldest.
    pub since: Time,
}

/// Where hand-outs are overdue; gifts with an open problem wait on the office and are not counted.
pub async fn overdue(db: &impl ConnectionTrait, now: Time) -> Result<Vec<Overdue>> {
    let running = [phase::State::Open, phase::State::Closed];
    let phases = phase::Entity::find().filter(phase::COLUMN.state.is_in(running)).all(db).await?;
    let mut all = Vec::new();
    for phase in phases {
        let latest = now - TimeDelta::days(phase.confirm_days.into());
        let waiting = problem::Entity::find()
            .select_only()
            .column(problem::Column::WishId)
            .filter(problem::COLUMN.choice.is_null())
            .into_query();
        let rows: Vec<(SchoolId, i64, Time)> = wish::Entity::find()
            .select_only()
            .column(wish::Column::SchoolId)
            .column_as(wish::Column::Id.count(), "count")
            .column_as(wish::Column::ReceivedAt.min(), "since")
            .filter(wish::COLUMN.phase_id.eq(phase.id))
            .filter(wish::COLUMN.status.eq(Status::Received))
            .filter(wish::COLUMN.received_at.lt(latest))
            .filter(wish::Column::Id.not_in_subquery(waiting))
            .group_by(wish::Column::SchoolId)
            .into_tuple()
            .all(db)
            .await?;
        all.extend(rows.into_iter().map(|(school, count, since)| Overdue {
            phase: phase.id,
            school,
            count: u64::try_from(count).unwrap_or(0),
            since,
        }));
    }
    Ok(all)
}

/// Lines in the making: what is added under the same kind and school becomes one.
#[derive(Default)]
struct Heap(BTreeMap<(Kind, Option<SchoolId>), (u64, Time)>);

impl Heap {
    fn add(&mut self, kind: Kind, school: Option<SchoolId>, count: u64, since: Time) {
        let line = self.0.entry((kind, school)).or_insert((0, since));
        line.0 += count;
        line.1 = line.1.min(since);
    }

    fn lines(self) -> Vec<Line> {
        let mut lines: Vec<Line> =
            self.0.into_iter().map(|((kind, school), (count, since))| Line { kind, school, count, since }).collect();
        lines.sort_by_key(|line| (line.kind, line.since));
        lines
    }
}

async fn reviews(db: &impl ConnectionTrait, heap: &mut Heap) -> Result<()> {
    let rows: Vec<(SchoolId, i64, Option<Time>)> = wish::Entity::find()
        .select_only()
        .column(wish::Column::SchoolId)
        .column_as(wish::Column::Id.count(), "count")
        .column_as(wish::Column::SubmittedAt.min(), "since")
        .filter(wish::is(Status::Submitted))
        .group_by(wish::Column::SchoolId)
        .into_tuple()
        .all(db)
        .await?;
    for (school, count, since) in rows {
        if let Some(since) = since {
            heap.add(Kind::Review, Some(school), u64::try_from(count).unwrap_or(0), since);
        }
    }
    Ok(())
}

async fn notes(db: &impl ConnectionTrait, heap: &mut Heap) -> Result<()> {
    let row: Option<(i64, Option<Time>)> = claim::Entity::find()
        .select_only()
        .column_as(claim::Column::Id.count(), "count")
        .column_as(claim::Column::MadeAt.min(), "since")
        .filter(literal::is(claim::Column::NoteState, NoteState::Waiting))
        .filter(claim::COLUMN.state.is_in(claim::note::TRAVELLING))
        .into_tuple()
        .one(db)
        .await?;
    if let Some((count, Some(since))) = row {
        heap.add(Kind::Note, None, u64::try_from(count).unwrap_or(0), since);
    }
    Ok(())
}

async fn problems(db: &impl ConnectionTrait, heap: &mut Heap) -> Result<()> {
    for open in problem::open(db, MOST).await? {
        heap.add(Kind::Problem, Some(open.wish.school_id), 1, open.problem.noted_at);
    }
    Ok(())
}

async fn questions(db: &impl ConnectionTrait, heap: &mut Heap) -> Result<()> {
    let asked = substitution::Entity::find().filter(substitution::COLUMN.answer.is_null()).limit(MOST).all(db).await?;
    let claims = claims_with_wishes()
        .filter(claim::COLUMN.id.is_in(asked.iter().map(|asked| asked.claim_id)))
        .filter(claim::COLUMN.state.is_in(State::PENDING))
        .all(db)
        .await?;
    for (claim, wish) in claims {
        let since = asked.iter().find(|asked| asked.claim_id == claim.id).map(|asked| asked.asked_at);
        if let (Some(wish), Some(since)) = (wish, since) {
            heap.add(Kind::Question, Some(wish.school_id), 1, since);
        }
    }
    Ok(())
}

async fn late_gifts(db: &impl ConnectionTrait, now: Time, heap: &mut Heap) -> Result<()> {
    let late = claims_with_wishes()
        .filter(wish::COLUMN.status.eq(Status::Taken))
        .filter(claim::COLUMN.state.is_in([State::Confirmed, State::Shipped]))
        .all(db)
        .await?;
    for (claim, wish) in late {
        let Some(wish) = wish.filter(|_| expect::is_late(&claim, now)) else { continue };
        let since = claim.shipped_at.or_else(|| claim.give_by.map(end_of)).unwrap_or(claim.made_at);
        heap.add(Kind::LateGift, Some(wish.school_id), 1, since);
    }
    Ok(())
}

async fn cards(db: &impl ConnectionTrait, now: Time, heap: &mut Heap) -> Result<()> {
    let waiting = card::Entity::find().filter(literal::is(card::Column::State, card::State::Submitted)).all(db).await?;
    let wishes = wish::Entity::find().filter(wish::COLUMN.id.is_in(waiting.iter().map(|card| card.wish_id)));
    for wish in wishes.all(db).await? {
        if let Some(card) = waiting.iter().find(|card| card.wish_id == wish.id) {
            heap.add(Kind::CardReview, Some(wish.school_id), 1, card.made_at);
        }
    }
    for owed in card::list::owed(db).await? {
        let since = card::remind::overdue_since(owed.due_on);
        if since <= now {
            heap.add(Kind::Card, Some(owed.wish.school_id), 1, since);
        }
    }
    Ok(())
}

async fn dead_letters(db: &impl ConnectionTrait, heap: &mut Heap) -> Result<()> {
    let row: Option<(i64, Option<Time>)> = outbox::Entity::find()
        .select_only()
        .column_as(outbox::Column::Id.count(), "count")
        .column_as(outbox::Column::CreatedAt.min(), "since")
        .filter(literal::is(outbox::Column::State, outbox::State::Dead))
        .into_tuple()
        .one(db)
        .await?;
    if let Some((count, Some(since))) = row {
        heap.add(Kind::DeadLetter, None, u64::try_from(count).unwrap_or(0), since);
    }
    Ok(())
}

async fn page_reports(db: &impl ConnectionTrait, heap: &mut Heap) -> Result<()> {
    let row: Option<(i64, Option<Time>)> = page_report::Entity::find()
        .select_only()
        .column_as(page_report::Column::Id.count(), "count")
        .column_as(page_report::Column::MadeAt.min(), "since")
        .filter(page_report::COLUMN.closed_at.is_null())
        .into_tuple()
        .one(db)
        .await?;
    if let Some((count, Some(since))) = row {
        heap.add(Kind::PageReport, None, u64::try_from(count).unwrap_or(0), since);
    }
    Ok(())
}

/// More than this of one kind, and the list has done its work.
const MOST: u64 = 1_000;

/// The moment a day of the county's calendar is over.
fn end_of(day: Day) -> Time {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(24 - 8)
}
