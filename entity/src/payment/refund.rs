//! Money that is to be given back: an officer says so, the organiser's bank sends it, an officer records that it did.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, entity::prelude::*};
use serde::Deserialize;

use super::{
    ForWhat, Model, State, Why, confirmation, list::Line, locked, paid, part, reference, settle, sort::split, tell, why,
};
use crate::{
    Day, Fen, Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    adoption,
    error::Refusals,
    fund,
    id::PartId,
    journal::{self, Act, Subject},
    lang::china_date,
    ledger::{Account, Book, Reason, Transfer, record::DOCUMENT},
    money,
    outbox::letter::{StillDue, WhyKept},
    plot,
    store::Txn,
    text,
};

/// How much of it is to go back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub amount: String,
    /// One of [`Why::CHOSEN`] by its key, where [`Line::lacks_a_reason`].
    pub reason: String,
}

/// Marks it, or a part of it, to be given back.
pub async fn ask(store: &Store, officer: Officer, id: PartId, typed: &Typed, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (reference, part, arrival) = held(&txn, id).await?;
    if !matches!(part.state, State::Counted | State::Unclear) {
        return Err(Refusal::PaymentMoved.into());
    }
    let mut refusals = Refusals::default();
    let amount = refusals.take(money::read_up_to(Field::Amount, &typed.amount, part.amount_fen));
    let named = named(&txn, reference, &arrival).await?;
    let why = match why::said(named.as_ref(), &part, &arrival) {
        Why::Office if named.is_some() => refusals.take(Why::chosen(&typed.reason)),
        why => Some(why),
    };
    let (Some(amount), Some(why)) = (amount, why) else { return Err(refusals.into()) };
    let part = split(&txn, part, amount, now).await?;
    moved(&txn, part.id, State::ToReturn, Some(why), now).await?;
    note(&txn, officer, Act::RefundAsked, &arrival, why.key(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Whether the contract that a part counts for is not paid any more once some of it went back: while nothing grows.
pub async fn unsettles(db: &impl ConnectionTrait, _officer: Officer, line: &Line) -> Result<bool> {
    let Some(ForWhat::Adoption(id)) = line.reference.as_ref().map(reference::Model::what) else { return Ok(false) };
    let Some(adoption) = adoption::Entity::find_by_id(id).one(db).await? else { return Ok(false) };
    let plot = plot::Entity::find_by_id(adoption.plot_id).one(db).await?;
    let is_growing = plot.is_some_and(|plot| plot.growing_at.is_some());
    Ok(adoption.state == adoption::State::Paid && !is_growing)
}

/// Of what its payer was told that it would come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promised {
    /// The contract gives it back for a shortfall.
    Shortfall,
    /// The contract lapsed when a part of it was paid.
    Lapsed,
}

impl Promised {
    /// Why it can stay all the same.
    pub const fn reasons(self) -> &'static [WhyKept] {
        match self {
            Self::Shortfall => &WhyKept::ALL,
            Self::Lapsed => &[WhyKept::Waived, WhyKept::MadeGood],
        }
    }
}

/// Whether the payer of what is to go back was told that it would come.
pub async fn promised(db: &impl ConnectionTrait, _officer: Officer, line: &Line) -> Result<Option<Promised>> {
    match line.reference.as_ref().filter(|_| line.part.state == State::ToReturn) {
        Some(named) => told_of(db, named, &line.part, &line.arrival).await,
        None => Ok(None),
    }
}

async fn told_of(
    db: &impl ConnectionTrait,
    named: &reference::Model,
    part: &part::Model,
    arrival: &Model,
) -> Result<Option<Promised>> {
    match (why::of(db, named, part, arrival).await?, named.what()) {
        (Why::Shortfall, _) => Ok(Some(Promised::Shortfall)),
        (Why::Unused, ForWhat::Adoption(id)) => {
            let adoption = adoption::Entity::find_by_id(id).one(db).await?;
            Ok(adoption.filter(|one| one.state == adoption::State::Lapsed).map(|_| Promised::Lapsed))
        }
        _ => Ok(None),
    }
}

/// Why it stays.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// One of [`Promised::reasons`] by its key, where its payer was told that it would come.
    pub reason: String,
}

impl Kept {
    fn why(&self, promised: Promised) -> Result<WhyKept, Refusal> {
        if self.reason.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        let why = WhyKept::from_key(&self.reason).filter(|why| promised.reasons().contains(why));
        why.ok_or(Refusal::NotAChoice(Field::Reason))
    }
}

/// It stays after all, and counts as it did. What was promised stays for a reason, and its payer, who was told that it
/// would come, hears of it.
pub async fn keep(store: &Store, officer: Officer, id: PartId, typed: &Kept, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (reference, part, arrival) = held(&txn, id).await?;
    if part.state != State::ToReturn {
        return Err(Refusal::PaymentMoved.into());
    }
    let mut told = None;
    if let Some(named) = &reference
        && let Some(promised) = told_of(&txn, named, &part, &arrival).await?
    {
        told = Some((named, promised, typed.why(promised)?));
    }
    let as_it_was = if part.reference_id.is_some() { State::Counted } else { State::Unclear };
    moved(&txn, id, as_it_was, None, now).await?;
    note(&txn, officer, Act::RefundDropped, &arrival, told.map_or("", |(.., why)| why.key()), now).await?;
    match (told, &reference) {
        (Some((named, promised, why)), _) => {
            tell::kept(store, &txn, named, (part.amount_fen, promised, why), now).await?;
        }
        (None, Some(named)) => adoption::pay::kept(&txn, named, now).await?,
        (None, None) => {}
    }
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

/// It went back: booked with its paper, and the payer is told, also of what a contract lacks now.
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
    let mut due = None;
    if let Some(reference) = &reference {
        let left = left_of(&txn, reference, &part).await?;
        settle::settle(store, &txn, reference, (left, Fen::ZERO), on, now).await?;
        due = still_due(&txn, reference, left, now).await?;
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
    note(&txn, officer, Act::PaymentReturned, &arrival, "", now).await?;
    if let Some(named) = &named(&txn, reference, &arrival).await? {
        let why = why::of(&txn, named, &part, &arrival).await?;
        tell::returned(store, &txn, named, (part.amount_fen, on), (why.told(), due), now).await?;
    }
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// What of a reference is paid once this part went back: what its contract gives back was paid all the same.
async fn left_of(txn: &Txn, reference: &reference::Model, part: &part::Model) -> Result<Fen> {
    let paid = paid(txn, reference.id).await?;
    let goes = if part.why == Some(Why::Shortfall) { Fen::ZERO } else { part.amount_fen };
    Ok(paid.minus(goes).unwrap_or(Fen::ZERO))
}

/// What a contract lacks after `left` is left of what came for it. One that is paid all the same expects nothing more:
/// nobody is asked again for what was given back.
async fn still_due(txn: &Txn, reference: &reference::Model, left: Fen, now: Time) -> Result<Option<StillDue>> {
    let ForWhat::Adoption(id) = reference.what() else { return Ok(None) };
    let adoption = adoption::Entity::find_by_id(id).one(txn).await?.ok_or(Refusal::NotFound)?;
    if adoption.state != adoption::State::Signed {
        reference::close(txn, reference.id, now).await?;
        return Ok(None);
    }
    Ok(adoption.still_due(reference, left))
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

/// A part, what it counts for, and what it came in; locked in the order of [`super::arrive`].
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
    adoption::pay::hold(txn, &reference).await?;
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

/// `detail`: why, by its key.
async fn note(txn: &Txn, officer: Officer, act: Act, arrival: &Model, detail: &str, now: Time) -> Result<()> {
    journal::note(txn, officer, act, Subject("payment", arrival.id.0), detail, now).await
}
