//! What waits on whom, and since when: the office's list, counted from the rows, never from somebody's memory.

mod waits;

use std::collections::BTreeMap;

use chrono::TimeDelta;
use sea_orm::{QuerySelect, QueryTrait, entity::prelude::*};

use super::problem;
use crate::{
    Result, Time,
    id::{PhaseId, SchoolId},
    phase,
    plot::diary,
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
    /// A disclosure report was to be published by now.
    Disclosure,
}

impl Kind {
    pub const ALL: [Self; 12] = [
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
        Self::Disclosure,
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
            Self::Disclosure => "disclosure",
        }
    }

    /// Whether the office itself is what it waits for.
    pub const fn is_the_offices(self) -> bool {
        matches!(
            self,
            Self::Review
                | Self::Note
                | Self::Problem
                | Self::CardReview
                | Self::DeadLetter
                | Self::PageReport
                | Self::Disclosure
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
    waits::reviews(db, &mut heap).await?;
    waits::notes(db, &mut heap).await?;
    waits::problems(db, &mut heap).await?;
    waits::questions(db, &mut heap).await?;
    waits::late_gifts(db, now, &mut heap).await?;
    for overdue in overdue(db, now).await? {
        heap.add(Kind::HandOut, Some(overdue.school), overdue.count, overdue.since);
    }
    waits::cards(db, now, &mut heap).await?;
    waits::dead_letters(db, &mut heap).await?;
    waits::page_reports(db, &mut heap).await?;
    for silent in diary::silent(db, now).await? {
        heap.add(Kind::Diary, None, 1, silent.since);
    }
    waits::disclosures(db, now, &mut heap).await?;
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
