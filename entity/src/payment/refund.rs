//! Money that is to be given back: an officer says so, the organiser's bank sends it, an officer records that it did.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, entity::prelude::*};
use serde::Deserialize;

use super::{Model, State, Why, arrived, confirmation, locked, part, reference, settle, sort::split, tell, why};
use crate::{
    Day, Fen, Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    error::Refusals,
    fund,
    id::PartId,
    journal::{self, Act, Subject},
    lang::china_date,
    ledger::{Account, Book, Reason, Transfer, record::DOCUMENT},
    money,
    store::Txn,
    text,
};

/// How much of it is to go back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub amount: String,
}

/// Marks it, or a part of it, to be given back.
pub async fn ask(store: &Store, officer: Officer, id: PartId, typed: &Typed, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let amount = money::read(Field::Amount, &typed.amount)?;
    let (reference, part, arrival) = held(&txn, id).await?;
    if !matches!(part.state, State::Counted | State::Unclear) {
        return Err(Refusal::PaymentMoved.into());
    }
    if amount > part.amount_fen {
        return Err(Refusal::NotEnough(part.amount_fen).into());
    }
    let part = split(&txn, part, amount, now).await?;
    let why = why::said(named(&txn, reference, &arrival).await?.as_ref(), &part, &arrival);
    moved(&txn, part.id, State::ToReturn, Some(why), now).await?;
    note(&txn, officer, Act::RefundAsked, &arrival, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// It stays after all, and counts as it did.
pub async fn keep(store: &Store, officer: Officer, id: PartId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (_, part, arrival) = held(&txn, id).await?;
    if part.state != State::ToReturn {
        return Err(Refusal::PaymentMoved.into());
    }
    let as_it_was = if part.reference_id.is_some() { State::Counted } else { State::Unclear };
    moved(&txn, id, as_it_was, None, now).await?;
    note(&txn, officer, Act::RefundDropped, &arrival, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// What the bank's paper says of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Paper {
    pub booked_on: String,
    pub document_no: String,
}

/// It went back: booked with its paper, and the payer is told.
pub async fn done(store: &Store, officer: Officer, id: PartId, typed: &Paper, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (on, document) = typed.read(now)?;
    let (reference, part, arrival) = held(&txn, id).await?;
    if part.state != State::ToReturn {
        return Err(Refusal::PaymentMoved.into());
    }
    if on < arrival.arrived_on {
        return Err(Refusal::DayBefore(Field::BookedOn, arrival.arrived_on).into());
    }
    if let Some(reference) = &reference {
        let left = arrived(&txn, reference.id).await?.minus(part.amount_fen).unwrap_or(Fen::ZERO);
        settle::settle(store, &txn, reference, left, on, now).await?;
        confirmation::void_of(&txn, reference.id, officer.into(), now).await?;
    }
    let mut book = Book::open(&txn).await?;
    let bank = Account::bank(arrival.organiser_id);
    let to = match &reference {
        Some(reference) => {
            let (organiser, programme) = (reference.organiser_id, reference.programme());
            let held = book.held(organiser, programme, reference.source).await?;
            if part.amount_fen > held {
                return Err(Refusal::NotEnough(held.max(Fen::ZERO)).into());
            }
            Account::returned(organiser, programme, reference.source)
        }
        None => Account::unclear(arrival.organiser_id),
    };
    let transfer = Transfer::between(Reason::Returned, on, bank, to, part.amount_fen).document(document);
    let booked = book.enter(officer, &transfer, now).await?;
    if let (Some(reference), Some(brought)) = (&reference, part.sorted_transfer.or(arrival.transfer_id)) {
        fund::arrived::give_back(&txn, officer, reference, part.amount_fen, (brought, booked), now).await?;
    }
    let row = part::ActiveModel {
        id: Set(id),
        state: Set(State::Returned),
        since: Set(now),
        returned_transfer: Set(Some(booked)),
        ..Default::default()
    };
    row.update(&txn).await?;
    note(&txn, officer, Act::PaymentReturned, &arrival, now).await?;
    if let Some(named) = &named(&txn, reference, &arrival).await? {
        let why = why::of(&txn, named, &part, &arrival).await?;
        tell::returned(store, &txn, named, (part.amount_fen, on), why.told(), now).await?;
    }
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

impl Paper {
    fn read(&self, now: Time) -> Result<(Day, String)> {
        let mut refusals = Refusals::default();
        let on =
            refusals.take(text::day(Field::BookedOn, &self.booked_on).and_then(|day| {
                if day > china_date(now) { Err(Refusal::DayInFuture(Field::BookedOn)) } else { Ok(day) }
            }));
        let document = refusals.take(text::line(Field::Document, &self.document_no, DOCUMENT));
        let (Some(on), Some(document)) = (on, document) else { return Err(refusals.into()) };
        Ok((on, document))
    }
}

/// A part, what it counts for, and what it came in; the reference is locked before the part, its fund before both.
async fn held(txn: &Txn, id: PartId) -> Result<(Option<reference::Model>, part::Model, Model)> {
    let seen = part::Entity::find_by_id(id).one(txn).await?.ok_or(Refusal::NotFound)?;
    let reference = match seen.reference_id {
        Some(id) => {
            let found = reference::Entity::find_by_id(id).one(txn).await?;
            fund::arrived::hold(txn, &found).await?;
            Some(reference::locked(txn, id).await?)
        }
        None => None,
    };
    let (part, arrival) = locked(txn, id).await?;
    if part.reference_id != seen.reference_id {
        return Err(Refusal::PaymentMoved.into());
    }
    Ok((reference, part, arrival))
}

/// What a part counts for; what counts for nothing may still have named a code: more than was asked for, or too late.
async fn named(txn: &Txn, reference: Option<reference::Model>, arrival: &Model) -> Result<Option<reference::Model>> {
    match (reference, arrival.reference_id) {
        (None, Some(id)) => Ok(reference::Entity::find_by_id(id).one(txn).await?),
        (reference, _) => Ok(reference),
    }
}

/// `why`: of what is to go back.
pub(super) async fn moved(txn: &Txn, id: PartId, state: State, why: Option<Why>, now: Time) -> Result<()> {
    let row =
        part::ActiveModel { id: Set(id), state: Set(state), since: Set(now), why: Set(why), ..Default::default() };
    row.update(txn).await?;
    Ok(())
}

async fn note(txn: &Txn, officer: Officer, act: Act, arrival: &Model, now: Time) -> Result<()> {
    journal::note(txn, officer, act, Subject("payment", arrival.id.0), "", now).await
}
