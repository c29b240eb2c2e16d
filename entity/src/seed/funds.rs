//! Village funds of the demonstration: two years of support, matches and payouts, with the examples that people know:
//! five children at 100 yuan, 10 % on 200, a couple with seven children, and a pool that is too small.

mod families;
mod months;

use chrono::{Months, NaiveTime};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, entity::prelude::*};

use self::families::Family;
use super::cast::People;
use crate::{
    Day, Fen, Result, Store, Time,
    account::{self, Role},
    fund::{
        self, State,
        rule::{self, Cadence, MatchSource},
    },
    id::{AccountId, OrganiserId, VillageId},
    month::Month,
    place::village,
    store::Txn,
};

/// Months of history.
const MONTHS: u32 = 24;

/// How far the run of the last period is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// To be computed.
    Open,
    Approved,
    Paid,
}

/// One village's fund.
struct Plan {
    village: &'static str,
    titles: [&'static str; 2],
    age: i32,
    source: MatchSource,
    cadence: Cadence,
    /// How many children each elder has; of a couple, both have the same.
    families: &'static [Family],
    /// What the government gives every half year, and society every month.
    pool: (i64, i64),
    last: Last,
}

const PLANS: [Plan; 3] = [
    Plan {
        village: "窑底村",
        titles: ["窑底村孝心基金", "Yaodi filial-piety fund"],
        age: 70,
        source: MatchSource::Both,
        cadence: Cadence::Monthly,
        families: &[
            Family::Of(5),
            Family::Of(2),
            Family::CoupleOf(7),
            Family::Of(3),
            Family::Of(1),
            Family::CoupleOf(2),
            Family::Of(4),
        ],
        pool: (1_200, 90),
        last: Last::Approved,
    },
    Plan {
        village: "长立村",
        titles: ["长立村孝心基金", "Changli filial-piety fund"],
        age: 65,
        source: MatchSource::Government,
        cadence: Cadence::Quarterly,
        families: &[Family::Of(2), Family::Of(3), Family::CoupleOf(4), Family::Of(1)],
        pool: (1_000, 0),
        last: Last::Open,
    },
    Plan {
        village: "横尖村",
        titles: ["横尖村孝心基金", "Hengjian filial-piety fund"],
        age: 70,
        source: MatchSource::Society,
        cadence: Cadence::Monthly,
        families: &[Family::Of(5), Family::Of(2), Family::Of(3)],
        pool: (0, 33),
        last: Last::Paid,
    },
];

pub(super) async fn tell(store: &Store, txn: &Txn, organiser: OrganiserId, people: &People, now: Time) -> Result<()> {
    let admins = account::Entity::find().filter(account::COLUMN.role.eq(Role::Admin));
    let admin = admins.one(txn).await?.map_or(people.office, |admin| admin.id);
    let officers = Officers { first: people.office, second: admin };
    for (number, plan) in PLANS.iter().enumerate() {
        let found = village::Entity::find().filter(village::COLUMN.name.eq(plan.village)).one(txn).await?;
        let Some(village) = found else { continue };
        let first = Month::with(Month::of(now).first() - Months::new(MONTHS));
        let fund = open(txn, plan, village.id, organiser, officers.first, first).await?;
        // Mr Lin's mother is in the first village's fund.
        let own = (number == 0).then_some(people.lin);
        let families = families::gather(store, txn, plan, fund.id, own, officers.first, first).await?;
        months::live(txn, plan, &fund, &families, officers, (first, now)).await?;
    }
    Ok(())
}

#[derive(Clone, Copy)]
struct Officers {
    first: AccountId,
    second: AccountId,
}

fn morning(day: Day) -> Time {
    day.and_time(NaiveTime::from_hms_opt(2, 0, 0).unwrap_or(NaiveTime::MIN)).and_utc()
}

fn day(month: Month, day: u32) -> Day {
    month.first() + chrono::Days::new((day - 1).into())
}

async fn open(
    txn: &Txn,
    plan: &Plan,
    village: VillageId,
    organiser: OrganiserId,
    by: AccountId,
    first: Month,
) -> Result<fund::Model> {
    let at = morning(first.first());
    let row = fund::ActiveModel {
        village_id: Set(village),
        organiser_id: Set(Some(organiser)),
        title_zh: Set(plan.titles[0].to_owned()),
        title_en: Set(plan.titles[1].to_owned()),
        state: Set(State::Open),
        created_at: Set(at),
        opened_at: Set(Some(at)),
        closed_at: Set(None),
        ..Default::default()
    };
    let fund = row.insert(txn).await?;
    // The cap was lower in the first year.
    let later = Month::with(first.first() + Months::new(12));
    for (from, cap) in [(first, 30), (later, 50)] {
        let row = rule::ActiveModel {
            fund_id: Set(fund.id),
            from_on: Set(from.first()),
            minimum_age: Set(plan.age),
            support_fen: Set(Fen::yuan(100)),
            match_percent: Set(10),
            cap_fen: Set(Fen::yuan(cap)),
            match_source: Set(plan.source),
            cadence: Set(plan.cadence),
            minimum_supporters: Set(1),
            due_day: Set(25),
            remind_before: Set(5),
            remind_every: Set(10),
            remind_most: Set(3),
            made_by: Set(Some(by)),
            made_at: Set(at),
            ..Default::default()
        };
        rule::Entity::insert(row).exec_without_returning(txn).await?;
    }
    Ok(fund)
}
