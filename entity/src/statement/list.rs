//! The statements, and the lines of one: for the office, who alone reads who paid.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::{FromQueryResult, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::{COLUMN, Column, Entity, Fit, LineState, Model, State, finding, line};
use crate::{
    Refusal, Result, Store,
    actor::Officer,
    id::{LineId, ReferenceId, StatementId},
    payment::{Words, reference},
};

/// Newest first.
pub async fn all(db: &impl ConnectionTrait, _officer: Officer, most: u64) -> Result<Vec<Model>> {
    let kept = Entity::find().filter(COLUMN.state.ne(State::Dropped));
    Ok(kept.order_by_desc(COLUMN.id).limit(most).all(db).await?)
}

/// Those of these of which a line waits for an officer, or one that cannot be read.
pub async fn unfinished(
    db: &impl ConnectionTrait,
    _officer: Officer,
    statements: &[Model],
) -> Result<HashSet<StatementId>> {
    let ids = || statements.iter().map(|statement| statement.id);
    let open = line::Entity::find()
        .select_only()
        .column(line::Column::StatementId)
        .filter(line::Column::StatementId.is_in(ids()))
        .filter(line::COLUMN.state.eq(LineState::Open));
    let unread = finding::Entity::find()
        .select_only()
        .column(finding::Column::StatementId)
        .filter(finding::Column::StatementId.is_in(ids()));
    let mut unfinished: HashSet<StatementId> = HashSet::new();
    unfinished.extend(open.distinct().into_tuple::<StatementId>().all(db).await?);
    unfinished.extend(unread.distinct().into_tuple::<StatementId>().all(db).await?);
    Ok(unfinished)
}

pub async fn one(db: &impl ConnectionTrait, _officer: Officer, id: StatementId) -> Result<Model> {
    Ok(Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?)
}

/// How many lines of a statement stand how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Open ones by how well they fit.
    pub open: BTreeMap<Fit, i64>,
    /// Open ones that were booked before and undone.
    pub undone: i64,
    pub booked: i64,
    pub set_aside: i64,
}

impl Counts {
    pub fn open(&self) -> i64 {
        self.open.values().sum::<i64>() + self.undone
    }
}

#[derive(FromQueryResult)]
struct Counted {
    state: LineState,
    fit: Fit,
    bookings: i32,
    count: i64,
}

pub async fn counts(db: &impl ConnectionTrait, id: StatementId) -> Result<Counts> {
    gather(db, line::Entity::find().filter(line::COLUMN.statement_id.eq(id))).await
}

/// The same over all statements whose lines are read to the end: nobody can deal with the others yet.
pub async fn all_counts(db: &impl ConnectionTrait) -> Result<Counts> {
    gather(db, read_to_the_end()).await
}

fn read_to_the_end() -> Select<line::Entity> {
    let being_read =
        Entity::find().select_only().column(Column::Id).filter(COLUMN.state.eq(State::Reading)).into_query();
    line::Entity::find().filter(line::Column::StatementId.not_in_subquery(being_read))
}

/// Where an officer begins: the first statement with such an open line, and the first whose columns nobody has named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct First {
    pub sure: Option<StatementId>,
    pub near: Option<StatementId>,
    /// All the others.
    pub other: Option<StatementId>,
    pub unmapped: Option<StatementId>,
}

pub async fn first(db: &impl ConnectionTrait) -> Result<First> {
    let open: Vec<(StatementId, Fit, i32)> = read_to_the_end()
        .select_only()
        .columns([line::Column::StatementId, line::Column::Fit, line::Column::Bookings])
        .filter(line::COLUMN.state.eq(LineState::Open))
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    let mut first = First::default();
    for (id, fit, bookings) in open {
        let its = match fit {
            Fit::Sure if bookings == 0 => &mut first.sure,
            Fit::Near if bookings == 0 => &mut first.near,
            _ => &mut first.other,
        };
        *its = Some(its.map_or(id, |before| before.min(id)));
    }
    let unmapped = Entity::find().filter(COLUMN.state.eq(State::Unmapped)).order_by_asc(COLUMN.id);
    first.unmapped = unmapped.one(db).await?.map(|statement| statement.id);
    Ok(first)
}

async fn gather(db: &impl ConnectionTrait, lines: Select<line::Entity>) -> Result<Counts> {
    let counted = lines
        .select_only()
        .columns([line::Column::State, line::Column::Fit, line::Column::Bookings])
        .column_as(line::Column::Id.count(), "count")
        .group_by(line::Column::State)
        .group_by(line::Column::Fit)
        .group_by(line::Column::Bookings)
        .into_model::<Counted>()
        .all(db)
        .await?;
    let mut counts = Counts::default();
    for one in counted {
        match one.state {
            LineState::Open if one.bookings > 0 => counts.undone += one.count,
            LineState::Open => *counts.open.entry(one.fit).or_default() += one.count,
            LineState::Booked => counts.booked += one.count,
            LineState::SetAside => counts.set_aside += one.count,
        }
    }
    Ok(counts)
}

/// A line with who paid and what it seems to be for.
#[derive(Clone)]
pub struct Line {
    pub line: line::Model,
    pub words: Words,
    pub reference: Option<reference::Model>,
}

/// Which lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Never booked yet.
    Open(Fit),
    /// Booked before, undone, and open again.
    Undone,
    AllOpen,
    Booked,
    SetAside,
}

/// In the order of the table, after the row `after`.
pub async fn lines(
    store: &Store,
    _officer: Officer,
    id: StatementId,
    which: Which,
    after: Option<i64>,
    most: u64,
) -> Result<Vec<Line>> {
    let mut query = line::Entity::find().filter(line::COLUMN.statement_id.eq(id));
    query = match which {
        Which::Open(fit) => query
            .filter(line::COLUMN.state.eq(LineState::Open))
            .filter(line::COLUMN.fit.eq(fit))
            .filter(line::COLUMN.bookings.eq(0)),
        Which::Undone => query.filter(line::COLUMN.state.eq(LineState::Open)).filter(line::COLUMN.bookings.gt(0)),
        Which::AllOpen => query.filter(line::COLUMN.state.eq(LineState::Open)),
        Which::Booked => query.filter(line::COLUMN.state.eq(LineState::Booked)),
        Which::SetAside => query.filter(line::COLUMN.state.eq(LineState::SetAside)),
    };
    if let Some(after) = after {
        query = query.filter(line::COLUMN.row_no.gt(after));
    }
    opened(store, query.order_by_asc(line::COLUMN.row_no).limit(most).all(store.read()).await?).await
}

pub async fn one_line(store: &Store, _officer: Officer, id: LineId) -> Result<Line> {
    let line = line::Entity::find_by_id(id).one(store.read()).await?.ok_or(Refusal::NotFound)?;
    Ok(opened(store, vec![line]).await?.pop().ok_or(Refusal::NotFound)?)
}

async fn opened(store: &Store, lines: Vec<line::Model>) -> Result<Vec<Line>> {
    let ids: Vec<ReferenceId> = lines.iter().filter_map(|line| line.reference_id).collect();
    let references: HashMap<ReferenceId, reference::Model> = reference::Entity::find()
        .filter(reference::COLUMN.id.is_in(ids))
        .all(store.read())
        .await?
        .into_iter()
        .map(|reference| (reference.id, reference))
        .collect();
    let mut shown = Vec::with_capacity(lines.len());
    for line in lines {
        let words = Words::open(store, &super::place(&line.digest), &line.words)?;
        let reference = line.reference_id.and_then(|id| references.get(&id).cloned());
        shown.push(Line { line, words, reference });
    }
    Ok(shown)
}

/// What could not be read, in the order of the table.
pub async fn findings(db: &impl ConnectionTrait, id: StatementId, most: u64) -> Result<Vec<finding::Model>> {
    let found = finding::Entity::find().filter(finding::COLUMN.statement_id.eq(id));
    Ok(found.order_by_asc(finding::COLUMN.id).limit(most).all(db).await?)
}
