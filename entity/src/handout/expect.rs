//! What is on its way to a school: promised, shipped with its number, late.

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::{QueryOrder, entity::prelude::*};

use super::claims_with_wishes;
use crate::{
    Code, Day, Result, Time,
    actor::School,
    claim::{self, Source, State},
    id::PhaseId,
    lang, phase,
    wish::{self, Category},
};

/// Days after which a shipped gift that was not received is late.
pub const SHIPPED_DAYS: i64 = 14;

/// One gift that is to come. Says nothing of who sends it.
#[derive(Clone, Debug)]
pub struct Coming {
    pub code: Code,
    pub phase: PhaseId,
    pub category: Category,
    pub item: String,
    pub specification: String,
    pub source: Source,
    pub state: State,
    /// The donor's day; for the pool's gifts the phase's last one.
    pub give_by: Option<Day>,
    pub shipped_at: Option<Time>,
    pub carrier: Option<String>,
    pub tracking_no: Option<String>,
    /// The day on which the donor brings it.
    pub drop_off_on: Option<Day>,
    pub late: bool,
}

/// What the school waits for, shipped ones first, then by the day they are due.
pub async fn expected(db: &impl ConnectionTrait, school: School, now: Time) -> Result<Vec<Coming>> {
    let last = last_days(db).await?;
    let mut coming: Vec<Coming> = claims_with_wishes()
        .filter(wish::COLUMN.school_id.eq(school.school()))
        .filter(wish::COLUMN.status.eq(wish::Status::Taken))
        .filter(claim::COLUMN.state.is_in([State::Confirmed, State::Shipped]))
        .order_by_asc(claim::COLUMN.id)
        .all(db)
        .await?
        .into_iter()
        .filter_map(|(claim, wish)| Some(Coming::of(claim, wish?, &last, now)))
        .collect();
    coming.sort_by_key(|coming| (coming.state != State::Shipped, coming.give_by));
    Ok(coming)
}

impl Coming {
    fn of(claim: claim::Model, wish: wish::Model, last: &LastDays, now: Time) -> Self {
        let last = last.get(&wish.phase_id).copied();
        Self {
            late: is_late(&claim, last, now),
            code: wish.code,
            phase: wish.phase_id,
            category: wish.category,
            item: wish.item,
            specification: wish.specification,
            source: claim.source,
            state: claim.state,
            give_by: claim.give_by.or(last),
            shipped_at: claim.shipped_at,
            carrier: claim.carrier,
            tracking_no: claim.tracking_no,
            drop_off_on: claim.drop_off_on,
        }
    }
}

/// Until when the gifts of a phase are to be here.
pub(super) type LastDays = HashMap<PhaseId, Day>;

pub(super) async fn last_days(db: &impl ConnectionTrait) -> Result<LastDays> {
    let phases = phase::all(db).await?;
    Ok(phases.into_iter().filter_map(|phase| Some((phase.id, phase.return_by?))).collect())
}

/// Shipped and not received for a fortnight, or promised and past its day: the donor's, and for the pool, which has
/// none of its own, the `last` one of the phase.
pub(super) fn is_late(claim: &claim::Model, last: Option<Day>, now: Time) -> bool {
    match claim.state {
        State::Shipped => claim.shipped_at.is_some_and(|at| at < now - TimeDelta::days(SHIPPED_DAYS)),
        State::Confirmed => claim.give_by.or(last).is_some_and(|day| day < lang::china_date(now)),
        _ => false,
    }
}
