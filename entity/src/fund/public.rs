//! What everybody may know of a fund: its rule, its runs, sums by source and month, how many elders it has, and the
//! aliases of those who agreed to stand there. What is due from whom stands nowhere.

use std::collections::BTreeMap;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{Model, State, find, opened, organiser_of, payout, rule};
use crate::{
    Refusal, Result, Time, elder,
    id::FundId,
    ledger::{
        Source,
        totals::{self, MonthLine, Sums},
    },
    month::Month,
    organiser,
};

/// A fund in the list.
#[derive(Clone, Debug)]
pub struct Line {
    pub fund: Model,
    pub rule: Option<rule::Model>,
    pub elders: u64,
    pub sums: BTreeMap<Source, Sums>,
    pub months: Vec<MonthLine>,
}

/// A fund on its own page.
#[derive(Clone, Debug)]
pub struct Public {
    pub line: Line,
    pub organiser: Option<organiser::Model>,
    /// Every rule there was, by the month from which it holds.
    pub rules: Vec<rule::Model>,
    pub runs: Vec<payout::Run>,
    pub aliases: Vec<String>,
}

/// Every fund that has opened.
pub async fn list(db: &impl ConnectionTrait, now: Time) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for fund in opened(db).await? {
        lines.push(line(db, fund, now).await?);
    }
    Ok(lines)
}

/// One that has opened; any other is not found.
pub async fn one(db: &impl ConnectionTrait, id: FundId, now: Time) -> Result<Public> {
    let fund = find(db, id).await?;
    if fund.state == State::Draft {
        return Err(Refusal::NotFound.into());
    }
    Ok(Public {
        organiser: organiser_of(db, &fund).await?,
        rules: rule::of(db, id).await?,
        runs: payout::paid_of_fund(db, id).await?,
        aliases: aliases(db, id).await?,
        line: line(db, fund, now).await?,
    })
}

async fn line(db: &impl ConnectionTrait, fund: Model, now: Time) -> Result<Line> {
    let rules = rule::of(db, fund.id).await?;
    Ok(Line {
        rule: rule::in_force(&rules, Month::of(now)).or(rules.first()).cloned(),
        elders: elder::list::count_in(db, fund.id).await?,
        sums: totals::of(db, fund.programme()).await?,
        months: totals::months_of(db, fund.programme()).await?,
        fund,
    })
}

/// Those who agreed to it, and are in the fund.
async fn aliases(db: &impl ConnectionTrait, fund: FundId) -> Result<Vec<String>> {
    let shown = elder::Entity::find()
        .select_only()
        .column(elder::Column::Alias)
        .filter(elder::COLUMN.fund_id.eq(fund))
        .filter(elder::COLUMN.state.is_in(elder::State::IN))
        .filter(elder::COLUMN.public_from.is_not_null())
        .order_by_asc(elder::COLUMN.alias);
    Ok(shown.into_tuple().all(db).await?)
}
