//! Reports of a phase: how far its wishes came, and what its gifts were declared to be worth; and the disclosure
//! reports of phases, of the plots' seasons and of funds.
//!
//! Counts of gifts and sums of declared prices only, nothing about a person. A declared price is not what a gift
//! cost: a report is never a donation invoice.

pub mod about;
pub mod disclosure;
pub mod fund;
mod money;
pub mod owed;
pub mod period;
pub mod publish;
pub mod season;
mod tell;

use std::collections::{BTreeMap, HashMap};

use sea_orm::{
    JoinType, QuerySelect,
    entity::prelude::*,
    sea_query::{ExprTrait, IntoCondition},
};
use serde::{Deserialize, Serialize};

use crate::{
    Day, Fen, Lang, Result,
    claim::{self, Source, State},
    handout::{self, problem},
    id::{PhaseId, SchoolId, TownshipId},
    organiser, phase,
    place::township,
    school,
    wish::{self, Category, Status},
};

pub use about::{About, Content};
pub use money::Flow;
pub use season::Season;

/// Gifts and their declared value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub gifts: u64,
    pub value: Fen,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.gifts += other.gifts;
        self.value = Fen(self.value.0.saturating_add(other.value.0));
    }
}

/// How far wishes came. What the pool gave stands apart; what was withdrawn counts as nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    pub posted: Tally,
    /// By donors who said yes, whatever became of it since; what is only held for somebody is not.
    pub claimed: Tally,
    /// Donors' gifts that reached a school.
    pub received: Tally,
    pub handed_out: Tally,
    /// What the pool fills or has filled …
    pub pool: Tally,
    /// … and of this, handed out.
    pub pool_handed_out: Tally,
    pub withdrawn: Tally,
}

impl Figures {
    fn add(&mut self, Cell { status, from_pool, is_held, tally, .. }: &Cell) {
        let (status, tally) = (*status, *tally);
        if status == Status::Withdrawn {
            self.withdrawn += tally;
        }
        if !status.is_public() {
            return;
        }
        self.posted += tally;
        let is_promised = status != Status::Open && !is_held;
        let is_here = matches!(status, Status::Received | Status::HandedOut);
        let is_given = status == Status::HandedOut;
        let steps = if *from_pool {
            [(is_promised, &mut self.pool), (false, &mut self.received), (is_given, &mut self.pool_handed_out)]
        } else {
            [(is_promised, &mut self.claimed), (is_here, &mut self.received), (is_given, &mut self.handed_out)]
        };
        for (_, step) in steps.into_iter().filter(|(is_reached, _)| *is_reached) {
            *step += tally;
        }
    }

    const fn is_nothing(&self) -> bool {
        self.posted.gifts == 0 && self.withdrawn.gifts == 0
    }
}

/// A place's name in both languages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Named {
    pub zh: String,
    pub en: String,
}

impl Named {
    pub fn of(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// Problems of one kind with gifts of one source that ended in one way; `None`: the office has still to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problems {
    pub kind: problem::Kind,
    pub source: Source,
    pub end: Option<problem::Choice>,
    pub count: u64,
}

/// The acts of handing out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HandOuts {
    pub acts: u64,
    pub schools: u64,
    pub first: Option<Day>,
    pub last: Option<Day>,
}

/// Everything the office reports about a phase.
#[derive(Clone, Debug)]
pub struct Report {
    pub phase: phase::Model,
    pub organiser: Option<organiser::Model>,
    pub whole: Figures,
    /// By the office's code of the school; the real name in both languages.
    pub schools: Vec<(Named, Figures)>,
    pub townships: Vec<(Named, Figures)>,
    /// In the order of [`Category::ALL`], without those nobody wished for.
    pub categories: Vec<(Category, Figures)>,
    pub problems: Vec<Problems>,
    pub hand_outs: HandOuts,
}

/// A constant number of statements, however large the phase is.
pub async fn of_phase(db: &impl ConnectionTrait, phase: phase::Model) -> Result<Report> {
    let cells = cells(db, phase.id).await?;
    let mut whole = Figures::default();
    let mut schools: HashMap<SchoolId, Figures> = HashMap::new();
    let mut townships: HashMap<TownshipId, Figures> = HashMap::new();
    let mut categories: BTreeMap<usize, Figures> = BTreeMap::new();
    for cell in &cells {
        whole.add(cell);
        schools.entry(cell.school).or_default().add(cell);
        townships.entry(cell.township).or_default().add(cell);
        categories.entry(place_of(cell.category)).or_default().add(cell);
    }
    let categories = categories.into_iter().map(|(place, figures)| (Category::ALL[place], figures));
    Ok(Report {
        organiser: organiser::of_phase(db, &phase).await?,
        whole,
        schools: of_schools(db, schools).await?,
        townships: of_townships(db, townships).await?,
        categories: categories.filter(|(_, figures)| !figures.is_nothing()).collect(),
        problems: problems(db, phase.id).await?,
        hand_outs: hand_outs(db, phase.id).await?,
        phase,
    })
}

/// Wishes that are alike in all that a report tells apart.
struct Cell {
    school: SchoolId,
    township: TownshipId,
    category: Category,
    status: Status,
    from_pool: bool,
    /// Kept for somebody who has not said yes.
    is_held: bool,
    tally: Tally,
}

/// One statement: a wish has at most one live claim, so that nothing is counted twice.
async fn cells(db: &impl ConnectionTrait, phase: PhaseId) -> Result<Vec<Cell>> {
    type Row = (SchoolId, TownshipId, Category, Status, Option<Source>, Option<State>, i64, i64);
    let promise = wish::Entity::belongs_to(claim::Entity)
        .from(wish::Column::Id)
        .to(claim::Column::WishId)
        .on_condition(|_, claim| Expr::col((claim, claim::Column::State)).is_in(State::LIVE).into_condition());
    let mut query = wish::Entity::find()
        .select_only()
        .columns([wish::Column::SchoolId, wish::Column::TownshipId, wish::Column::Category, wish::Column::Status])
        .column(claim::Column::Source)
        .column(claim::Column::State)
        .column_as(wish::Column::Id.count(), "gifts")
        .column_as(wish::Column::PriceFen.sum().cast_as("bigint"), "value")
        .join(JoinType::LeftJoin, promise.into())
        .filter(wish::COLUMN.phase_id.eq(phase));
    for column in [wish::Column::SchoolId, wish::Column::TownshipId, wish::Column::Category, wish::Column::Status] {
        query = query.group_by(column);
    }
    let query = query.group_by(claim::Column::Source).group_by(claim::Column::State);
    let rows: Vec<Row> = query.into_tuple().all(db).await?;
    let cell = |(school, township, category, status, source, state, gifts, value): Row| Cell {
        school,
        township,
        category,
        status,
        from_pool: source == Some(Source::Pool),
        is_held: state == Some(State::Held),
        tally: Tally { gifts: u64::try_from(gifts).unwrap_or(0), value: Fen(value) },
    };
    Ok(rows.into_iter().map(cell).collect())
}

/// Where a category stands in lists.
fn place_of(category: Category) -> usize {
    Category::ALL.iter().position(|one| *one == category).unwrap_or(Category::ALL.len() - 1)
}

async fn of_schools(
    db: &impl ConnectionTrait,
    mut figures: HashMap<SchoolId, Figures>,
) -> Result<Vec<(Named, Figures)>> {
    figures.retain(|_, figures| !figures.is_nothing());
    let mut schools = school::Entity::find().filter(school::COLUMN.id.is_in(figures.keys().copied())).all(db).await?;
    schools.sort_by(|one, other| one.code.cmp(&other.code));
    let line = |school: school::Model| {
        let figures = figures.get(&school.id).copied()?;
        Some((Named { zh: school.name.clone(), en: school.name }, figures))
    };
    Ok(schools.into_iter().filter_map(line).collect())
}

async fn of_townships(
    db: &impl ConnectionTrait,
    mut figures: HashMap<TownshipId, Figures>,
) -> Result<Vec<(Named, Figures)>> {
    figures.retain(|_, figures| !figures.is_nothing());
    let mut townships =
        township::Entity::find().filter(township::COLUMN.id.is_in(figures.keys().copied())).all(db).await?;
    townships.sort_by_key(|township| township.id);
    let line = |township: township::Model| {
        let figures = figures.get(&township.id).copied()?;
        Some((Named { zh: township.name_zh, en: township.name_en }, figures))
    };
    Ok(townships.into_iter().filter_map(line).collect())
}

async fn problems(db: &impl ConnectionTrait, phase: PhaseId) -> Result<Vec<Problems>> {
    let to_wish = problem::Entity::belongs_to(wish::Entity).from(problem::Column::WishId).to(wish::Column::Id);
    let to_claim = problem::Entity::belongs_to(claim::Entity).from(problem::Column::ClaimId).to(claim::Column::Id);
    let rows: Vec<(problem::Kind, Source, Option<problem::Choice>, i64)> = problem::Entity::find()
        .select_only()
        .column(problem::Column::Kind)
        .column(claim::Column::Source)
        .column(problem::Column::Choice)
        .column_as(problem::Column::Id.count(), "problems")
        .join(JoinType::InnerJoin, to_wish.into())
        .join(JoinType::InnerJoin, to_claim.into())
        .filter(wish::COLUMN.phase_id.eq(phase))
        .group_by(problem::Column::Kind)
        .group_by(claim::Column::Source)
        .group_by(problem::Column::Choice)
        .into_tuple()
        .all(db)
        .await?;
    let ends = || std::iter::once(None).chain(problem::Choice::ALL.map(Some));
    let sources = [Source::Donor, Source::Pool].into_iter();
    let places = sources.flat_map(|source| ends().map(move |end| (source, end)));
    let places = places.flat_map(|(source, end)| problem::Kind::ALL.map(|kind| (kind, source, end)));
    let line = |(kind, source, end)| {
        let row = rows.iter().find(|row| (row.0, row.1, row.2) == (kind, source, end))?;
        Some(Problems { kind, source, end, count: u64::try_from(row.3).ok()? })
    };
    let mut lines: Vec<Problems> = places.filter_map(line).collect();
    lines.sort_by_key(|line| problem::Kind::ALL.iter().position(|kind| *kind == line.kind));
    Ok(lines)
}

async fn hand_outs(db: &impl ConnectionTrait, phase: PhaseId) -> Result<HandOuts> {
    let acts: Vec<(SchoolId, Day)> = handout::Entity::find()
        .select_only()
        .columns([handout::Column::SchoolId, handout::Column::HandedOn])
        .filter(handout::COLUMN.phase_id.eq(phase))
        .into_tuple()
        .all(db)
        .await?;
    let mut schools: Vec<SchoolId> = acts.iter().map(|(school, _)| *school).collect();
    schools.sort_unstable();
    schools.dedup();
    let days = || acts.iter().map(|(_, day)| *day);
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    Ok(HandOuts { acts: count(acts.len()), schools: count(schools.len()), first: days().min(), last: days().max() })
}
