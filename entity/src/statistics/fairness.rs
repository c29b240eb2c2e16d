//! Who was served, and how long it took: every published wish once, by school, township, grade, category, phase, month.
//!
//! **Wishes** are those that are or were on the wall and were not withdrawn. **Served** is a wish whose gift is in the
//! child's hands, whoever gave it, donor or pool; **promised** is one that a donor said yes to or that the pool fills,
//! served ones too: what is only held for somebody waits like an open one.
//! **Waited** counts whole days of China's calendar from the day the wish was written down to the day that stands on
//! the paper of the hand-out; of a wish not yet served, to today. **Month** is that in which it was written down.

mod few;
mod share;

use std::collections::BTreeMap;

use sea_orm::{
    JoinType, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{ExprTrait, IntoCondition},
};

use crate::{
    Day, Result, Time,
    claim::{self, State},
    grade::GradeBand,
    handout::{self, line},
    id::{PhaseId, SchoolId, TownshipId, WishId},
    lang::china_date,
    month::Month,
    store::literal,
    wish::{self, Category, Status},
};

pub use few::{FEWEST, Line, merged};
pub use share::Share;

/// Wishes read at a time, so that a county of a million takes no more memory than a small one.
const ROWS: u64 = 20_000;
/// A school is behind when its served share is under this part of the whole's, in thousandths: the floor that the
/// office's rounds hold to.
const BEHIND: u64 = 500;

/// The same wishes, cut in six ways; each cut adds up to the whole. Names nobody: ids and words of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fairness {
    pub whole: Share,
    pub schools: BTreeMap<SchoolId, Share>,
    pub townships: BTreeMap<TownshipId, Share>,
    /// 1–9; the public sees [`Fairness::bands`].
    pub grades: BTreeMap<i32, Share>,
    /// By their place in [`Category::ALL`].
    categories: BTreeMap<usize, Share>,
    pub phases: BTreeMap<PhaseId, Share>,
    pub months: BTreeMap<Month, Share>,
}

impl Fairness {
    /// In the order of [`Category::ALL`], without those nobody wished for.
    pub fn categories(&self) -> impl Iterator<Item = (Category, Share)> {
        self.categories.iter().filter_map(|(place, share)| Some((*Category::ALL.get(*place)?, *share)))
    }

    /// Grades as the public sees them.
    pub fn bands(&self) -> impl Iterator<Item = (GradeBand, Share)> {
        GradeBand::ALL.into_iter().filter_map(|band| {
            let of = self.grades.iter().filter(|(grade, _)| GradeBand::of(**grade) == band);
            let share: Share = of.map(|(_, share)| *share).sum();
            (share.wishes > 0).then_some((band, share))
        })
    }

    /// Schools with less than half of the share that is served in the whole.
    pub fn behind(&self) -> impl Iterator<Item = SchoolId> {
        let whole = self.whole;
        let is_behind = move |share: &Share| {
            let (part, of_whole) = (share.served * whole.wishes * 1_000, whole.served * share.wishes * BEHIND);
            part < of_whole
        };
        self.schools.iter().filter(move |(_, share)| is_behind(share)).map(|(school, _)| *school)
    }

    fn add(&mut self, row: &Row) {
        let since = china_date(row.waiting_since);
        let share = Share::of(row.is_promised(), since, row.given_on()).held_if(row.held.is_some());
        let category = Category::ALL.iter().position(|one| *one == row.category).unwrap_or(Category::ALL.len() - 1);
        self.whole += share;
        *self.schools.entry(row.school_id).or_default() += share;
        *self.townships.entry(row.township_id).or_default() += share;
        *self.grades.entry(row.grade).or_default() += share;
        *self.categories.entry(category).or_default() += share;
        *self.phases.entry(row.phase_id).or_default() += share;
        *self.months.entry(Month::with(since)).or_default() += share;
    }
}

/// All phases together, and each alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByPhase {
    pub all: Fairness,
    alone: BTreeMap<PhaseId, Fairness>,
}

impl ByPhase {
    /// One phase alone; nothing where none of its wishes was published.
    pub fn of(&self, phase: PhaseId) -> Option<&Fairness> {
        self.alone.get(&phase)
    }
}

/// What is read of a wish.
struct Row {
    id: WishId,
    phase_id: PhaseId,
    school_id: SchoolId,
    township_id: TownshipId,
    grade: i32,
    category: Category,
    status: Status,
    waiting_since: Time,
    handed_out_at: Option<Time>,
    /// The day on the paper of its hand-out.
    handed_on: Option<Day>,
    /// Of its claim, where that is held.
    held: Option<State>,
}

type Columns =
    (WishId, PhaseId, SchoolId, TownshipId, i32, Category, Status, Time, Option<Time>, Option<Day>, Option<State>);

impl From<Columns> for Row {
    fn from(columns: Columns) -> Self {
        let (id, phase_id, school_id, township_id, grade, category, status, waiting_since, ..) = columns;
        let (.., handed_out_at, handed_on, held) = columns;
        Self {
            id,
            phase_id,
            school_id,
            township_id,
            grade,
            category,
            status,
            waiting_since,
            handed_out_at,
            handed_on,
            held,
        }
    }
}

impl Row {
    fn is_promised(&self) -> bool {
        self.status != Status::Open && self.held.is_none()
    }

    /// None: not served.
    fn given_on(&self) -> Option<Day> {
        let on = || self.handed_on.or_else(|| self.handed_out_at.map(china_date));
        // Without a day it was handed out all the same: it then waited for none.
        (self.status == Status::HandedOut).then(|| on().unwrap_or_else(|| china_date(self.waiting_since)))
    }
}

/// All phases, or this one.
pub async fn read(db: &impl ConnectionTrait, phase: Option<PhaseId>) -> Result<Fairness> {
    let mut fairness = Fairness::default();
    let mut after = Some(WishId(0));
    while let Some(last) = after {
        let rows = rows(db, phase, last).await?;
        for row in &rows {
            fairness.add(row);
        }
        after = goes_on_after(&rows);
    }
    Ok(fairness)
}

/// All phases together and each alone, in one pass over the wishes.
pub async fn by_phase(db: &impl ConnectionTrait) -> Result<ByPhase> {
    let mut found = ByPhase::default();
    let mut after = Some(WishId(0));
    while let Some(last) = after {
        let rows = rows(db, None, last).await?;
        for row in &rows {
            found.all.add(row);
            found.alone.entry(row.phase_id).or_default().add(row);
        }
        after = goes_on_after(&rows);
    }
    Ok(found)
}

/// After which to read on; none: these were the last.
fn goes_on_after(rows: &[Row]) -> Option<WishId> {
    let is_full = u64::try_from(rows.len()).unwrap_or(0) == ROWS;
    rows.last().filter(|_| is_full).map(|last| last.id)
}

async fn rows(db: &impl ConnectionTrait, phase: Option<PhaseId>, after: WishId) -> Result<Vec<Row>> {
    let to_line = wish::Entity::belongs_to(line::Entity).from(wish::Column::Id).to(line::Column::WishId);
    let to_act = line::Entity::belongs_to(handout::Entity).from(line::Column::HandOutId).to(handout::Column::Id);
    // At most one of a wish.
    let to_hold = wish::Entity::belongs_to(claim::Entity)
        .from(wish::Column::Id)
        .to(claim::Column::WishId)
        .on_condition(|_, _| literal::is(claim::Column::State, State::Held).into_condition());
    let mut query = wish::Entity::find()
        .select_only()
        .columns([wish::Column::Id, wish::Column::PhaseId, wish::Column::SchoolId, wish::Column::TownshipId])
        .columns([wish::Column::Grade, wish::Column::Category, wish::Column::Status])
        .columns([wish::Column::WaitingSince, wish::Column::HandedOutAt])
        .column(handout::Column::HandedOn)
        .column(claim::Column::State)
        .join(JoinType::LeftJoin, to_line.into())
        .join(JoinType::LeftJoin, to_act.into())
        .join(JoinType::LeftJoin, to_hold.into())
        .filter(wish::COLUMN.id.gt(after))
        // What it is not, and a sum below: along an index by state or phase, each page would be sorted anew.
        .filter(wish::COLUMN.status.is_not_in(Status::ALL.into_iter().filter(|status| !status.is_public())))
        .order_by_asc(wish::COLUMN.id)
        .limit(ROWS);
    if let Some(phase) = phase {
        query = query.filter(Expr::col((wish::Entity, wish::Column::PhaseId)).add(0).is_in([phase]));
    }
    let found: Vec<Columns> = query.into_tuple().all(db).await?;
    Ok(found.into_iter().map(Row::from).collect())
}
