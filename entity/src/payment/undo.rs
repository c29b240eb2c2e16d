//! What was recorded wrongly is undone: the ledger books its opposite, and what counted for something no longer does.

use std::collections::BTreeMap;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{ActiveModel, Entity, ForWhat, Model, State, confirmation, paid, part, reference, settle, tell};
use crate::{
    Fen, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    adoption, fund,
    id::{ArrivalId, ReferenceId, TransferId},
    journal::{self, Act, Subject},
    ledger::{Book, reverse},
    statement,
    store::Txn,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// `yes`
    pub sure: String,
}

/// Undoes the whole line of the account; none of it may have been given back.
pub async fn undo(
    store: &Store,
    officer: Officer,
    id: ArrivalId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    if typed.sure != "yes" {
        return Err(Refusal::NotSure.into());
    }
    let (references, arrival, parts) = locked(&txn, id).await?;
    let is_undone = |part: &part::Model| matches!(part.state, State::Returned | State::Undone);
    if arrival.undone_at.is_some() || parts.iter().any(is_undone) {
        return Err(Refusal::PaymentMoved.into());
    }
    part::Entity::update_many()
        .col_expr(part::Column::State, Expr::value(State::Undone))
        .col_expr(part::Column::Since, Expr::value(now))
        .filter(part::COLUMN.arrival_id.eq(id))
        .exec(&txn)
        .await?;
    for reference in references.values() {
        let left = paid(&txn, reference.id).await?;
        let beside = |part: &&part::Model| {
            let its = part.reference_id.and_then(|id| references.get(&id));
            its.is_some_and(|its| its.programme() == reference.programme())
        };
        let moves = Fen(-parts.iter().filter(beside).map(|part| part.amount_fen.0).sum::<i64>());
        settle::settle(store, &txn, reference, (left, moves), arrival.arrived_on, now).await?;
        confirmation::void_of(&txn, reference.id, officer.into(), now).await?;
    }
    take_back(&txn, officer, &references, &arrival, &parts, now).await?;
    let row = ActiveModel { id: Set(id), undone_at: Set(Some(now)), ..Default::default() };
    row.update(&txn).await?;
    statement::reopen::reopen(&txn, id).await?;
    journal::note(&txn, officer, Act::PaymentUndone, Subject("payment", id.0), "", now).await?;
    for reference in references.values() {
        let its = parts.iter().filter(|part| part.reference_id == Some(reference.id));
        let sum = Fen(its.map(|part| part.amount_fen.0).sum());
        tell::corrected(store, &txn, reference, (sum, arrival.arrived_on), now).await?;
    }
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Funds, references by number, what they are for, then the arrival with its parts.
async fn locked(
    txn: &Txn,
    id: ArrivalId,
) -> Result<(BTreeMap<ReferenceId, reference::Model>, Model, Vec<part::Model>)> {
    let named = |parts: &[part::Model]| -> Vec<ReferenceId> {
        let mut named: Vec<_> = parts.iter().filter_map(|part| part.reference_id).collect();
        named.sort_unstable();
        named.dedup();
        named
    };
    let of = || part::Entity::find().filter(part::COLUMN.arrival_id.eq(id)).order_by_asc(part::COLUMN.id);
    let seen = named(&of().all(txn).await?);
    let asked = reference::Entity::find().filter(reference::COLUMN.id.is_in(seen.iter().copied())).all(txn).await?;
    fund::arrived::hold(txn, &asked).await?;
    let mut references = BTreeMap::new();
    for id in &seen {
        references.insert(*id, reference::locked(txn, *id).await?);
    }
    adoption::pay::hold(txn, references.values()).await?;
    let arrival = Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or(Refusal::NotFound)?;
    let parts = of().lock_exclusive().all(txn).await?;
    if named(&parts) != seen {
        return Err(Refusal::PaymentMoved.into());
    }
    Ok((references, arrival, parts))
}

/// What was sorted out of it first, newest first, then the arrival itself.
async fn take_back(
    txn: &Txn,
    officer: Officer,
    references: &BTreeMap<ReferenceId, reference::Model>,
    arrival: &Model,
    parts: &[part::Model],
    now: Time,
) -> Result<()> {
    let is_support = references.values().any(|reference| matches!(reference.what(), ForWhat::Support(_)));
    let mut booked: Vec<TransferId> = parts.iter().filter_map(|part| part.sorted_transfer).collect();
    booked.extend(arrival.transfer_id);
    booked.sort_unstable();
    booked.dedup();
    let mut book = Book::open(txn).await?;
    for transfer in booked.into_iter().rev() {
        let reversal = reverse::enter(txn, &mut book, officer, transfer, now).await?;
        if is_support {
            fund::arrived::undo(txn, officer, (transfer, reversal), now).await?;
        }
    }
    Ok(())
}
