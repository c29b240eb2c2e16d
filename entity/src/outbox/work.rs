//! The worker's side of the outbox: lease, then sent or failed.

use chrono::TimeDelta;
use sea_orm::{
    QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType},
};

use super::{COLUMN, Column, Entity, Model, State, over};
use crate::{
    Refusal, Result, Store, Time, account,
    actor::Officer,
    id::LetterId,
    journal::{self, Act, Subject},
    store::{Txn, literal},
};

/// How long a worker may take with what it leased before another may take it.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// Tries before a letter is dead: with the back-off below that is more than three days.
const MOST_TRIES: i32 = 24;
/// Reasons shown: where the mail server is away, all letters have one.
const MOST_REASONS: u64 = 20;

/// Leases up to `most` letters that are due, oldest first, but for those that are no longer of use. No letter is leased
/// to two workers at once.
pub async fn lease(store: &Store, most: u64, now: Time) -> Result<Vec<Model>> {
    let txn = store.write().await?;
    let (due, is_tidied) = due(&txn, most, now).await?;
    if due.is_empty() {
        if is_tidied {
            txn.commit().await?;
        }
        return Ok(due);
    }
    let lease = store.dice.id();
    let ids: Vec<LetterId> = due.iter().map(|row| row.id).collect();
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Leased))
        .col_expr(Column::Lease, Expr::value(lease))
        .col_expr(Column::LeasedUntil, Expr::value(now + LEASE))
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .filter(COLUMN.id.is_in(ids.iter().copied()))
        .exec(&txn)
        .await?;
    let leased = Entity::find().filter(COLUMN.id.is_in(ids)).order_by_asc(COLUMN.id).all(&txn).await?;
    txn.commit().await?;
    Ok(leased)
}

/// What is due, and whether something was put away to find it: after an outage, much of what waited may be over.
async fn due(txn: &Txn, most: u64, now: Time) -> Result<(Vec<Model>, bool)> {
    let mut is_tidied = false;
    loop {
        let due = Entity::find()
            .filter(unsent())
            .filter(COLUMN.due_at.lte(now))
            .filter(COLUMN.leased_until.is_null().or(COLUMN.leased_until.lt(now)))
            .order_by_asc(COLUMN.due_at)
            .order_by_asc(COLUMN.id)
            .limit(most)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(txn)
            .await?;
        let over: Vec<LetterId> = due.iter().filter(|row| row.is_over(now)).map(|row| row.id).collect();
        if over.is_empty() {
            return Ok((due, is_tidied));
        }
        over::put_away(txn, &over, now).await?;
        is_tidied = true;
    }
}

/// Takes back what a worker that was killed had leased; says how many letters. Only for a process that is alone with
/// its database: with others at work, a letter in their hands would go twice.
pub async fn take_back(store: &Store) -> Result<u64> {
    let txn = store.write().await?;
    let taken = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Waiting))
        .col_expr(Column::Lease, Expr::value(None::<String>))
        .col_expr(Column::LeasedUntil, Expr::value(None::<Time>))
        .filter(COLUMN.state.eq(State::Leased))
        .exec(&txn)
        .await?;
    txn.commit().await?;
    Ok(taken.rows_affected)
}

/// The mail server has taken it.
pub async fn sent(store: &Store, leased: &Model, now: Time) -> Result<bool> {
    settle(store, leased, State::Sent, now, None, Some(now)).await
}

/// It did not go. `for_good`: the other side said it never will.
pub async fn failed(store: &Store, leased: &Model, reason: &str, for_good: bool, now: Time) -> Result<bool> {
    let reason: String = reason.chars().take(500).collect();
    if for_good || leased.tries >= MOST_TRIES {
        return settle(store, leased, State::Dead, now, Some(reason), None).await;
    }
    settle(store, leased, State::Waiting, now + back_off(leased.tries), Some(reason), None).await
}

/// 1, 2, 4 … minutes, at most six hours.
fn back_off(tries: i32) -> TimeDelta {
    let doublings = u32::try_from(tries - 1).unwrap_or(0);
    if doublings > 8 { TimeDelta::hours(6) } else { TimeDelta::minutes(1 << doublings) }
}

async fn settle(
    store: &Store,
    leased: &Model,
    state: State,
    due_at: Time,
    error: Option<String>,
    sent_at: Option<Time>,
) -> Result<bool> {
    let txn = store.write().await?;
    let settled = Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::DueAt, Expr::value(due_at))
        .col_expr(Column::LastError, Expr::value(error))
        .col_expr(Column::SentAt, Expr::value(sent_at))
        .col_expr(Column::Lease, Expr::value(None::<String>))
        .col_expr(Column::LeasedUntil, Expr::value(None::<Time>))
        .filter(COLUMN.id.eq(leased.id))
        .filter(COLUMN.state.eq(State::Leased))
        .filter(COLUMN.lease.eq(leased.lease.clone()))
        .exec(&txn)
        .await?;
    txn.commit().await?;
    Ok(settled.rows_affected == 1)
}

/// What the index `outbox_due` holds.
fn unsent() -> Expr {
    literal::is_one_of(Column::State, [State::Waiting, State::Leased])
}

/// When the next letter is due, to sleep until then.
pub async fn next_due(db: &impl ConnectionTrait) -> Result<Option<Time>> {
    let waiting = Entity::find().filter(unsent()).filter(COLUMN.state.eq(State::Waiting));
    let next = waiting.order_by_asc(COLUMN.due_at).one(db).await?;
    Ok(next.map(|row| row.due_at))
}

/// How many letters wait to be sent, and how many could not be delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    pub waiting: u64,
    pub dead: u64,
}

pub async fn counts(db: &impl ConnectionTrait) -> Result<Counts> {
    Ok(Counts {
        waiting: Entity::find().filter(unsent()).count(db).await?,
        dead: Entity::find().filter(literal::is(Column::State, State::Dead)).count(db).await?,
    })
}

/// Letters that were tried and are tried again, by what kept them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delay {
    /// What the mail server said, or that it was away.
    pub reason: String,
    pub letters: u64,
    /// When the first of them is tried next.
    pub next: Time,
}

/// What keeps letters waiting, most letters first.
pub async fn delays(db: &impl ConnectionTrait) -> Result<Vec<Delay>> {
    let rows: Vec<(Option<String>, i64, Time)> = Entity::find()
        .select_only()
        .column(Column::LastError)
        .column_as(Column::Id.count(), "letters")
        .column_as(Column::DueAt.min(), "next")
        .filter(unsent())
        .filter(COLUMN.last_error.is_not_null())
        .group_by(Column::LastError)
        .order_by_desc(Column::Id.count())
        .limit(MOST_REASONS)
        .into_tuple()
        .all(db)
        .await?;
    let delay = |(reason, letters, next): (Option<String>, i64, Time)| {
        Some(Delay { reason: reason?, letters: u64::try_from(letters).unwrap_or(0), next })
    };
    Ok(rows.into_iter().filter_map(delay).collect())
}

/// Letters that could not be delivered, newest first.
pub async fn dead(db: &impl ConnectionTrait, most: u64) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(literal::is(Column::State, State::Dead))
        .order_by_desc(COLUMN.id)
        .limit(most)
        .all(db)
        .await?)
}

/// What became of a letter that was to be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resent {
    /// It is on its way.
    Again,
    /// It is no longer of use, and was put away.
    Over,
}

/// An officer has a dead letter sent again, to the address that its reader has now; one that is on its way, or was
/// sent, is left alone.
pub async fn resend(store: &Store, officer: Officer, id: LetterId, now: Time) -> Result<Resent> {
    let txn = store.write().await?;
    let letter = Entity::find_by_id(id).one(&txn).await?.ok_or(Refusal::NotFound)?;
    if matches!(letter.state, State::Dead | State::Over) && letter.is_over(now) {
        over::put_away(&txn, &[id], now).await?;
        txn.commit().await?;
        return Ok(Resent::Over);
    }
    let reader = match letter.account_id {
        Some(account) => account::Entity::find_by_id(account).one(&txn).await?,
        None => None,
    };
    let again = Entity::update_many()
        .col_expr(Column::Recipient, Expr::value(reader.map_or(letter.recipient, |reader| reader.email)))
        .col_expr(Column::State, Expr::value(State::Waiting))
        .col_expr(Column::DueAt, Expr::value(now))
        .col_expr(Column::Tries, Expr::value(0))
        .col_expr(Column::LastError, Expr::value(None::<String>))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.state.eq(State::Dead))
        .exec(&txn)
        .await?;
    if again.rows_affected == 0 {
        return Ok(Resent::Again);
    }
    journal::note(&txn, officer, Act::LetterResent, Subject("letter", id.0), "", now).await?;
    txn.commit().await?;
    Ok(Resent::Again)
}
