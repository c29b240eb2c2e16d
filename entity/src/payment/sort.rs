//! What was unclear is found to be for something: an officer names its code.

use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde::Deserialize;

use super::{State, arrive::received, locked, owe, paid, part, reference, settle, tell};
use crate::{
    Fen, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    adoption, fund,
    id::PartId,
    journal::{self, Act, Subject},
    lang::china_date,
    ledger::{Account, Book, Reason, Transfer},
    outbox,
    store::Txn,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub payment_code: String,
}

/// Counts it, or as much of it as is still expected there; the rest stays unclear.
pub async fn sort(store: &Store, officer: Officer, id: PartId, typed: &Typed, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    if typed.payment_code.trim().is_empty() {
        return Err(Refusal::Missing(crate::Field::PaymentCode).into());
    }
    let found = reference::typed(&txn, &typed.payment_code).await?;
    fund::arrived::hold(&txn, [&found]).await?;
    let reference = reference::locked(&txn, found.id).await?;
    adoption::pay::hold(&txn, [&reference]).await?;
    let (part, arrival) = locked(&txn, id).await?;
    if part.state != State::Unclear {
        return Err(Refusal::PaymentMoved.into());
    }
    if reference.organiser_id != arrival.organiser_id {
        return Err(Refusal::NotAPaymentCode.into());
    }
    if reference.closed_at.is_some() {
        return Err(Refusal::PaymentCodeClosed.into());
    }
    let before = paid(&txn, reference.id).await?;
    let counted = reference.missing(before).map_or(part.amount_fen, |missing| missing.min(part.amount_fen));
    if counted == Fen::ZERO {
        return Err(Refusal::NothingMissing.into());
    }
    let part = split(&txn, part, counted, now).await?;
    let row = part::ActiveModel {
        id: Set(part.id),
        reference_id: Set(Some(reference.id)),
        state: Set(State::Counted),
        since: Set(now),
        ..Default::default()
    };
    row.update(&txn).await?;
    let sum = before.plus(counted).ok_or(Refusal::PaymentMoved)?;
    settle::settle(store, &txn, &reference, (sum, counted), arrival.arrived_on, now).await?;
    let to = Account::unclear(arrival.organiser_id);
    let transfer = Transfer::between(Reason::Sorted, china_date(now), received(&reference), to, counted);
    let booked = Book::open(&txn).await?.enter(officer, &transfer, now).await?;
    fund::arrived::enter(&txn, officer, &reference, (counted, arrival.arrived_on), booked, now).await?;
    let row = part::ActiveModel { id: Set(part.id), sorted_transfer: Set(Some(booked)), ..Default::default() };
    row.update(&txn).await?;
    journal::note(&txn, officer, Act::PaymentSorted, Subject("payment", arrival.id.0), reference.code.as_str(), now)
        .await?;
    let told = (counted, arrival.arrived_on);
    let payers = tell::Payers::of(&txn, [&reference]).await?;
    let back = owe::waiting(&txn, [reference.id]).await?.remove(&reference.id);
    let letter = payers.recorded(reference.id, told, (reference.missing(sum), back));
    outbox::post_all(store, &txn, letter, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Cuts `amount` off a part as a part of its own, and gives the one of that amount.
pub(super) async fn split(txn: &Txn, whole: part::Model, amount: Fen, now: Time) -> Result<part::Model> {
    if amount == whole.amount_fen {
        return Ok(whole);
    }
    let rest = part::ActiveModel {
        arrival_id: Set(whole.arrival_id),
        reference_id: Set(whole.reference_id),
        amount_fen: Set(Fen(whole.amount_fen.0 - amount.0)),
        state: Set(whole.state),
        since: Set(now),
        sorted_transfer: Set(whole.sorted_transfer),
        ..Default::default()
    };
    rest.insert(txn).await?;
    let row = part::ActiveModel { id: Set(whole.id), amount_fen: Set(amount), ..Default::default() };
    Ok(row.update(txn).await?)
}
