//! Lines become arrivals: all sure ones when an officer says yes, the others one by one.

use std::collections::HashMap;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr,
};
use serde::Deserialize;

use super::{
    ActiveModel, COLUMN, Column, Entity, Fit, LineState, Model, State, bring, line,
    twice::{Before, Like, by_hand},
};
use crate::{
    Error, Fen, FormKey, Refusal, Result, Store, Time, account,
    actor::Officer,
    id::{ArrivalId, LineId, ReferenceId, StatementId},
    journal::{self, Act, Subject},
    payment::{
        self, Words,
        arrive::{self, Arriving},
        reference,
    },
    store::Txn,
};

/// Lines of one transaction: others book in between.
const AT_ONCE: u64 = 200;

/// Says yes to every sure line; [`super::work`] does it.
pub async fn order(store: &Store, officer: Officer, id: StatementId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let statement = super::locked(&txn, id).await?;
    let sure = sure(id).count(&txn).await?;
    if statement.state != State::Ready || sure == 0 {
        return Err(Refusal::PaymentMoved.into());
    }
    let row = ActiveModel {
        id: Set(id),
        state: Set(State::Booking),
        ordered_count: Set(i32::try_from(sure).unwrap_or(i32::MAX)),
        ordered_by: Set(Some(officer.account())),
        tries: Set(0),
        failed_at: Set(None),
        ..Default::default()
    };
    row.update(&txn).await?;
    bring::destroy(&txn, id).await?;
    journal::note(&txn, officer, Act::StatementOrdered, Subject("statement", id.0), &sure.to_string(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// The open lines that were sure when they were read.
fn sure(id: StatementId) -> Select<line::Entity> {
    line::Entity::find()
        .filter(line::COLUMN.statement_id.eq(id))
        .filter(line::COLUMN.state.eq(LineState::Open))
        .filter(line::COLUMN.fit.eq(Fit::Sure))
}

/// Books some of what was ordered, in one transaction. What is refused for one line is tried for each alone, and the
/// line that cannot be booked is left for an officer.
pub(super) async fn some(store: &Store, statement: &Model, now: Time) -> Result<()> {
    match batch(store, statement, AT_ONCE, now).await {
        Err(Error::Refused(_)) => match batch(store, statement, 1, now).await {
            Err(Error::Refused(_)) => leave(store, statement).await,
            done => done,
        },
        done => done,
    }
}

async fn batch(store: &Store, statement: &Model, most: u64, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let seen = sure(statement.id).order_by_asc(line::COLUMN.id).limit(most).all(&txn).await?;
    if seen.is_empty() {
        done(&txn, statement, now).await?;
        return Ok(txn.commit().await?);
    }
    let officer = ordered_by(&txn, statement).await?;
    let references = arrive::lock(&txn, seen.iter().filter_map(|line| line.reference_id)).await?;
    let lines = line::Entity::find()
        .filter(line::COLUMN.id.is_in(seen.iter().map(|line| line.id)))
        .filter(line::COLUMN.state.eq(LineState::Open))
        .order_by_asc(line::COLUMN.id)
        .lock_exclusive()
        .all(&txn)
        .await?;
    let sums = payment::paid_for(&txn, references.keys().copied()).await?;
    let mut sums: HashMap<ReferenceId, Fen> = sums.into_iter().collect();
    let mut before = Before::of(&txn, &lines).await?;
    let (mut still, mut moved) = (Vec::new(), Vec::new());
    for line in lines {
        match before.like(&line) {
            Like::Nothing => {}
            Like::ByHand(arrival) => {
                booked(&txn, line.id, line.reference_id, arrival).await?;
                continue;
            }
            Like::Perhaps => {
                moved.push((line.id, Fit::Over));
                continue;
            }
        }
        let reference = line.reference_id.and_then(|id| references.get(&id));
        match reference.map_or(Fit::Nothing, |reference| fit_now(reference, &line, &mut sums)) {
            Fit::Sure => still.push(line),
            other => moved.push((line.id, other)),
        }
    }
    for (id, fit) in moved {
        line::ActiveModel { id: Set(id), fit: Set(fit), ..Default::default() }.update(&txn).await?;
    }
    book(store, &txn, officer, &references, &still, now).await?;
    Ok(txn.commit().await?)
}

/// Money that came meanwhile is not expected any more.
fn fit_now(reference: &reference::Model, line: &line::Model, sums: &mut HashMap<ReferenceId, Fen>) -> Fit {
    let (sum, amount) = (sums.entry(reference.id).or_default(), line.amount_fen);
    match reference.missing(*sum) {
        _ if reference.closed_at.is_some() => Fit::Closed,
        // As an earlier version of the program read it.
        _ if reference.first_day().is_some_and(|first| line.arrived_on < first) => Fit::Early,
        Some(missing) if missing < amount => Fit::Over,
        Some(missing) if missing > amount => Fit::Partly,
        _ => {
            *sum = sum.plus(amount).unwrap_or(*sum);
            Fit::Sure
        }
    }
}

async fn book(
    store: &Store,
    txn: &Txn,
    officer: Officer,
    references: &std::collections::BTreeMap<ReferenceId, reference::Model>,
    lines: &[line::Model],
    now: Time,
) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let mut arriving = Vec::with_capacity(lines.len());
    for line in lines {
        arriving.push(arriving_of(store, line, line.reference_id)?);
    }
    arrive::enter(store, txn, officer, references, &arriving, now).await?;
    let its = "(SELECT id FROM payment_arrival WHERE once = 'line/' || digest || '/' || bookings)";
    line::Entity::update_many()
        .col_expr(line::Column::State, Expr::value(LineState::Booked))
        .col_expr(line::Column::ArrivalId, Expr::cust(its))
        .filter(line::COLUMN.id.is_in(lines.iter().map(|line| line.id)))
        .exec(txn)
        .await?;
    Ok(())
}

fn arriving_of(store: &Store, line: &line::Model, reference: Option<ReferenceId>) -> Result<Arriving> {
    Ok(Arriving {
        organiser: line.organiser_id,
        reference,
        amount: line.amount_fen,
        on: line.arrived_on,
        words: Words::open(store, &super::place(&line.digest), &line.words)?,
        // `book` reads it in SQL too.
        once: format!("line/{}/{}", line.digest, line.bookings),
    })
}

async fn booked(txn: &Txn, id: LineId, reference: Option<ReferenceId>, arrival: ArrivalId) -> Result<()> {
    line::Entity::update_many()
        .col_expr(line::Column::State, Expr::value(LineState::Booked))
        .col_expr(line::Column::ReferenceId, Expr::value(reference))
        .col_expr(line::Column::ArrivalId, Expr::value(arrival))
        .filter(line::COLUMN.id.eq(id))
        .exec(txn)
        .await?;
    Ok(())
}

async fn ordered_by(txn: &Txn, statement: &Model) -> Result<Officer> {
    let id = statement.ordered_by.ok_or(Refusal::PaymentMoved)?;
    let account = account::Entity::find_by_id(id).one(txn).await?.ok_or(Refusal::NotFound)?;
    Ok(Officer::who_ordered(&account)?)
}

async fn done(txn: &Txn, statement: &Model, now: Time) -> Result<()> {
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Ready))
        .filter(COLUMN.id.eq(statement.id))
        .filter(COLUMN.state.eq(State::Booking))
        .exec(txn)
        .await?;
    if changed.rows_affected == 1 {
        let officer = ordered_by(txn, statement).await?;
        journal::note(txn, officer, Act::StatementBooked, Subject("statement", statement.id.0), "", now).await?;
    }
    Ok(())
}

/// The first of the sure lines waits for an officer. None is left: what was refused is not a line, and would be again.
async fn leave(store: &Store, statement: &Model) -> Result<()> {
    let txn = store.write().await?;
    let first = sure(statement.id).order_by_asc(line::COLUMN.id).one(&txn).await?.ok_or(Refusal::PaymentMoved)?;
    line::ActiveModel { id: Set(first.id), fit: Set(Fit::Over), ..Default::default() }.update(&txn).await?;
    Ok(txn.commit().await?)
}

/// What one line is for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Blank: nobody can tell.
    pub payment_code: String,
}

/// Books one line, under the code that the officer gives it. What was written down by hand before is the same money.
pub async fn one(store: &Store, officer: Officer, id: LineId, typed: &Typed, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let reference = match typed.payment_code.trim() {
        "" => None,
        code => Some(reference::typed(&txn, code).await?.id),
    };
    // Its columns are not named anew meanwhile.
    let statement = line::Entity::find_by_id(id).one(&txn).await?.ok_or(Refusal::NotFound)?.statement_id;
    let statement = super::locked(&txn, statement).await?;
    let references = arrive::lock(&txn, reference).await?;
    let line = line::Entity::find_by_id(id).lock_exclusive().one(&txn).await?.ok_or(Refusal::NotFound)?;
    if line.state != LineState::Open {
        return Err(Refusal::PaymentMoved.into());
    }
    if references.values().any(|reference| reference.organiser_id != line.organiser_id) {
        return Err(Refusal::NotAPaymentCode.into());
    }
    let arrival = if let Some(arrival) = by_hand(&txn, &line, reference).await? {
        arrival
    } else {
        let arriving = arriving_of(store, &line, reference)?;
        let arrived = arrive::enter(store, &txn, officer, &references, &[arriving], now).await?;
        arrived.first().ok_or(Refusal::PaymentMoved)?.id
    };
    booked(&txn, id, reference, arrival).await?;
    // Where its lines are still read, the reading needs the table, and destroys it in the end.
    if statement.state != State::Reading {
        bring::destroy(&txn, statement.id).await?;
    }
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// It is none of ours.
pub async fn set_aside(store: &Store, officer: Officer, id: LineId, form: &FormKey, now: Time) -> Result<()> {
    turn(store, officer, id, (LineState::Open, LineState::SetAside), Act::LineSetAside, form, now).await
}

/// It is ours after all.
pub async fn bring_back(store: &Store, officer: Officer, id: LineId, form: &FormKey, now: Time) -> Result<()> {
    turn(store, officer, id, (LineState::SetAside, LineState::Open), Act::LineBroughtBack, form, now).await
}

async fn turn(
    store: &Store,
    officer: Officer,
    id: LineId,
    (from, to): (LineState, LineState),
    act: Act,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let line = line::Entity::find_by_id(id).one(&txn).await?.ok_or(Refusal::NotFound)?;
    let turned = line::Entity::update_many()
        .col_expr(line::Column::State, Expr::value(to))
        .filter(line::COLUMN.id.eq(id))
        .filter(line::COLUMN.state.eq(from))
        .exec(&txn)
        .await?;
    if turned.rows_affected == 0 {
        return Err(Refusal::PaymentMoved.into());
    }
    let subject = Subject("statement", line.statement_id.0);
    journal::note(&txn, officer, act, subject, &line.row_no.to_string(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
