//! How each school's wishes stand when a round is drawn: how many were ever open, and how many of these are promised.
//! See `statistics::fairness`: what is only held, for a visitor or an unanswered proposal, is not.

use std::collections::HashMap;

use sea_orm::{JoinType, QuerySelect, entity::prelude::*};

use crate::{
    Result, claim,
    id::{PhaseId, SchoolId},
    store::literal,
    wish::{self, Status},
};

/// Of one school, in the round's phases.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    /// Wishes that were ever open.
    pub ever: u64,
    /// Those of them that a donor has said yes to, or that the pool fills.
    pub promised: u64,
}

/// The schools of these phases; two statements.
pub(super) async fn promised(db: &impl ConnectionTrait, phases: &[PhaseId]) -> Result<HashMap<SchoolId, Before>> {
    let wishes: Vec<(SchoolId, Status, i64)> = wish::Entity::find()
        .select_only()
        .column(wish::Column::SchoolId)
        .column(wish::Column::Status)
        .column_as(wish::Column::Id.count(), "count")
        .filter(wish::COLUMN.phase_id.is_in(phases.iter().copied()))
        .filter(wish::COLUMN.status.is_in(Status::PUBLIC))
        .group_by(wish::Column::SchoolId)
        .group_by(wish::Column::Status)
        .into_tuple()
        .all(db)
        .await?;
    let mut schools: HashMap<SchoolId, Before> = HashMap::new();
    for (school, status, count) in wishes {
        let (of, count) = (schools.entry(school).or_default(), u64::try_from(count).unwrap_or(0));
        of.ever += count;
        of.promised += if status == Status::Open { 0 } else { count };
    }
    for (school, count) in held(db, phases).await? {
        if let Some(of) = schools.get_mut(&school) {
            of.promised = of.promised.saturating_sub(u64::try_from(count).unwrap_or(0));
        }
    }
    Ok(schools)
}

/// How many wishes of each school are held.
async fn held(db: &impl ConnectionTrait, phases: &[PhaseId]) -> Result<Vec<(SchoolId, i64)>> {
    let to_wish = claim::Entity::belongs_to(wish::Entity).from(claim::Column::WishId).to(wish::Column::Id);
    let held = claim::Entity::find()
        .select_only()
        .column(wish::Column::SchoolId)
        .column_as(claim::Column::Id.count(), "count")
        .join(JoinType::InnerJoin, to_wish.into())
        .filter(literal::is(claim::Column::State, claim::State::Held))
        .filter(wish::COLUMN.phase_id.is_in(phases.iter().copied()))
        .group_by(wish::Column::SchoolId);
    Ok(held.into_tuple().all(db).await?)
}
