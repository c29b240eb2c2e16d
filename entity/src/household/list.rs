//! The households that a keeper may know of: aliases and numbers, no names.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use serde::Deserialize;

use super::{COLUMN, Entity, Model};
use crate::{
    Result,
    actor::Keeper,
    id::{HouseholdId, VillageId},
};

/// Households on one page.
pub const PAGE: u64 = 50;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// A village's number; for the office.
    pub village: String,
    /// The last number of the page before.
    pub before: String,
}

/// One page, newest first; one row more than [`PAGE`] tells that another page follows.
pub async fn page(db: &impl ConnectionTrait, keeper: Keeper, filter: &Filter) -> Result<Vec<Model>> {
    let mut query = Entity::find().filter(COLUMN.erased_at.is_null()).order_by_desc(COLUMN.id).limit(PAGE + 1);
    if let Some(village) = keeper.village().or_else(|| filter.village.parse::<VillageId>().ok()) {
        query = query.filter(COLUMN.village_id.eq(village));
    }
    if let Ok(before) = filter.before.parse::<HouseholdId>() {
        query = query.filter(COLUMN.id.lt(before));
    }
    Ok(query.all(db).await?)
}
