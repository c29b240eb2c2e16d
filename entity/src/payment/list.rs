//! What arrived, part by part, the newest day first: for the office, who alone reads who paid.

mod came;

use std::collections::HashMap;

use sea_orm::{
    QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};

use super::{Column, Entity, Model, State, Why, Words, part, parts_with_arrivals, reference, why};
use crate::{
    Day, Refusal, Result, Store,
    actor::Officer,
    id::{ArrivalId, PartId, ReferenceId},
};

pub(super) use came::under;
pub use came::{Became, Counts, Own, own};

/// A part of what arrived, with what it came in and what it counts for.
#[derive(Clone)]
pub struct Line {
    pub part: part::Model,
    pub arrival: Model,
    pub words: Words,
    /// What it counts for.
    pub reference: Option<reference::Model>,
    /// What the payer named, where it does not count there: a double payment, too much, or too late.
    pub named: Option<reference::Model>,
}

impl Line {
    /// Whether its payer would not read why it goes back, unless an officer says so. Nobody is told of what names no
    /// code.
    pub fn lacks_a_reason(&self) -> bool {
        let named = self.reference.as_ref().or(self.named.as_ref());
        named.is_some() && why::said(named, &self.part, &self.arrival) == Why::Office
    }
}

/// The parts that stand below `before`, of all states or one: by the day on which they arrived, then by number.
pub async fn latest(
    store: &Store,
    _officer: Officer,
    state: Option<State>,
    before: Option<PartId>,
    most: u64,
) -> Result<Vec<Line>> {
    let db = store.read();
    let newest = parts_with_arrivals().order_by_desc(Column::ArrivedOn).order_by_desc(part::Column::Id);
    let mut query = newest.limit(most);
    if let Some(state) = state {
        query = query.filter(part::COLUMN.state.eq(state));
    }
    if let Some(before) = before {
        let day = arrived_on(db, before).await?;
        let row = Expr::tuple([Expr::col((Entity, Column::ArrivedOn)), Expr::col((part::Entity, part::Column::Id))]);
        query = query.filter(row.lt(Expr::tuple([Expr::value(day), Expr::value(before)])));
    }
    lines(store, query.all(db).await?).await
}

/// The day of one part; of one that is not there, a day before all others.
async fn arrived_on(db: &impl ConnectionTrait, id: PartId) -> Result<Day> {
    let its = parts_with_arrivals().select_only().column(Column::ArrivedOn).filter(part::COLUMN.id.eq(id));
    let day: Option<Day> = its.into_tuple().one(db).await?;
    Ok(day.unwrap_or_default())
}

/// One part.
pub async fn one(store: &Store, _officer: Officer, id: PartId) -> Result<Line> {
    let part = part::Entity::find_by_id(id).one(store.read()).await?.ok_or(Refusal::NotFound)?;
    Ok(lines(store, vec![part]).await?.pop().ok_or(Refusal::NotFound)?)
}

/// The parts of what a part came in, itself among them.
pub async fn beside(store: &Store, _officer: Officer, id: ArrivalId) -> Result<Vec<Line>> {
    let all = part::Entity::find().filter(part::COLUMN.arrival_id.eq(id)).order_by_asc(part::COLUMN.id);
    lines(store, all.all(store.read()).await?).await
}

/// The first part of an arrival: where its page is.
pub async fn first(db: &impl ConnectionTrait, id: ArrivalId) -> Result<PartId> {
    let first = part::Entity::find().filter(part::COLUMN.arrival_id.eq(id)).order_by_asc(part::COLUMN.id);
    Ok(first.one(db).await?.ok_or(Refusal::NotFound)?.id)
}

async fn lines(store: &Store, parts: Vec<part::Model>) -> Result<Vec<Line>> {
    let db = store.read();
    let arrivals: HashMap<ArrivalId, Model> = Entity::find()
        .filter(super::COLUMN.id.is_in(parts.iter().map(|part| part.arrival_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|arrival| (arrival.id, arrival))
        .collect();
    let named = arrivals.values().filter_map(|arrival| arrival.reference_id);
    let ids: Vec<ReferenceId> = parts.iter().filter_map(|part| part.reference_id).chain(named).collect();
    let references: HashMap<ReferenceId, reference::Model> = reference::Entity::find()
        .filter(reference::COLUMN.id.is_in(ids))
        .all(db)
        .await?
        .into_iter()
        .map(|reference| (reference.id, reference))
        .collect();
    let mut lines = Vec::with_capacity(parts.len());
    for part in parts {
        let Some(arrival) = arrivals.get(&part.arrival_id).cloned() else { continue };
        let find = |id: Option<ReferenceId>| id.and_then(|id| references.get(&id).cloned());
        let named = if part.reference_id.is_none() { find(arrival.reference_id) } else { None };
        let words = Words::of(store, &arrival)?;
        lines.push(Line { words, reference: find(part.reference_id), named, arrival, part });
    }
    Ok(lines)
}
