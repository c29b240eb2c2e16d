//! Retention: which records are kept until when, and the reminder to the office before they go.
//!
//! A child's record is kept until the last of its phases is over for long enough ([`phase::keep`]); then the clock
//! erases it ([`super::erase::expired`]).

use chrono::{TimeDelta, Timelike};
use sea_orm::{PaginatorTrait, QuerySelect, QueryTrait, Select, entity::prelude::*};

use super::{COLUMN, Column, Entity};
use crate::{
    Day, Result, Store, Time,
    actor::Officer,
    id::PhaseId,
    lang::{china_date, china_time},
    outbox::{self, Letter, compose},
    phase, wish,
};

/// The office is told so long before records are erased.
pub const NOTICE: TimeDelta = TimeDelta::days(30);
const MORNING: u32 = 8;

/// A phase and the records that are still kept for it.
#[derive(Clone, Debug)]
pub struct Kept {
    pub phase: phase::Model,
    /// The last day; none while the phase is in preparation.
    pub until: Option<Day>,
    /// Children of the phase whose record is there.
    pub records: u64,
}

/// Every phase, newest first.
pub async fn phases(db: &impl ConnectionTrait, _officer: Officer) -> Result<Vec<Kept>> {
    let mut kept = Vec::new();
    for phase in phase::all(db).await? {
        let records = there().filter(Column::Id.in_subquery(of(&[phase.id]))).count(db).await?;
        kept.push(Kept { until: phase.kept_until(), records, phase });
    }
    Ok(kept)
}

/// Children whose record is there and needed by no phase that lasts: the records that go when these phases are over.
pub(super) fn only_of(over: &[PhaseId]) -> Select<Entity> {
    let lasting = wish::Entity::find()
        .select_only()
        .column(wish::Column::ChildId)
        .filter(wish::COLUMN.phase_id.is_not_in(over.iter().copied()))
        .into_query();
    there().filter(Column::Id.in_subquery(of(over))).filter(Column::Id.not_in_subquery(lasting))
}

fn there() -> Select<Entity> {
    Entity::find().filter(COLUMN.erased_at.is_null())
}

fn of(phases: &[PhaseId]) -> sea_orm::sea_query::SelectStatement {
    wish::Entity::find()
        .select_only()
        .column(wish::Column::ChildId)
        .filter(wish::COLUMN.phase_id.is_in(phases.iter().copied()))
        .into_query()
}

/// A month before records go, tells the office how many and how to keep them longer; run by the clock.
pub async fn tell(store: &Store, now: Time) -> Result<u64> {
    let today = china_date(now);
    if china_time(now).hour() < MORNING {
        return Ok(0);
    }
    let phases = phase::all(store.read()).await?;
    let mut told = 0;
    for phase in &phases {
        let Some(until) = phase.kept_until().filter(|until| today <= *until && *until <= today + NOTICE) else {
            continue;
        };
        let over: Vec<PhaseId> = phases
            .iter()
            .filter(|other| other.kept_until().is_some_and(|day| day <= until))
            .map(|one| one.id)
            .collect();
        told += tell_of(store, phase, until, &over, now).await?;
    }
    Ok(told)
}

/// The office's people who were not told of this phase and day yet; a later day is told again.
async fn tell_of(store: &Store, phase: &phase::Model, until: Day, over: &[PhaseId], now: Time) -> Result<u64> {
    let mut untold = Vec::new();
    for officer in compose::officers(store.read()).await? {
        let reader = officer.account.map_or_else(|| officer.email.clone(), |id| id.to_string());
        let once = format!("keep/{}/{until}/{reader}", phase.id);
        if !outbox::has(store.read(), &once).await? {
            untold.push((officer, once));
        }
    }
    if untold.is_empty() {
        return Ok(0);
    }
    let children = only_of(over).filter(Column::Id.in_subquery(of(&[phase.id]))).count(store.read()).await?;
    if children == 0 {
        return Ok(0);
    }
    let txn = store.write().await?;
    let mut told = 0;
    for (officer, once) in untold {
        let line = compose::phase_line(&txn, phase.id, officer.lang).await?;
        let letter = Letter::KeepingEnds { name: officer.name.clone(), children, until, phase: line };
        told += u64::from(outbox::post_once(store, &txn, &officer, &letter, Some(once), now).await?);
    }
    txn.commit().await?;
    Ok(told)
}
