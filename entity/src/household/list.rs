//! The households that a keeper may know of: aliases and numbers, no names.

use sea_orm::{
    QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, Func, LikeExpr},
};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, Model, keep::ALIAS};
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
    /// Part of an alias.
    pub q: String,
    /// A village's number; for the office.
    pub village: String,
    /// The last number of the page before.
    pub before: String,
}

impl Filter {
    /// Whether anything narrows the list, so that an empty one can say so.
    pub fn narrows(&self) -> bool {
        !(self.q.trim().is_empty() && self.village.is_empty())
    }
}

/// One page, newest first; one row more than [`PAGE`] tells that another page follows.
pub async fn page(db: &impl ConnectionTrait, keeper: Keeper, filter: &Filter) -> Result<Vec<Model>> {
    let mut query = Entity::find().filter(COLUMN.erased_at.is_null()).order_by_desc(COLUMN.id).limit(PAGE + 1);
    if let Some(village) = keeper.village().or_else(|| filter.village.parse::<VillageId>().ok()) {
        query = query.filter(COLUMN.village_id.eq(village));
    }
    let wanted: String = filter.q.trim().to_lowercase().chars().filter(|c| !is_wild(*c)).take(ALIAS).collect();
    if !wanted.is_empty() {
        let pattern = format!("%{wanted}%");
        let holds = |column| Expr::expr(Func::lower(Expr::col((Entity, column)))).like(LikeExpr::new(pattern.clone()));
        query = query.filter(holds(Column::AliasZh).or(holds(Column::AliasEn)));
    }
    if let Ok(before) = filter.before.parse::<HouseholdId>() {
        query = query.filter(COLUMN.id.lt(before));
    }
    Ok(query.all(db).await?)
}

/// LIKE's own signs; and NUL, which is in nobody's alias and which PostgreSQL refuses.
const fn is_wild(sign: char) -> bool {
    matches!(sign, '%' | '_' | '\\' | '\0')
}
