//! The elders of a fund as the office sees them: by alias, page by page.

use std::collections::{HashMap, HashSet};

use sea_orm::{JoinType, PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*};

use super::{COLUMN, Column, Entity, Model, State, stay};
use crate::{
    Day, Result,
    actor::Officer,
    id::{ElderId, FundId},
};

/// Elders on one page.
pub const PAGE: u64 = 50;

/// Elders after this one, in the order in which they joined; one more than fits on the page where there are more.
pub async fn after(
    db: &impl ConnectionTrait,
    _officer: Officer,
    fund: FundId,
    after: Option<ElderId>,
) -> Result<Vec<Model>> {
    let mut query = Entity::find().filter(COLUMN.fund_id.eq(fund)).order_by_asc(COLUMN.id);
    if let Some(after) = after {
        query = query.filter(COLUMN.id.gt(after));
    }
    Ok(query.limit(PAGE + 1).all(db).await?)
}

/// What the fund's elders are called.
pub async fn aliases(db: &impl ConnectionTrait, _officer: Officer, fund: FundId) -> Result<HashMap<ElderId, String>> {
    super::aliases(db, fund).await
}

/// Those who died or left.
pub async fn gone(db: &impl ConnectionTrait, _officer: Officer, fund: FundId) -> Result<HashSet<ElderId>> {
    let gone = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(COLUMN.fund_id.eq(fund))
        .filter(COLUMN.state.is_in([State::Died, State::Exited]));
    let gone: Vec<ElderId> = gone.into_tuple().all(db).await?;
    Ok(gone.into_iter().collect())
}

/// How many are in the fund now.
pub async fn count_in(db: &impl ConnectionTrait, fund: FundId) -> Result<u64> {
    let all = Entity::find().filter(COLUMN.fund_id.eq(fund)).filter(COLUMN.state.is_in(State::IN));
    Ok(all.count(db).await?)
}

/// How many were in the fund on that day.
pub(crate) async fn count_on(db: &impl ConnectionTrait, fund: FundId, on: Day) -> Result<u64> {
    let states = states_on(db, fund, on).await?;
    Ok(states.values().map(|state| u64::from(state.is_in())).sum())
}

/// In which state each elder was on that day. What was written down last about it holds, whatever day it began on.
pub(crate) async fn states_on(db: &impl ConnectionTrait, fund: FundId, on: Day) -> Result<HashMap<ElderId, State>> {
    let to_elder = stay::Entity::belongs_to(Entity).from(stay::Column::ElderId).to(Column::Id);
    let rows: Vec<(ElderId, State)> = stay::Entity::find()
        .select_only()
        .columns([stay::Column::ElderId, stay::Column::State])
        .join(JoinType::InnerJoin, to_elder.into())
        .filter(COLUMN.fund_id.eq(fund))
        .filter(stay::COLUMN.from_on.lte(on))
        .order_by_asc(stay::COLUMN.id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Elders of the fund with whom somebody can share supporters: those still in it, by alias.
pub async fn all_in(db: &impl ConnectionTrait, _officer: Officer, fund: FundId) -> Result<Vec<Model>> {
    let all = Entity::find().filter(COLUMN.fund_id.eq(fund)).filter(COLUMN.state.is_in(State::IN));
    Ok(all.order_by_asc(COLUMN.alias).all(db).await?)
}
