//! Pledges 认捐: what one of society's donors promises to a village's fund, once or month after month.
//!
//! Stands, rests and stands again, or ends. It is paid under one code; what arrives fills its months, the oldest first.
//! It is society's money and never a family's support: another table, another source in the ledger, other letters.

pub mod desk;
pub mod list;
pub mod make;
pub mod rest;
pub mod tell;

use std::collections::HashMap;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use crate::{
    Day, Fen, Refusal, Result, Time,
    actor::Donor,
    fund::due::{Standing, fill},
    id::{AccountId, FundId, PledgeId},
    month::Month,
    payment::{
        self,
        reference::{self, Kind},
    },
    store::Txn,
};

/// How often it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Every {
    Once,
    Monthly,
}

impl Every {
    pub const ALL: [Self; 2] = [Self::Once, Self::Monthly];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::Monthly => "monthly",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|every| every.key() == key)
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pledge")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PledgeId,
    pub fund_id: FundId,
    pub account_id: AccountId,
    pub every: Every,
    /// Of one month, where it is given monthly.
    pub amount_fen: Fen,
    /// The first day of the first month.
    pub since_on: Day,
    pub made_at: DateTimeUtc,
    /// From this month on nothing is promised any more.
    pub ended_on: Option<Day>,
    pub ended_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

pub mod resting {
    //! The months in which a pledge rests.

    use sea_orm::entity::prelude::*;

    use crate::{Day, id::PledgeId, month::Month};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pledge_rest")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub pledge_id: PledgeId,
        pub from_on: Day,
        /// From this month on it stands again; none: it still rests.
        pub until_on: Option<Day>,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// Whether it rests in this month.
        pub fn holds_in(&self, month: Month) -> bool {
            Month::with(self.from_on) <= month && self.until_on.is_none_or(|until| month < Month::with(until))
        }
    }
}

/// Where a pledge is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Stands,
    Paused,
    /// Given once, and all of it arrived.
    Given,
    Ended,
}

impl State {
    /// More may come of it.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Stands | Self::Paused)
    }
}

/// A pledge with what is paid of it.
#[derive(Clone, Debug)]
pub struct Paid {
    pub pledge: Model,
    pub reference: reference::Model,
    pub state: State,
    /// Month by month; of what is given once, the one month in which it was promised.
    pub standing: Standing,
}

/// What has come for each of these, month by month.
pub(crate) async fn paid(db: &impl ConnectionTrait, pledges: Vec<Model>, now: Time) -> Result<Vec<Paid>> {
    let ids: Vec<PledgeId> = pledges.iter().map(|pledge| pledge.id).collect();
    let references = reference::all(db, Kind::Pledge, ids.iter().map(|id| id.0)).await?;
    let totals = payment::totals(db, references.iter().map(|reference| reference.id)).await?;
    let mut rests: HashMap<PledgeId, Vec<resting::Model>> = HashMap::new();
    for rest in resting::Entity::find().filter(resting::COLUMN.pledge_id.is_in(ids)).all(db).await? {
        rests.entry(rest.pledge_id).or_default().push(rest);
    }
    let mut paid = Vec::with_capacity(pledges.len());
    for pledge in pledges {
        let its = references.iter().find(|reference| reference.subject_id == pledge.id.0);
        let Some(reference) = its.cloned() else { continue };
        let arrived = totals.iter().find(|(id, _)| *id == reference.id).map_or(Fen::ZERO, |(_, total)| *total);
        let rests = rests.remove(&pledge.id).unwrap_or_default();
        let standing = fill(&months(&pledge, &rests, now), arrived);
        paid.push(Paid { state: state(&pledge, &rests, arrived), pledge, reference, standing });
    }
    Ok(paid)
}

fn state(pledge: &Model, rests: &[resting::Model], arrived: Fen) -> State {
    match pledge.every {
        _ if pledge.ended_at.is_some() => State::Ended,
        Every::Once if arrived >= pledge.amount_fen => State::Given,
        Every::Monthly if rests.iter().any(|rest| rest.until_on.is_none()) => State::Paused,
        Every::Once | Every::Monthly => State::Stands,
    }
}

/// What was promised for which month, up to this one, oldest first.
fn months(pledge: &Model, rests: &[resting::Model], now: Time) -> Vec<(Month, Fen)> {
    let first = Month::with(pledge.since_on);
    let last = match pledge.every {
        Every::Once => first,
        Every::Monthly => Month::of(now),
    };
    let end = pledge.ended_on.map(Month::with);
    std::iter::successors(Some(first), |month| Some(month.next()))
        .take_while(|month| *month <= last && end.is_none_or(|end| *month < end))
        .filter(|month| !rests.iter().any(|rest| rest.holds_in(*month)))
        .map(|month| (month, pledge.amount_fen))
        .collect()
}

/// The donor's own, locked; another's reads like a missing one. Its payment code is locked before it, as everywhere.
async fn own(txn: &Txn, donor: Donor, id: PledgeId) -> Result<(reference::Model, Model)> {
    let reference = reference::of(txn, payment::ForWhat::Pledge(id)).await?.ok_or(Refusal::NotFound)?;
    let reference = reference::locked(txn, reference.id).await?;
    let own = Entity::find_by_id(id).filter(COLUMN.account_id.eq(donor.account())).lock_exclusive();
    Ok((reference, own.one(txn).await?.ok_or(Refusal::NotFound)?))
}

/// What of a fund's pledges has not ended, by number.
async fn live(db: &impl ConnectionTrait, fund: FundId, now: Time) -> Result<Vec<Paid>> {
    let live = Entity::find().filter(COLUMN.fund_id.eq(fund)).filter(COLUMN.ended_at.is_null());
    let paid = paid(db, live.order_by_asc(COLUMN.id).all(db).await?, now).await?;
    Ok(paid.into_iter().filter(|paid| paid.state.is_live()).collect())
}

#[cfg(test)]
mod tests {
    use super::{Every, Model, months, resting};
    use crate::{
        Day, Fen, Time,
        id::{AccountId, FundId, PledgeId},
    };

    #[test]
    fn a_month_in_which_it_rests_is_not_promised() {
        let day = |day: &str| -> Day { day.parse().unwrap() };
        let now: Time = "2026-11-23T01:00:00Z".parse().unwrap();
        let pledge = Model {
            id: PledgeId(1),
            fund_id: FundId(1),
            account_id: AccountId(1),
            every: Every::Monthly,
            amount_fen: Fen::yuan(30),
            since_on: day("2026-07-01"),
            made_at: now,
            ended_on: None,
            ended_at: None,
        };
        let rest = |from: &str, until: Option<&str>| resting::Model {
            id: 1,
            pledge_id: PledgeId(1),
            from_on: day(from),
            until_on: until.map(day),
        };
        let told = |pledge: &Model, rests: &[resting::Model]| -> Vec<String> {
            months(pledge, rests, now).into_iter().map(|(month, _)| month.to_string()).collect()
        };
        assert_eq!(told(&pledge, &[]).len(), 5);
        let rests = [rest("2026-08-01", Some("2026-10-01")), rest("2026-11-01", None)];
        assert_eq!(told(&pledge, &rests), ["2026-07", "2026-10"]);
        // Taken up again in the month from which it would have rested: nothing was missed.
        assert_eq!(told(&pledge, &[rest("2026-09-01", Some("2026-09-01"))]).len(), 5);
        let ended = Model { ended_on: Some(day("2026-09-01")), ended_at: Some(now), ..pledge.clone() };
        assert_eq!(told(&ended, &[]), ["2026-07", "2026-08"]);
        assert_eq!(told(&Model { every: Every::Once, ..pledge }, &[]), ["2026-07"]);
    }
}
