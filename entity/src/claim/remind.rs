//! Reminders 7 and 2 days before the give-by day and on it. After downtime only the most urgent is sent.
//!
//! Run by the clock, safe with two clocks at once; nobody is written to at night.

use chrono::{TimeDelta, Timelike};
use sea_orm::{
    QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};

use super::{COLUMN, Column, Entity, Model, State, end::holder, lapse, together::Together};
use crate::{
    Day, Result, Store, Time,
    clock::Skipped,
    id::{ClaimId, PhaseId},
    lang::{china_date, china_time},
    outbox::{self, Letter, Recipient, compose},
    phase,
    store::{Txn, literal},
    wish,
};

/// Claims reminded of in one transaction.
const BATCH: u64 = 50;
/// China's hours in which letters that nobody waits for may arrive.
const DAYTIME: std::ops::Range<u32> = 8..21;

/// How many of the three reminders lie behind us on that day.
pub(crate) fn passed(give_by: Day, today: Day) -> i32 {
    match (give_by - today).num_days() {
        ..=0 => 3,
        1..=2 => 2,
        3..=7 => 1,
        _ => 0,
    }
}

/// Whether letters that nobody waits for may go out now.
pub(crate) fn is_daytime(now: Time) -> bool {
    DAYTIME.contains(&china_time(now).hour())
}

/// Now, or the next morning where it is night.
pub(crate) fn daytime(now: Time) -> Time {
    let hour = i64::from(china_time(now).hour());
    let (first, end) = (i64::from(DAYTIME.start), i64::from(DAYTIME.end));
    let hours = if hour < first {
        first - hour
    } else if hour >= end {
        first + 24 - hour
    } else {
        0
    };
    now + TimeDelta::hours(hours)
}

/// Sends the reminders that are due; says of how many claims.
pub async fn remind(store: &Store, now: Time) -> Result<u64> {
    let (mut sent, mut after, mut skipped) = (0, ClaimId(0), Skipped::default());
    if !is_daytime(now) {
        return Ok(sent);
    }
    let today = china_date(now);
    let within = |days: i64, reminders: i32| {
        COLUMN.give_by.lte(today + TimeDelta::days(days)).and(COLUMN.reminders.lt(reminders))
    };
    loop {
        let due = Entity::find()
            .filter(literal::is(Column::State, State::Confirmed))
            .filter(within(0, 3).or(within(2, 2)).or(within(7, 1)))
            .filter(Column::Id.not_in_subquery(lapse::with_problem()))
            .filter(COLUMN.id.gt(after))
            .order_by_asc(COLUMN.id)
            .limit(BATCH)
            .all(store.read())
            .await?;
        let Some(last) = due.last() else { return skipped.or(sent) };
        after = last.id;
        if let Ok(done) = remind_together(store, &due, now).await {
            sent += done;
            continue;
        }
        // One of whom no letter can be written keeps no others waiting.
        for one in due.chunks(1) {
            match remind_together(store, one, now).await {
                Ok(done) => sent += done,
                Err(error) => skipped.keep(error)?,
            }
        }
    }
}

/// All of these or none.
async fn remind_together(store: &Store, due: &[Model], now: Time) -> Result<u64> {
    let txn = store.write().await?;
    let (mut reminded, mut letters) = (0, Vec::new());
    for claim in due {
        let Some((to, give_by, wish)) = remind_of(&txn, claim, now).await? else { continue };
        reminded += 1;
        Together::add(&mut letters, to, (wish.phase_id, give_by), wish);
    }
    for letter in letters {
        tell(store, &txn, letter, now).await?;
    }
    txn.commit().await?;
    Ok(reminded)
}

/// The guard: of two clocks, one moves the count, and has to write the letter.
async fn remind_of(txn: &Txn, claim: &Model, now: Time) -> Result<Option<(Recipient, Day, wish::Model)>> {
    let Some(give_by) = claim.give_by else { return Ok(None) };
    let stage = passed(give_by, china_date(now));
    let counted = Entity::update_many()
        .col_expr(Column::Reminders, Expr::value(stage))
        .filter(COLUMN.id.eq(claim.id))
        .filter(COLUMN.state.eq(State::Confirmed))
        .filter(COLUMN.give_by.eq(give_by))
        .filter(COLUMN.reminders.lt(stage))
        .exec(txn)
        .await?;
    let (1, Some(to)) = (counted.rows_affected, holder(txn, claim).await?) else { return Ok(None) };
    let wish = wish::Entity::find_by_id(claim.wish_id).one(txn).await?;
    Ok(wish.map(|wish| (to, give_by, wish)))
}

/// One letter for all of one phase that are to be sent by the same day.
async fn tell(store: &Store, txn: &Txn, letter: Together<(PhaseId, Day)>, now: Time) -> Result<()> {
    let Together { to, about: (phase, give_by), wishes } = letter;
    let phase = phase::find(txn, phase).await?;
    let mut gifts = compose::gifts(txn, &wishes, to.lang).await?.into_iter();
    let Some(gift) = gifts.next() else { return Ok(()) };
    let today = china_date(now);
    let letter = Letter::Reminder {
        name: to.name.clone(),
        gift,
        more: gifts.collect(),
        give_by,
        days: (give_by - today).num_days(),
        grace: phase.grace_days,
        to_pool: lapse::to_pool(&phase, give_by, today),
        phase: compose::line_of(txn, &phase, to.lang).await?,
    };
    outbox::post(store, txn, &to, &letter, now).await
}
