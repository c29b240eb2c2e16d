//! The signed list is back: what was paid is booked, one transfer for each source, and the run is over for good.

use sea_orm::{entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, Model, Run, State, judge::changed, lock, sums::summed};
use crate::{
    Day, Fen, Field, FormKey, Refusal, Result, Store, Time,
    actor::{Actor, Officer},
    error::Refusals,
    fund,
    id::PayoutId,
    journal::{self, Act, Subject},
    lang::china_date,
    ledger::{self, Account, Book, Purpose, Reason, Source, Transfer, record::DOCUMENT},
    store::Txn,
    text,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The day on which the elders signed.
    pub paid_on: String,
    /// The number of the signed list.
    pub document_no: String,
}

pub async fn pay(
    store: &Store,
    officer: Officer,
    id: PayoutId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (fund, run) = lock(&txn, id).await?;
    if run.state != State::Approved {
        return Err(Refusal::PayoutState.into());
    }
    let mut refusals = Refusals::default();
    let on = refusals.take(paid_on(&typed.paid_on, &run, now));
    let document = refusals.take(text::line(Field::Document, &typed.document_no, DOCUMENT));
    let (Some(on), Some(document)) = (on, document) else { return Err(refusals.into()) };
    fund::tell::paid(store, &txn, &fund, &run, on, now).await?;
    let (whole, held) = summed(&txn, &[run.id]).await?.remove(&run.id).unwrap_or_default();
    let sums = Run { run: run.clone(), whole, held };
    fund::tell::donors(store, &txn, &fund, &sums, on, now).await?;
    enter(&txn, &fund, &run, officer, on, &document, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Not before the period was over, and not after today.
fn paid_on(typed: &str, run: &Model, now: Time) -> Result<Day, Refusal> {
    let on = text::day(Field::PaidOn, typed)?;
    if on > china_date(now) {
        return Err(Refusal::DayInFuture(Field::PaidOn));
    }
    if on <= run.to_on { Err(Refusal::DayTooEarly(Field::PaidOn, run.to_on)) } else { Ok(on) }
}

/// Books it and closes the run, by whoever.
pub(crate) async fn enter(
    txn: &Txn,
    fund: &fund::Model,
    run: &Model,
    by: impl Into<Actor>,
    on: Day,
    document: &str,
    now: Time,
) -> Result<()> {
    let by = by.into();
    let (whole, held) = summed(txn, &[run.id]).await?.remove(&run.id).unwrap_or_default();
    let paid = Run { run: run.clone(), whole, held }.paid();
    let recorded = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Paid))
        .col_expr(Column::PaidBy, Expr::value(by.account))
        .col_expr(Column::PaidAt, Expr::value(now))
        .col_expr(Column::PaidOn, Expr::value(on))
        .col_expr(Column::Document, Expr::value(document))
        .filter(COLUMN.id.eq(run.id))
        .filter(COLUMN.state.eq(State::Approved))
        .exec(txn)
        .await?;
    changed(recorded.rows_affected)?;
    journal::note(txn, by, Act::PayoutPaid, Subject("payout", run.id.0), "", now).await?;
    let (organiser, programme) = (fund.organiser()?, fund.programme());
    let mut book = Book::open(txn).await?;
    for (source, amount) in
        [(Source::Family, paid.family), (Source::Government, paid.government), (Source::Society, paid.society)]
    {
        if amount == Fen::ZERO {
            continue;
        }
        let held = book.held(organiser, programme, source).await?;
        if amount > held {
            return Err(Refusal::PoolSpent(held.max(Fen::ZERO)).into());
        }
        let (bank, out) = (Account::bank(organiser), Account::paid_out(organiser, programme, source, Purpose::Whole));
        let transfer = Transfer::between(Reason::PaidOut, on, bank, out, amount);
        let transfer = transfer.document(document.to_owned()).once(word(run.id, source));
        book.enter(by, &transfer, now).await.map_err(at_the_day)?;
    }
    Ok(())
}

/// What the ledger knows a run's transfer by.
fn word(id: PayoutId, source: Source) -> String {
    format!("payout/{id}/{}", source.key())
}

/// The ledger's day is this form's.
fn at_the_day(error: crate::Error) -> crate::Error {
    match error {
        crate::Error::Refused(refused) => match refused.0.first() {
            Some(Refusal::PeriodClosed(through)) => Refusal::DayTooEarly(Field::PaidOn, *through).into(),
            _ => refused.into(),
        },
        error => error,
    }
}

/// What the ledger says was paid for a run, by source: it is the run's own sums, or something is wrong.
pub async fn booked(db: &impl ConnectionTrait, _officer: Officer, id: PayoutId) -> Result<Vec<(Source, Fen)>> {
    let mut booked = Vec::new();
    for source in Source::ALL {
        booked.push((source, ledger::list::amount_once(db, &word(id, source)).await?));
    }
    Ok(booked)
}
