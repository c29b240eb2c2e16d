//! Money that arrived is written down, counted where it belongs, and booked: any number of lines in one transaction.
//!
//! In this order, so that nobody waits for somebody who waits for him: funds, references by number, what they are for,
//! arrivals with their parts, and the ledger last.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{
    ActiveModel, COLUMN, Column, Entity, Model, State, Words, owe, paid_for, part, place, reference, settle, tell,
};
use crate::{
    Day, Fen, Refusal, Result, Store, Time,
    actor::Officer,
    adoption, fund,
    id::{ArrivalId, OrganiserId, ReferenceId, TransferId},
    journal::{self, Act, Subject},
    lang::china_date,
    ledger::{Account, Book, Reason, Transfer, period},
    outbox,
    store::Txn,
};

/// One line of a bank account.
#[derive(Clone)]
pub(crate) struct Arriving {
    pub organiser: OrganiserId,
    /// What the payer named; none: it is unclear.
    pub reference: Option<ReferenceId>,
    pub amount: Fen,
    pub on: Day,
    pub words: Words,
    pub once: String,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrived {
    pub id: ArrivalId,
    /// Counts for its reference.
    pub counted: Fen,
    /// Lies apart.
    pub unclear: Fen,
    /// Still expected; none: there is no end to it, or it is not known what it is for.
    pub missing: Option<Fen>,
}

/// These references, each locked until the transaction ends, in the order of their numbers; before them the funds that
/// families' support is for, after them the plots and adoptions.
pub(crate) async fn lock(
    txn: &Txn,
    ids: impl IntoIterator<Item = ReferenceId>,
) -> Result<BTreeMap<ReferenceId, reference::Model>> {
    let named = reference::Entity::find().filter(reference::COLUMN.id.is_in(ids)).order_by_asc(reference::COLUMN.id);
    fund::arrived::hold(txn, &named.clone().all(txn).await?).await?;
    let found = named.lock_exclusive().all(txn).await?;
    adoption::pay::hold(txn, &found).await?;
    Ok(found.into_iter().map(|reference| (reference.id, reference)).collect())
}

/// Books all of them or none.
pub(crate) async fn enter(
    store: &Store,
    txn: &Txn,
    officer: Officer,
    references: &BTreeMap<ReferenceId, reference::Model>,
    arriving: &[Arriving],
    now: Time,
) -> Result<Vec<Arrived>> {
    let mut sums: HashMap<ReferenceId, Fen> = paid_for(txn, references.keys().copied()).await?.into_iter().collect();
    let ids = write(store, txn, officer, arriving, now).await?;
    let mut arrived = Vec::with_capacity(arriving.len());
    for one in arriving {
        let id = *ids.get(&one.once).ok_or(Refusal::BookedAlready)?;
        let reference = one.reference.and_then(|id| references.get(&id));
        arrived.push(share(one, id, reference, &mut sums)?);
    }
    write_parts(txn, arriving, &arrived, now).await?;
    for (id, reference) in references {
        let days = arriving.iter().filter(|one| one.reference == Some(*id)).map(|one| one.on);
        if let (Some(on), Some(sum)) = (days.max(), sums.get(id)) {
            let beside = |one: &Arriving| {
                let its = one.reference.and_then(|id| references.get(&id));
                its.is_some_and(|its| its.programme() == reference.programme())
            };
            let comes = arriving.iter().zip(&arrived).filter(|(one, _)| beside(one));
            let moves = Fen(comes.map(|(_, arrived)| arrived.counted.0).sum());
            settle::settle(store, txn, reference, (*sum, moves), on, now).await?;
        }
    }
    let booked = book(txn, officer, references, arriving, &arrived, now).await?;
    for ((one, arrived), transfer) in arriving.iter().zip(&arrived).zip(booked) {
        let reference = one.reference.and_then(|id| references.get(&id));
        if let Some(reference) = reference.filter(|_| arrived.counted > Fen::ZERO) {
            fund::arrived::enter(txn, officer, reference, (arrived.counted, one.on), transfer, now).await?;
        }
    }
    let details: Vec<String> = arriving.iter().map(|one| detail(one, references)).collect();
    let subjects = arrived.iter().zip(&details).map(|(one, code)| (Subject("payment", one.id.0), code.as_str()));
    journal::note_all(txn, officer, Act::PaymentRecorded, subjects, now).await?;
    let payers = tell::Payers::of(txn, references.values()).await?;
    // What these have raised was set aside when they were settled.
    let back = owe::waiting(txn, references.keys().copied()).await?;
    let counted = arriving.iter().zip(&arrived).filter(|(_, arrived)| arrived.counted > Fen::ZERO);
    let letters: Vec<_> = counted
        .filter_map(|(one, arrived)| {
            let id = one.reference?;
            payers.recorded(id, (arrived.counted, one.on), (arrived.missing, back.get(&id).copied()))
        })
        .collect();
    outbox::post_all(store, txn, letters, now).await?;
    Ok(arrived)
}

/// How much of it counts: what is still expected; all of it where there is no end to it.
fn share(
    one: &Arriving,
    id: ArrivalId,
    reference: Option<&reference::Model>,
    sums: &mut HashMap<ReferenceId, Fen>,
) -> Result<Arrived> {
    let Some(reference) = reference.filter(|reference| reference.closed_at.is_none()) else {
        return Ok(Arrived { id, counted: Fen::ZERO, unclear: one.amount, missing: None });
    };
    let sum = sums.entry(reference.id).or_default();
    let counted = reference.missing(*sum).map_or(one.amount, |missing| missing.min(one.amount));
    *sum = sum.plus(counted).ok_or(Refusal::BookedAlready)?;
    let unclear = Fen(one.amount.0 - counted.0);
    Ok(Arrived { id, counted, unclear, missing: reference.missing(*sum) })
}

async fn write(
    store: &Store,
    txn: &Txn,
    officer: Officer,
    arriving: &[Arriving],
    now: Time,
) -> Result<HashMap<String, ArrivalId>> {
    let mut rows = Vec::with_capacity(arriving.len());
    for one in arriving {
        rows.push(ActiveModel {
            organiser_id: Set(one.organiser),
            reference_id: Set(one.reference),
            amount_fen: Set(one.amount),
            arrived_on: Set(one.on),
            words: Set(one.words.seal(store, &place(&one.once))?),
            payer_hash: Set(one.words.payer_hash(store)),
            once: Set(one.once.clone()),
            recorded_by: Set(officer.account()),
            recorded_at: Set(now),
            ..Default::default()
        });
    }
    let written: Vec<Model> = Entity::insert_many(rows).exec_with_returning(txn).await?;
    Ok(written.into_iter().map(|row| (row.once, row.id)).collect())
}

async fn write_parts(txn: &Txn, arriving: &[Arriving], arrived: &[Arrived], now: Time) -> Result<()> {
    let parts = arriving.iter().zip(arrived).flat_map(|(one, arrived)| {
        let counted = (one.reference, arrived.counted, State::Counted);
        let unclear = (None, arrived.unclear, State::Unclear);
        let some = [counted, unclear].into_iter().filter(|(_, amount, _)| *amount > Fen::ZERO);
        some.map(|(reference, amount, state)| part::ActiveModel {
            arrival_id: Set(arrived.id),
            reference_id: Set(reference),
            amount_fen: Set(amount),
            state: Set(state),
            since: Set(now),
            ..Default::default()
        })
    });
    part::Entity::insert_many(parts).exec_without_returning(txn).await?;
    Ok(())
}

async fn book(
    txn: &Txn,
    officer: Officer,
    references: &BTreeMap<ReferenceId, reference::Model>,
    arriving: &[Arriving],
    arrived: &[Arrived],
    now: Time,
) -> Result<Vec<TransferId>> {
    let mut book = Book::open(txn).await?;
    let closed_through = period::closed_through(txn).await?;
    let transfers = arriving.iter().zip(arrived).map(|(one, arrived)| {
        let reference = one.reference.and_then(|id| references.get(&id));
        // What is found after its month was closed is booked on the day it is found.
        let on = if closed_through.is_some_and(|through| one.on <= through) { china_date(now) } else { one.on };
        transfer(one, arrived, reference, on).once(format!("arrived/{}", one.once))
    });
    let booked = book.enter_all(officer, &transfers.collect::<Vec<_>>(), now).await?;
    let its = "(SELECT booked.id FROM ledger_transfer booked WHERE booked.once = 'arrived/' || payment_arrival.once)";
    Entity::update_many()
        .col_expr(Column::TransferId, Expr::cust(its))
        .filter(COLUMN.id.is_in(arrived.iter().map(|one| one.id)))
        .exec(txn)
        .await?;
    Ok(booked)
}

/// To the bank, from what it counts for and from what is unclear.
fn transfer(one: &Arriving, arrived: &Arrived, reference: Option<&reference::Model>, on: Day) -> Transfer {
    let mut lines = vec![(Account::bank(one.organiser), one.amount)];
    if let Some(reference) = reference.filter(|_| arrived.counted > Fen::ZERO) {
        lines.push((received(reference), Fen(-arrived.counted.0)));
    }
    if arrived.unclear > Fen::ZERO {
        lines.push((Account::unclear(one.organiser), Fen(-arrived.unclear.0)));
    }
    Transfer { reason: Reason::Arrived, on, lines, document: String::new(), once: None, reverses: None }
}

/// Where the ledger counts what comes for a reference.
pub(crate) const fn received(reference: &reference::Model) -> Account {
    Account::received(reference.organiser_id, reference.programme(), reference.source)
}

fn detail(one: &Arriving, references: &BTreeMap<ReferenceId, reference::Model>) -> String {
    let reference = one.reference.and_then(|id| references.get(&id));
    reference.map_or_else(String::new, |reference| reference.code.to_string())
}
