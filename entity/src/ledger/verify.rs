//! Goes through the whole ledger and finds whatever was changed, added or taken away behind the verbs' back.

mod cut;

use std::{collections::HashSet, fmt};

use sea_orm::{
    DbBackend, IsolationLevel, PaginatorTrait, QueryOrder, QuerySelect, TransactionOptions, TransactionTrait,
    entity::prelude::*,
};

use super::{Account, COLUMN, Column, Entity, account, chain, entry, list, period, seal};
use crate::{Day, Fen, Result, id::TransferId, store::Connection};

/// Transfers read at once.
const PAGE: i64 = 1_000;

/// A ledger in which every byte is as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    pub transfers: i64,
    pub head: String,
    pub sealed_days: u64,
}

/// The first place that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It, a line of it, or an account of these is not as it was written; or it is gone.
    Transfer(i64),
    /// There are lines that belong to no transfer.
    Lines,
    /// An account without a line.
    Account(i64),
    /// The seal of this day.
    Day(Day),
    /// The period closed through this day, or something was booked in it later.
    Period(Day),
    /// It is gone from the end, and something else names it.
    Gone(i64),
    /// This day is over and not sealed.
    Unsealed(Day),
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transfer(id) => write!(f, "transfer {id} is not as it was written"),
            Self::Lines => write!(f, "there are lines that belong to no transfer"),
            Self::Account(id) => write!(f, "account {id} has no line"),
            Self::Day(day) => write!(f, "the seal of {day} does not fit"),
            Self::Period(day) => write!(f, "the period closed through {day} does not fit"),
            Self::Gone(id) => write!(f, "transfer {id} is gone, and something else names it"),
            Self::Unsealed(day) => write!(f, "{day} is over, and its seal is gone"),
        }
    }
}

/// What a seal is compared with when the walk passes the transfer it names.
struct Walk {
    hash: String,
    lines: u64,
    used: HashSet<Account>,
    days: std::iter::Peekable<std::vec::IntoIter<seal::Model>>,
    day_hash: String,
    day_from: i64,
    sealed_days: u64,
    periods: Vec<period::Model>,
    /// The chain's head when each of them was closed.
    heads: Vec<Option<String>>,
}

/// Sees the ledger as it is at one moment: what is booked meanwhile is in no part of what is compared.
pub async fn verify(db: &Connection) -> Result<std::result::Result<Whole, Broken>> {
    // A transaction of SQLite's reads the same from its first statement to its last.
    let is_postgres = db.get_database_backend() == DbBackend::Postgres;
    let isolation_level = is_postgres.then_some(IsolationLevel::RepeatableRead);
    let moment = db.begin_with_options(TransactionOptions { isolation_level, ..TransactionOptions::default() }).await?;
    let found = gone_through(&moment).await?;
    moment.commit().await?;
    Ok(found)
}

async fn gone_through(db: &impl ConnectionTrait) -> Result<std::result::Result<Whole, Broken>> {
    let days = seal::Entity::find().order_by_asc(seal::Column::Day).all(db).await?;
    let periods = period::Entity::find().order_by_asc(period::Column::ThroughOn).all(db).await?;
    let heads = periods.iter().map(|period| (period.last_id == 0).then(String::new)).collect();
    let mut walk = Walk {
        hash: String::new(),
        lines: 0,
        used: HashSet::new(),
        days: days.into_iter().peekable(),
        day_hash: String::new(),
        day_from: 0,
        sealed_days: 0,
        periods,
        heads,
    };
    let mut last = 0;
    loop {
        let page = Entity::find()
            .filter(COLUMN.id.gt(TransferId(last)))
            .order_by_asc(Column::Id)
            .limit(PAGE.unsigned_abs())
            .all(db)
            .await?;
        let (Some(from), Some(to)) = (page.first(), page.last()) else { break };
        let mut lines = list::lines_of(db, from.id, to.id).await?;
        for transfer in page {
            let its = lines.remove(&transfer.id).unwrap_or_default();
            last += 1;
            if let Err(broken) = walk.step(last, &transfer, &its) {
                return Ok(Err(broken));
            }
        }
    }
    if let Err(broken) = walk.end() {
        return Ok(Err(broken));
    }
    if entry::Entity::find().count(db).await? != walk.lines {
        return Ok(Err(Broken::Lines));
    }
    let accounts = account::Entity::find().order_by_asc(account::Column::Id).all(db).await?;
    if let Some(unused) = accounts.iter().find(|row| !walk.used.contains(&row.place())) {
        return Ok(Err(Broken::Account(unused.id.0)));
    }
    if let Some(broken) = cut::off(db, last).await? {
        return Ok(Err(broken));
    }
    Ok(Ok(Whole { transfers: last, head: walk.hash, sealed_days: walk.sealed_days }))
}

/// The transfer at which the chain had this head, as somebody wrote it down; none: it is no part of the chain. Asked of
/// a ledger that is whole.
pub async fn numbered(db: &impl ConnectionTrait, head: &str) -> Result<Option<TransferId>> {
    let found = Entity::find().filter(Column::Hash.eq(head.trim().to_lowercase())).one(db).await?;
    Ok(found.map(|transfer| transfer.id))
}

impl Walk {
    fn step(&mut self, number: i64, transfer: &super::Model, lines: &[(Account, Fen)]) -> Result<(), Broken> {
        let sum: i128 = lines.iter().map(|(_, amount)| i128::from(amount.0)).sum();
        self.hash = chain::transfer(&self.hash, transfer, lines);
        let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
        if transfer.id.0 != number
            || i64::from(transfer.lines) != count
            || count < 2
            || sum != 0
            || transfer.hash != self.hash
        {
            return Err(Broken::Transfer(number));
        }
        self.lines += count.unsigned_abs();
        self.used.extend(lines.iter().map(|(account, _)| *account));
        self.pass_day(number)?;
        for (period, head) in self.periods.iter().zip(&mut self.heads) {
            if period.last_id == number {
                *head = Some(self.hash.clone());
            }
            if number > period.last_id && transfer.booked_on <= period.through_on {
                return Err(Broken::Period(period.through_on));
            }
        }
        Ok(())
    }

    /// Compares the seal that ends with this transfer.
    fn pass_day(&mut self, number: i64) -> Result<(), Broken> {
        let Some(sealed) = self.days.next_if(|day| day.last_id.0 <= number) else { return Ok(()) };
        let count = number - self.day_from;
        let hash = chain::day(&self.day_hash, sealed.day, number, count, &self.hash);
        if sealed.last_id.0 != number || sealed.transfers != count || sealed.hash != hash {
            return Err(Broken::Day(sealed.day));
        }
        (self.day_hash, self.day_from) = (hash, number);
        self.sealed_days += 1;
        Ok(())
    }

    /// Seals and periods that name transfers which are not there.
    fn end(&mut self) -> Result<(), Broken> {
        if let Some(day) = self.days.peek() {
            return Err(Broken::Day(day.day));
        }
        let mut previous = String::new();
        for (period, head) in self.periods.iter().zip(&self.heads) {
            let hash = head.as_ref().map(|head| chain::period(&previous, period, head));
            if hash.as_ref() != Some(&period.hash) {
                return Err(Broken::Period(period.through_on));
            }
            previous.clone_from(&period.hash);
        }
        Ok(())
    }
}
