//! What arrived, part by part, the newest day first: for the office, who alone reads who paid.

use std::collections::HashMap;

use sea_orm::{
    QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};

use super::{Column, Entity, Model, PayCode, State, Why, Words, part, parts_with_arrivals, reference, why};
use crate::{
    Day, Fen, Refusal, Result, Store,
    actor::{Donor, Officer},
    id::{ArrivalId, PartId, ReferenceId, TransferId},
    ledger,
};

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

/// What came under a donor's own reference, oldest first: what counts for it, and what named it and counts elsewhere or
/// nowhere, so that nothing that was paid is gone without a trace.
pub async fn own(db: &impl ConnectionTrait, donor: Donor, reference: &reference::Model) -> Result<Vec<Own>> {
    type Row = (PartId, Day, Fen, State, Option<ReferenceId>, Option<TransferId>, Option<Why>);
    if reference.account_id != Some(donor.account()) {
        return Err(Refusal::NotFound.into());
    }
    let is_not_here = part::COLUMN.reference_id.is_null().or(part::COLUMN.reference_id.ne(reference.id));
    let mut rows: Vec<Row> = Vec::new();
    // Two questions, each with its own index.
    for query in [
        parts_with_arrivals().filter(part::COLUMN.reference_id.eq(reference.id)),
        parts_with_arrivals().filter(super::COLUMN.reference_id.eq(reference.id)).filter(is_not_here),
    ] {
        let columns = query.select_only().column(part::Column::Id).column(Column::ArrivedOn);
        let columns = columns.columns([part::Column::AmountFen, part::Column::State, part::Column::ReferenceId]);
        let columns = columns.columns([part::Column::ReturnedTransfer, part::Column::Why]);
        let its: Vec<Row> = columns.into_tuple().all(db).await?;
        rows.extend(its);
    }
    rows.sort_by_key(|(id, on, ..)| (*on, *id));
    let others = rows.iter().filter_map(|(_, _, _, _, counts, ..)| *counts);
    let others = reference::Entity::find().filter(reference::COLUMN.id.is_in(others)).all(db).await?;
    let went = rows.iter().filter_map(|(.., transfer, _)| *transfer);
    let went = ledger::Entity::find().filter(ledger::COLUMN.id.is_in(went)).all(db).await?;
    let own = |(_, on, amount, state, counts, transfer, why): Row| {
        let counts = match counts {
            None => Counts::Nowhere,
            Some(id) if id == reference.id => Counts::Here,
            Some(id) => {
                // Another's code is nothing to this donor.
                let own = others.iter().find(|one| one.id == id && one.account_id == reference.account_id);
                Counts::Elsewhere(own.map(|one| one.code.clone()))
            }
        };
        let went = went.iter().find(|booked| Some(booked.id) == transfer);
        Own { on, amount, state, counts, went_on: went.map(|booked| booked.booked_on), why }
    };
    Ok(rows.into_iter().map(own).collect())
}

/// One line of a donor's own payments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    pub on: Day,
    pub amount: Fen,
    pub state: State,
    pub counts: Counts,
    /// The day on which it went back.
    pub went_on: Option<Day>,
    /// Of what is to go back, or went.
    pub why: Option<Why>,
}

/// What a part counts for that came under a donor's reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counts {
    Here,
    /// More than was asked for, or too late.
    Nowhere,
    /// It was moved: to another of the donor's own, with its code, or to somebody's.
    Elsewhere(Option<PayCode>),
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
