//! The supporter's own desk: for each fund what is due, what came in, and what the elders were paid.

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{
    Model,
    due::{self, Standing},
    find,
    payout::{self, line},
    rule, standing,
};
use crate::{
    Day, Fen, Result, Time,
    actor::Donor,
    elder::{self, stay},
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

/// An elder for whom nothing is due, and since which day it is so.
#[derive(Clone, Debug)]
pub struct Quiet {
    pub alias: String,
    pub state: elder::State,
    pub since: Day,
}

/// One supporter's side of one fund.
#[derive(Clone, Debug)]
pub struct Supported {
    pub fund: Model,
    pub aliases: Vec<String>,
    /// Those of them who do not take part now, or whose family is excused.
    pub quiet: Vec<Quiet>,
    /// The support's last day, where one is set.
    pub ended_on: Option<Day>,
    /// By which day of the month it is due; none: for nobody.
    pub due_day: Option<i32>,
    /// How to pay it through the bank; none: to whoever collects it in the village alone, or there is nothing to pay.
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
        let (quiet, standing) = (quiet(db, &elders).await?, standings.remove(&one.id).unwrap_or_default());
        let is_ended = one.ended_on.is_some_and(|last| last < china_date(now));
        let is_due = !is_ended && quiet.len() < elders.len();
        let is_taken = elders.iter().any(|one| matches!(one.state, elder::State::Active | elder::State::Hardship));
        let pay = if is_taken || standing.open() > Fen::ZERO { pay(db, one.id).await? } else { None };
        supported.push(Supported {
            fund: find(db, one.fund_id).await?,
            aliases: elders.into_iter().map(|elder| elder.alias).collect(),
            quiet,
            ended_on: one.ended_on,
            pay,
            due_day: rule::in_force(&rules, Month::of(now)).filter(|_| is_due).map(|rule| rule.due_day),
            standing,
            paid,
        });
    }
    Ok(supported)
}

async fn quiet(db: &impl ConnectionTrait, elders: &[elder::Model]) -> Result<Vec<Quiet>> {
    let mut quiet = Vec::new();
    for one in elders {
        if one.state == elder::State::Active {
            continue;
        }
        let stays = stay::Entity::find().filter(stay::COLUMN.elder_id.eq(one.id));
        let last = stays.order_by_desc(stay::COLUMN.id).one(db).await?;
        let since = last.map_or(one.joined_on, |last| last.from_on);
        quiet.push(Quiet { alias: one.alias.clone(), state: one.state, since });
    }
    Ok(quiet)
}

async fn pay(db: &impl ConnectionTrait, id: SupporterId) -> Result<Option<Shown>> {
    let Some(code) = supporter::ask::expected(db, id).await? else { return Ok(None) };
    Ok(Some(reference::show(db, code).await?).filter(|shown| shown.organiser.takes_money()))
}
