//! The disclosure report of a fund: the three sources kept apart, and every payout of the period. Sums only: no
//! elder, no supporter, nothing that is due.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Named,
    disclosure::Answerable,
    money::{self, Flow},
    period::{self, Kind, Period, Span},
};
use crate::{
    Day, Fen, Result, Time, elder,
    fund::{self, State, payout},
    id::FundId,
    lang::china_date,
    ledger::{Source, totals},
};

/// A payout in which the elders signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    pub from: Day,
    pub to: Day,
    pub paid_on: Day,
    pub elders: u64,
    pub family: Fen,
    pub government: Fen,
    pub society: Fen,
    /// There was too little to match, and every line was scaled.
    pub is_scaled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundDisclosure {
    pub kind: Kind,
    pub from: Day,
    pub to: Day,
    pub fund: FundId,
    pub title: Named,
    pub organiser: Option<Answerable>,
    pub opened_on: Option<Day>,
    pub closed_on: Option<Day>,
    /// In the fund on the last day of the period.
    pub elders: u64,
    pub family: Flow,
    pub government: Flow,
    pub society: Flow,
    /// Oldest first.
    pub payouts: Vec<Paid>,
}

impl FundDisclosure {
    pub const fn of(&self, source: Source) -> Flow {
        match source {
            Source::Family => self.family,
            Source::Government => self.government,
            Source::Society => self.society,
        }
    }

    /// Of the three sources.
    pub const fn whole(&self) -> Flow {
        self.family.plus(self.government).plus(self.society)
    }
}

/// The periods of its reports. Money may have come before it opened: the first report, and the final one, begin with
/// the first booking, so that nothing lies there of which no report showed how it came.
pub(super) async fn periods(db: &impl ConnectionTrait, fund: &fund::Model, now: Time) -> Result<Vec<Period>> {
    let Some(span) = span(fund) else { return Ok(Vec::new()) };
    let booked = totals::first_day(db, fund.programme()).await?.unwrap_or(span.from);
    let first = Ord::min(booked, span.from);
    let mut periods = period::within(span, now);
    for period in &mut periods {
        if matches!(period.kind, Kind::Quarter(1) | Kind::Final) {
            period.from = first;
        }
    }
    Ok(periods)
}

/// A fund has no end until it is closed.
fn span(fund: &fund::Model) -> Option<Span> {
    let from = china_date(fund.opened_at?);
    Some(Span { from, planned: Some(Day::MAX), end: fund.closed_at.map(china_date) })
}

pub(super) async fn draw(db: &impl ConnectionTrait, fund: fund::Model, period: &Period) -> Result<FundDisclosure> {
    let mut drawn = FundDisclosure {
        kind: period.kind,
        from: period.from,
        to: period.to,
        fund: fund.id,
        organiser: fund::organiser_of(db, &fund).await?.map(Answerable::from),
        opened_on: fund.opened_at.map(china_date),
        closed_on: fund.closed_at.filter(|_| fund.state == State::Closed).map(china_date),
        elders: elder::list::count_on(db, fund.id, period.to).await?,
        family: Flow::default(),
        government: Flow::default(),
        society: Flow::default(),
        payouts: payouts(db, fund.id, period).await?,
        title: Named { zh: fund.title_zh.clone(), en: fund.title_en.clone() },
    };
    for (account, moved) in money::moved(db, &[fund.programme()], period).await? {
        let flow = match account.source {
            Some(Source::Family) => &mut drawn.family,
            Some(Source::Government) => &mut drawn.government,
            Some(Source::Society) => &mut drawn.society,
            None => continue,
        };
        flow.add(&account, moved);
    }
    Ok(drawn)
}

async fn payouts(db: &impl ConnectionTrait, fund: FundId, period: &Period) -> Result<Vec<Paid>> {
    let paid = |run: payout::Run| {
        let paid_on = run.run.paid_on.filter(|day| (period.from..=period.to).contains(day))?;
        let sums = run.paid();
        Some(Paid {
            from: run.run.from_on,
            to: run.run.to_on,
            paid_on,
            elders: sums.elders,
            family: sums.family,
            government: sums.government,
            society: sums.society,
            is_scaled: run.is_scaled(),
        })
    };
    let mut payouts: Vec<Paid> = payout::paid_of_fund(db, fund).await?.into_iter().filter_map(paid).collect();
    payouts.sort_by_key(|paid| (paid.paid_on, paid.from));
    Ok(payouts)
}
