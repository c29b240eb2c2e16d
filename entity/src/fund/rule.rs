//! A fund's rule, with the month from which it holds. It is never changed: what is to be different is a further row,
//! and a run goes by the row that holds on the first day of its period.

mod typed;

use chrono::{Days, Months};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, entity::prelude::*};

use super::{lock, payout};
use crate::{
    Day, Fen, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    id::{AccountId, FundId, FundRuleId},
    journal::{self, Act, Subject},
    month::Month,
};

pub use typed::Typed;

use super::payout::compute::{Match, Terms};

/// Which money the match is paid from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum MatchSource {
    Government,
    Society,
    /// Government money first, society's for the rest.
    Both,
}

impl MatchSource {
    pub const ALL: [Self; 3] = [Self::Government, Self::Society, Self::Both];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Government => "government",
            Self::Society => "society",
            Self::Both => "both",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.key() == key)
    }

    /// What of a pool it may take: of the government's, of society's; never below nothing.
    pub(super) fn of(self, pool: Match) -> (i64, i64) {
        let (government, society) = (pool.government.0.max(0), pool.society.0.max(0));
        match self {
            Self::Government => (government, 0),
            Self::Society => (0, society),
            Self::Both => (government, society),
        }
    }
}

/// How often it is paid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Cadence {
    Monthly,
    Quarterly,
    Yearly,
}

impl Cadence {
    pub const ALL: [Self; 3] = [Self::Monthly, Self::Quarterly, Self::Yearly];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::Yearly => "yearly",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cadence| cadence.key() == key)
    }

    /// Months of one period.
    pub const fn months(self) -> u32 {
        match self {
            Self::Monthly => 1,
            Self::Quarterly => 3,
            Self::Yearly => 12,
        }
    }
}

/// The most that a supporter owes in a month, or that is matched for an elder: what is more is a slip of the pen.
pub const MOST_MONTHLY: Fen = Fen::yuan(10_000);

/// From what age on somebody may join.
pub const AGES: [i32; 3] = [60, 65, 70];

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fund_rule")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: FundRuleId,
    pub fund_id: FundId,
    /// The first day of a month.
    pub from_on: Day,
    /// Asked of who joins; who is in stays in.
    pub minimum_age: i32,
    /// What a supporter owes for each month who did not pledge another sum.
    pub support_fen: Fen,
    /// 0 to 100, of what the family paid in.
    pub match_percent: i32,
    /// For one elder and month.
    pub cap_fen: Fen,
    pub match_source: MatchSource,
    pub cadence: Cadence,
    /// So many supporters must have paid in the period before there is a match.
    pub minimum_supporters: i32,
    /// The day of the month by which the support is due.
    pub due_day: i32,
    /// Days before it on which who has not paid is reminded first …
    pub remind_before: i32,
    /// … after how many days again …
    pub remind_every: i32,
    /// … and how often in a month at most.
    pub remind_most: i32,
    /// None: the demonstration.
    pub made_by: Option<AccountId>,
    pub made_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn from(&self) -> Month {
        Month::with(self.from_on)
    }

    /// The day by which the support of a month is due.
    pub fn due_on(&self, month: Month) -> Day {
        month.first() + Days::new(u64::from(self.due_day.unsigned_abs()).saturating_sub(1))
    }

    /// Which reminder of its month a day is in, from 0 on; none before the first, after the last one's turn and where
    /// nobody is reminded.
    pub fn turn(&self, today: Day) -> Option<i64> {
        let due_on = self.due_on(Month::with(today));
        let since_first = (today - due_on).num_days() + i64::from(self.remind_before);
        let turn = since_first.div_euclid(i64::from(self.remind_every.max(1)));
        (0..i64::from(self.remind_most)).contains(&turn).then_some(turn)
    }

    pub(crate) fn terms(&self) -> Terms {
        Terms {
            percent: self.match_percent.unsigned_abs(),
            cap: self.cap_fen,
            months: self.cadence.months(),
            supporters: self.minimum_supporters.unsigned_abs(),
            from: self.match_source,
        }
    }
}

/// A further rule, from a month that no run has begun to count.
pub async fn add(
    store: &Store,
    officer: Officer,
    fund: FundId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<FundRuleId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let fund = lock(&txn, fund).await?;
    if fund.state == super::State::Closed {
        return Err(Refusal::FundState.into());
    }
    let mut row = typed.read(&choices(&txn, fund.id, now).await?)?;
    row.fund_id = Set(fund.id);
    row.made_by = Set(Some(officer.account()));
    row.made_at = Set(now);
    let rule = row.insert(&txn).await?;
    let detail = rule.from().to_string();
    journal::note(&txn, officer, Act::FundRuleAdded, Subject("fund", fund.id.0), &detail, now).await?;
    form.keep(&txn, &rule.id, now).await?;
    txn.commit().await?;
    Ok(rule.id)
}

/// The months from which a further rule may hold, the earliest first: after the last run's period, up to a year ahead.
pub async fn choices(db: &impl ConnectionTrait, fund: FundId, now: Time) -> Result<Vec<Month>> {
    let last = Month::with(Month::of(now).first() + Months::new(12));
    let first = match payout::last(db, fund).await? {
        Some(run) => Month::with(run.to_on).next(),
        None => Month::with(last.first() - Months::new(36)),
    };
    Ok(std::iter::successors(Some(first), |month| Some(month.next())).take_while(|month| *month <= last).collect())
}

/// Every rule of a fund, by the month from which it holds; of several for one month the last one written holds.
pub async fn of(db: &impl ConnectionTrait, fund: FundId) -> Result<Vec<Model>> {
    let rules = Entity::find().filter(COLUMN.fund_id.eq(fund)).order_by_asc(COLUMN.from_on).order_by_asc(COLUMN.id);
    Ok(rules.all(db).await?)
}

/// The one that holds in this month.
pub fn in_force(rules: &[Model], month: Month) -> Option<&Model> {
    rules.iter().rev().find(|rule| rule.from() <= month)
}

#[cfg(test)]
mod tests;
