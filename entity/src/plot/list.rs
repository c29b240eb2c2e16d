//! The plots that a keeper keeps, by state and newest first.

use std::collections::HashMap;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, Model, State};
use crate::{
    Result,
    actor::Keeper,
    household,
    id::{HouseholdId, PlotId},
};

/// Plots on one page.
pub const PAGE: u64 = 24;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// A [`State`] by its key; blank: all.
    pub state: String,
    /// The last number of the page before.
    pub before: String,
}

/// One page, newest first; one row more than [`PAGE`] tells that another page follows.
pub async fn page(db: &impl ConnectionTrait, keeper: Keeper, filter: &Filter) -> Result<Vec<Model>> {
    let mut query = Entity::find().order_by_desc(COLUMN.id).limit(PAGE + 1);
    if let Some(village) = keeper.village() {
        query = query.filter(COLUMN.village_id.eq(village));
    }
    if let Some(state) = State::from_key(&filter.state) {
        query = query.filter(COLUMN.state.eq(state));
    }
    if let Ok(before) = filter.before.parse::<PlotId>() {
        query = query.filter(COLUMN.id.lt(before));
    }
    Ok(query.all(db).await?)
}

/// How many there are in each state.
pub async fn counts(db: &impl ConnectionTrait, keeper: Keeper) -> Result<HashMap<State, u64>> {
    let mut query = Entity::find()
        .select_only()
        .column(Column::State)
        .column_as(Column::Id.count(), "count")
        .group_by(Column::State);
    if let Some(village) = keeper.village() {
        query = query.filter(COLUMN.village_id.eq(village));
    }
    let rows: Vec<(State, i64)> = query.into_tuple().all(db).await?;
    Ok(rows.into_iter().map(|(state, count)| (state, u64::try_from(count).unwrap_or(0))).collect())
}

/// The plots of one household, newest first.
pub async fn of_household(db: &impl ConnectionTrait, keeper: Keeper, id: HouseholdId) -> Result<Vec<Model>> {
    household::find(db, keeper, id).await?;
    Ok(Entity::find().filter(COLUMN.household_id.eq(id)).order_by_desc(COLUMN.id).all(db).await?)
}

/// The households of these plots, by number.
pub async fn households(db: &impl ConnectionTrait, plots: &[Model]) -> Result<HashMap<HouseholdId, household::Model>> {
    let ids = plots.iter().map(|plot| plot.household_id);
    let rows = household::Entity::find().filter(household::COLUMN.id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|household| (household.id, household)).collect())
}
