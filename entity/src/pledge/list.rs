//! What the office sees of pledges: how much is promised to a fund, and which months of which pledge never came. By
//! their codes; who pledged stands at no list.

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{COLUMN, Entity, Every, State, live, paid};
use crate::{
    Fen, Result, Time,
    actor::Officer,
    id::FundId,
    month::Month,
    payment::reference::{self, Shown},
};

/// What is promised to one fund.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Promised {
    /// Monthly pledges that stand, and what they come to each month.
    pub monthly: u64,
    pub each_month: Fen,
    /// Pledges of once that have not all arrived, and what is still missing.
    pub once: u64,
    pub missing: Fen,
}

pub async fn promised(db: &impl ConnectionTrait, _officer: Officer, fund: FundId, now: Time) -> Result<Promised> {
    promised_to(db, fund, now).await
}

pub(crate) async fn promised_to(db: &impl ConnectionTrait, fund: FundId, now: Time) -> Result<Promised> {
    let mut promised = Promised::default();
    for paid in live(db, fund, now).await? {
        match (paid.pledge.every, paid.state) {
            (Every::Monthly, State::Stands) => {
                promised.monthly += 1;
                promised.each_month.0 += paid.pledge.amount_fen.0;
            }
            (Every::Once, State::Stands) => {
                promised.once += 1;
                promised.missing.0 += paid.standing.open().0;
            }
            _ => {}
        }
    }
    Ok(promised)
}

/// A monthly pledge of which a month that is over has not all come.
#[derive(Clone, Debug)]
pub struct Behind {
    pub shown: Shown,
    pub open: Fen,
    /// The first month that lacks something.
    pub since: Month,
}

/// Those, the longest first.
pub async fn behind(db: &impl ConnectionTrait, _officer: Officer, now: Time) -> Result<Vec<Behind>> {
    let monthly = Entity::find().filter(COLUMN.every.eq(Every::Monthly)).filter(COLUMN.ended_at.is_null());
    let paid = paid(db, monthly.order_by_asc(COLUMN.id).all(db).await?, now).await?;
    let this = Month::of(now);
    let mut behind = Vec::new();
    for one in paid {
        let over: Vec<_> =
            one.standing.months.iter().filter(|due| due.month < this && due.open() > Fen::ZERO).collect();
        let Some(first) = over.first() else { continue };
        let open = Fen(over.iter().map(|due| due.open().0).sum());
        behind.push((one.reference, open, first.month));
    }
    let shown = reference::shown(db, behind.iter().map(|(reference, ..)| reference.clone()).collect()).await?;
    let with = |(reference, open, since): (reference::Model, Fen, Month)| {
        let shown = shown.iter().find(|shown| shown.reference.id == reference.id)?.clone();
        Some(Behind { shown, open, since })
    };
    let mut behind: Vec<Behind> = behind.into_iter().filter_map(with).collect();
    behind.sort_by_key(|one| one.since);
    Ok(behind)
}
