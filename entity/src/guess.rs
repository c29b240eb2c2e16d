//! Limits on guessing, kept in the database so that they hold across processes and restarts.
//!
//! Fixed windows; the subject is a keyed hash, so no address or network stands here in clear.

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::{Refusal, Result, Store, Time, store::Txn};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guess")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// Unix seconds.
    #[sea_orm(primary_key, auto_increment = false)]
    pub window_start: i64,
    pub tries: i32,
}

impl ActiveModelBehavior for ActiveModel {}

/// One limit: at most `tries` in each window of `seconds`.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub name: &'static str,
    pub tries: i32,
    pub seconds: i64,
}

/// Wrong passwords for one address.
pub const PASSWORD: Limit = Limit { name: "password", tries: 8, seconds: 15 * 60 };
/// Sign-in tries from one network. A mobile carrier puts a whole town behind one address.
pub const NETWORK: Limit = Limit { name: "network", tries: 300, seconds: 15 * 60 };
/// Letters that anybody can have sent to one address (sign-in link, reset, verification, holds).
pub const LETTERS: Limit = Limit { name: "letters", tries: 6, seconds: 60 * 60 };
/// Holds asked for from one network: a carrier's shared address on the opening day, and no flood of made-up addresses;
/// what one address may hold ([`crate::claim::hold::MOST_HELD`]) and have sent ([`LETTERS`]) is bounded apart.
pub const HOLDS: Limit = Limit { name: "holds", tries: 300, seconds: 60 * 60 };
/// Gift codes typed by one account that do not exist.
pub const CODES: Limit = Limit { name: "codes", tries: 60, seconds: 15 * 60 };
/// Reports of pages from one network.
pub const PAGE_REPORTS: Limit = Limit { name: "page_reports", tries: 6, seconds: 60 * 60 };

/// Counts one try of `subject` and refuses when it is one too many. Commits on its own: a refused try counts too.
pub async fn count(store: &Store, limit: Limit, subject: &str, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let (tries, start) = try_once(store, &txn, limit, subject, now).await?;
    txn.commit().await?;
    if tries > limit.tries {
        let until = now + TimeDelta::seconds(start + limit.seconds - now.timestamp());
        return Err(Refusal::TooManyTries(until).into());
    }
    Ok(())
}

/// Lets the acts for one subject queue: the second waits here until the first has committed.
pub(crate) async fn queue(store: &Store, txn: &Txn, name: &'static str, subject: &str, now: Time) -> Result<()> {
    try_once(store, txn, Limit { name, tries: i32::MAX, seconds: 60 * 60 }, subject, now).await.map(|_| ())
}

/// Counts in the window of now; gives the count and the window's beginning.
async fn try_once(store: &Store, txn: &Txn, limit: Limit, subject: &str, now: Time) -> Result<(i32, i64)> {
    let start = window(limit, now);
    let subject = store.keys.guess_subject(&[limit.name, subject]);
    let row = ActiveModel { subject: Set(subject.clone()), window_start: Set(start), tries: Set(1) };
    Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::Subject, Column::WindowStart])
                .value(Column::Tries, Expr::col((Entity, Column::Tries)).add(1))
                .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    let tries = Entity::find_by_id((subject, start)).one(txn).await?.map_or(0, |row| row.tries);
    Ok((tries, start))
}

/// Takes back the tries of `subject` in this window: it has just shown that it need not guess.
pub(crate) async fn forgive(store: &Store, txn: &Txn, limit: Limit, subject: &str, now: Time) -> Result<()> {
    let subject = store.keys.guess_subject(&[limit.name, subject]);
    Entity::delete_by_id((subject, window(limit, now))).exec(txn).await?;
    Ok(())
}

/// Unix seconds at which this window began.
const fn window(limit: Limit, now: Time) -> i64 {
    now.timestamp() - now.timestamp().rem_euclid(limit.seconds)
}

/// Forgets windows that began before `before`; run by the clock.
pub(crate) async fn forget(txn: &Txn, before: Time) -> Result<u64> {
    Ok(Entity::delete_many().filter(COLUMN.window_start.lt(before.timestamp())).exec(txn).await?.rows_affected)
}
