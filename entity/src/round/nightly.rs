//! Rounds by the clock: once a day, at an hour that the office sets, over all that take claims. A turn that comes late
//! makes one round, not one for every night that was missed.

use chrono::{TimeDelta, Timelike};
use sea_orm::{
    ActiveValue::Set,
    PaginatorTrait,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use serde::Deserialize;

use super::{
    State, keep,
    open::written,
    plan::{self, Plan},
    what_if::WhatIf,
};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time,
    actor::{Actor, Officer},
    id::AccountId,
    journal::{self, Act, Subject},
    lang::china_time,
    store::Txn,
};

/// What the form says where nothing is set.
pub const USUAL: u32 = 2;
/// The one row.
const ONLY: i32 = 1;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "round_schedule")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// Of China's day.
    pub hour: i32,
    pub set_by: AccountId,
    pub set_at: DateTimeUtc,
    pub last_run_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// When the clock makes the next round; none: one is due, and made at its next turn.
    pub fn next_at(&self, now: Time) -> Option<Time> {
        if self.due(now).is_some() { None } else { Some(last_due(self.hour, now) + TimeDelta::days(1)) }
    }

    /// The hour whose round is still to be made: it came after the office set it, and after the last round.
    fn due(&self, now: Time) -> Option<Time> {
        let due = last_due(self.hour, now);
        let is_over = self.set_at >= due || self.last_run_at.is_some_and(|last| last >= due);
        (!is_over).then_some(due)
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub hour: String,
}

impl Typed {
    fn read(&self) -> Result<i32, Refusal> {
        if self.hour.is_empty() {
            return Err(Refusal::Missing(Field::Hour));
        }
        let hour = self.hour.parse::<i32>().ok().filter(|hour| (0..24).contains(hour));
        hour.ok_or(Refusal::NotAChoice(Field::Hour))
    }
}

/// None: the clock makes no rounds.
pub async fn schedule(db: &impl ConnectionTrait, _officer: Officer) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(ONLY).one(db).await?)
}

/// Whether the last one that the clock drew found nothing, so that there is no round to look at.
pub async fn found_nothing(db: &impl ConnectionTrait, _officer: Officer, schedule: &Model) -> Result<bool> {
    let Some(at) = schedule.last_run_at else { return Ok(false) };
    let made = super::Entity::find().filter(super::COLUMN.opened_by.is_null()).filter(super::COLUMN.drawn_at.eq(at));
    Ok(made.count(db).await? == 0)
}

/// From the next time that it is this hour in China.
pub async fn set(store: &Store, officer: Officer, typed: &Typed, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let hour = typed.read()?;
    let row = ActiveModel {
        id: Set(ONLY),
        hour: Set(hour),
        set_by: Set(officer.account()),
        set_at: Set(now),
        last_run_at: Set(None),
    };
    let anew = [Column::Hour, Column::SetBy, Column::SetAt];
    let anew = OnConflict::column(Column::Id).update_columns(anew).to_owned();
    Entity::insert(row).on_conflict(anew).exec_without_returning(&txn).await?;
    let subject = Subject("county", 1);
    journal::note(&txn, officer, Act::RoundsScheduled, subject, &hour.to_string(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// The clock makes no more.
pub async fn stop(store: &Store, officer: Officer, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    Entity::delete_by_id(ONLY).exec(&txn).await?;
    journal::note(&txn, officer, Act::RoundsUnscheduled, Subject("county", 1), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Makes the round that is due, if one is; says how much it proposes. Of two clocks, one makes it.
pub async fn run(store: &Store, now: Time) -> Result<u64> {
    let Some(schedule) = Entity::find_by_id(ONLY).one(store.read()).await? else { return Ok(0) };
    let Some(due) = schedule.due(now) else { return Ok(0) };
    let plan = plan::draw(store, None, &WhatIf::default(), now).await?;
    let txn = store.write().await?;
    let begun = Entity::update_many()
        .col_expr(Column::LastRunAt, Expr::value(now))
        .filter(COLUMN.id.eq(ONLY))
        .filter(COLUMN.hour.eq(schedule.hour))
        .filter(COLUMN.last_run_at.is_null().or(COLUMN.last_run_at.lt(due)))
        .exec(&txn)
        .await?;
    if begun.rows_affected == 0 {
        return Ok(0);
    }
    let proposed = u64::try_from(plan.lines()).unwrap_or(u64::MAX);
    // A night on which nothing fits leaves nothing to look at.
    if proposed > 0 {
        make(store, &txn, &plan, now).await?;
    }
    txn.commit().await?;
    Ok(proposed)
}

async fn make(store: &Store, txn: &Txn, plan: &Plan, now: Time) -> Result<()> {
    let row = super::ActiveModel {
        phase_id: Set(None),
        state: Set(State::Applied),
        summary: Set(written(&plan.summary)?),
        opened_by: Set(None),
        opened_at: Set(now),
        drawn_at: Set(now),
        applied_by: Set(None),
        applied_at: Set(Some(now)),
        ..Default::default()
    };
    let id = row.insert(txn).await?.id;
    keep::keep(store, txn, id, plan).await?;
    journal::note(txn, Actor::CLOCK, Act::RoundApplied, Subject("round", id.0), &plan.lines().to_string(), now).await
}

/// When it last was this hour in China.
fn last_due(hour: i32, now: Time) -> Time {
    let local = china_time(now);
    let since = TimeDelta::hours(i64::from(local.hour()) - i64::from(hour))
        + TimeDelta::minutes(local.minute().into())
        + TimeDelta::seconds(local.second().into())
        + TimeDelta::nanoseconds(local.nanosecond().into());
    if since < TimeDelta::zero() { now - since - TimeDelta::days(1) } else { now - since }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, TimeZone, Utc};

    use super::{Model, ONLY, last_due};
    use crate::{Time, id::AccountId};

    #[test]
    fn the_next_round_is_the_one_that_the_clock_makes() {
        let at = |day: u32, hour: u32| Utc.with_ymd_and_hms(2026, 11, day, hour, 0, 0).unwrap();
        let next = |set_at: Time, last_run_at: Option<Time>, now: Time| {
            Model { id: ONLY, hour: 2, set_by: AccountId(1), set_at, last_run_at }.next_at(now)
        };
        // Two at night in China is 18:00 of the day before.
        assert_eq!(next(at(23, 1), None, at(23, 1)), Some(at(23, 18)), "not for the night before it was set");
        assert_eq!(next(at(23, 1), None, at(23, 18)), None, "it is due");
        assert_eq!(next(at(23, 1), Some(at(23, 18)), at(23, 18)), Some(at(24, 18)));
        assert_eq!(next(at(23, 1), Some(at(23, 18)), at(25, 3)), None, "late, and still to be made");
        assert_eq!(next(at(23, 1), Some(at(25, 3)), at(25, 3)), Some(at(25, 18)), "and then not again");
    }

    #[test]
    fn the_hour_is_chinas_and_lies_behind_us() {
        let at_three = Utc.with_ymd_and_hms(2026, 11, 22, 19, 30, 5).unwrap();
        assert_eq!(last_due(2, at_three), Utc.with_ymd_and_hms(2026, 11, 22, 18, 0, 0).unwrap());
        assert_eq!(last_due(4, at_three), Utc.with_ymd_and_hms(2026, 11, 21, 20, 0, 0).unwrap());
        let sharp = Utc.with_ymd_and_hms(2026, 11, 22, 18, 0, 0).unwrap();
        assert_eq!(last_due(2, sharp), sharp);
        assert_eq!(last_due(2, sharp - TimeDelta::seconds(1)), sharp - TimeDelta::days(1));
    }
}
