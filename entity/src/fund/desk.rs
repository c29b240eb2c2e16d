//! The supporter's own desk: for each fund what is due, what came in, and what the elders were paid.

use sea_orm::entity::prelude::*;

use super::{
    Model,
    due::{self, Standing},
    find,
    payout::{self, line},
    rule, standing,
};
use crate::{
    Result, Time,
    actor::Donor,
    id::SupporterId,
    lang::china_date,
    month::Month,
    payment::reference::{self, Shown},
    supporter,
};

/// What one elder was paid in one run.
#[derive(Clone, Debug)]
pub struct Paid {
    pub alias: String,
    pub run: payout::Model,
    pub line: line::Model,
}

/// One supporter's side of one fund.
#[derive(Clone, Debug)]
pub struct Supported {
    pub fund: Model,
    pub aliases: Vec<String>,
    pub is_ended: bool,
    /// By which day of the month it is due.
    pub due_day: Option<i32>,
    /// How to pay it through the bank; none: to whoever collects it in the village alone.
    pub pay: Option<Shown>,
    pub standing: Standing,
    /// Newest first; what nobody signed for is left out.
    pub paid: Vec<Paid>,
}

/// Everything that this account supports, by number.
pub async fn of(db: &impl ConnectionTrait, donor: Donor, now: Time) -> Result<Vec<Supported>> {
    let own = supporter::own(db, donor).await?;
    let mut standings = due::standings(db, &own, now).await?;
    let mut supported = Vec::with_capacity(own.len());
    for one in own {
        let elders = supporter::elders_of(db, one.id).await?;
        let rules = rule::of(db, one.fund_id).await?;
        let mut paid = Vec::new();
        for elder in &elders {
            let runs = standing::runs(db, elder.id).await?;
            let signed = runs.into_iter().filter(|paid| paid.run.state == payout::State::Paid);
            let signed = signed.filter(|paid| paid.line.held_at.is_none());
            paid.extend(signed.map(|paid| Paid { alias: elder.alias.clone(), run: paid.run, line: paid.line }));
        }
        paid.sort_by_key(|paid| (std::cmp::Reverse(paid.run.from_on), paid.line.elder_id));
        supported.push(Supported {
            fund: find(db, one.fund_id).await?,
            aliases: elders.into_iter().map(|elder| elder.alias).collect(),
            is_ended: one.ended_on.is_some_and(|last| last < china_date(now)),
            pay: pay(db, one.id).await?,
            due_day: rule::in_force(&rules, Month::of(now)).map(|rule| rule.due_day),
            standing: standings.remove(&one.id).unwrap_or_default(),
            paid,
        });
    }
    Ok(supported)
}

async fn pay(db: &impl ConnectionTrait, id: SupporterId) -> Result<Option<Shown>> {
    let Some(code) = supporter::ask::expected(db, id).await? else { return Ok(None) };
    Ok(Some(reference::show(db, code).await?).filter(|shown| shown.organiser.takes_money()))
}
