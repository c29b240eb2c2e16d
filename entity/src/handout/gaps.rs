//! The gaps: what was promised and is not here yet, and when it is due. A school sees its own, the hub every school's.

use std::collections::HashMap;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{
    claims_with_wishes,
    expect::{SHIPPED_DAYS, is_late},
};
use crate::{
    Code, Day, Result, Time,
    actor::Receiver,
    claim::{self, Source, State},
    id::SchoolId,
    lang::china_date,
    phase, school,
    wish::{self, Status},
};

/// One gift that is not here. Says nothing of who sends it.
#[derive(Clone, Debug)]
pub struct Gap {
    pub code: Code,
    pub item: String,
    pub specification: String,
    pub source: Source,
    pub shipped_on: Option<Day>,
    /// The day by which it should be here: a donor's day, a parcel's fortnight, the phase's last day.
    pub due: Option<Day>,
    pub late: bool,
}

impl Gap {
    /// Days until it is due; less than none: it is late.
    pub fn days(&self, today: Day) -> Option<i64> {
        self.due.map(|due| (due - today).num_days())
    }
}

/// A school's gifts of one phase: how many are here, and which are not.
#[derive(Clone, Debug)]
pub struct Count {
    pub phase: phase::Model,
    pub school: SchoolId,
    /// The school's real name.
    pub name: String,
    /// Arrived, handed out or not.
    pub here: u64,
    /// The most urgent first.
    pub gaps: Vec<Gap>,
}

impl Count {
    pub fn promised(&self) -> u64 {
        self.here + u64::try_from(self.gaps.len()).unwrap_or(0)
    }
}

/// Every school of the receiver in the phases that run, by phase (the newest first) and by name.
pub async fn counts(db: &impl ConnectionTrait, by: Receiver, now: Time) -> Result<Vec<Count>> {
    let running = [phase::State::Open, phase::State::Closed];
    let phases = phase::Entity::find().filter(phase::COLUMN.state.is_in(running));
    let phases = phases.order_by_desc(phase::COLUMN.number).all(db).await?;
    let schools: HashMap<SchoolId, String> =
        school::Entity::find().all(db).await?.into_iter().map(|school| (school.id, school.name)).collect();
    let mut counts = Vec::new();
    for phase in phases {
        let mut of_phase = of_phase(db, by, &phase, &schools, now).await?;
        of_phase.sort_by(|a, b| a.name.cmp(&b.name));
        counts.append(&mut of_phase);
    }
    Ok(counts)
}

async fn of_phase(
    db: &impl ConnectionTrait,
    by: Receiver,
    phase: &phase::Model,
    schools: &HashMap<SchoolId, String>,
    now: Time,
) -> Result<Vec<Count>> {
    let mut here = wish::Entity::find()
        .select_only()
        .column(wish::Column::SchoolId)
        .column_as(wish::Column::Id.count(), "count")
        .filter(wish::COLUMN.phase_id.eq(phase.id))
        .filter(wish::COLUMN.status.is_in([Status::Received, Status::HandedOut]))
        .group_by(wish::Column::SchoolId);
    let mut awaited = claims_with_wishes()
        .filter(wish::COLUMN.phase_id.eq(phase.id))
        .filter(wish::COLUMN.status.eq(Status::Taken))
        .filter(claim::COLUMN.state.is_in([State::Confirmed, State::Shipped]))
        .order_by_asc(claim::COLUMN.id);
    if let Some(school) = by.school() {
        here = here.filter(wish::COLUMN.school_id.eq(school));
        awaited = awaited.filter(wish::COLUMN.school_id.eq(school));
    }
    let here: Vec<(SchoolId, i64)> = here.into_tuple().all(db).await?;
    let mut counts: HashMap<SchoolId, Count> = HashMap::new();
    let of = |school: SchoolId| Count {
        phase: phase.clone(),
        school,
        name: schools.get(&school).cloned().unwrap_or_default(),
        here: 0,
        gaps: Vec::new(),
    };
    for (school, count) in here {
        counts.entry(school).or_insert_with(|| of(school)).here = u64::try_from(count).unwrap_or(0);
    }
    for (claim, wish) in awaited.all(db).await? {
        let Some(wish) = wish else { continue };
        let count = counts.entry(wish.school_id).or_insert_with(|| of(wish.school_id));
        count.gaps.push(gap(&claim, wish, phase.return_by, now));
    }
    for count in counts.values_mut() {
        count.gaps.sort_by_key(|gap| (!gap.late, gap.due, gap.code.to_string()));
    }
    Ok(counts.into_values().collect())
}

fn gap(claim: &claim::Model, wish: wish::Model, last: Option<Day>, now: Time) -> Gap {
    let shipped_on = claim.shipped_at.map(china_date);
    let on_its_way = shipped_on.map(|day| day + chrono::TimeDelta::days(SHIPPED_DAYS));
    Gap {
        code: wish.code,
        item: wish.item,
        specification: wish.specification,
        source: claim.source,
        due: claim.drop_off_on.or(on_its_way).or(claim.give_by).or(last),
        late: is_late(claim, last, now),
        shipped_on,
    }
}
