//! The office's list of accounts: an administrator sees all, an officer those of the schools and villages.

use std::collections::HashMap;

use sea_orm::{
    QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, Func, LikeExpr},
};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, Model, Role};
use crate::{Refusal, Result, actor::Officer, id::AccountId};

/// Accounts on one page.
pub const PAGE: u64 = 50;

/// What is looked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Part of an address or a name.
    pub q: String,
    /// A role's key; anything else: all.
    pub role: String,
    /// The last number of the page before.
    pub before: String,
}

/// One page of accounts, newest first; one row more than [`PAGE`] tells that another page follows.
pub async fn people(db: &impl ConnectionTrait, officer: Officer, filter: &Filter) -> Result<Vec<Model>> {
    let mut query = Entity::find().order_by_desc(COLUMN.id).limit(PAGE + 1);
    if !officer.is_admin() {
        query = query.filter(COLUMN.role.is_in([Role::School, Role::Village]));
    } else if let Some(role) = Role::ALL.into_iter().find(|role| role.key() == filter.role) {
        query = query.filter(COLUMN.role.eq(role));
    }
    if let Ok(before) = filter.before.parse::<AccountId>() {
        query = query.filter(COLUMN.id.lt(before));
    }
    let wanted = filter.q.trim().to_lowercase();
    if !wanted.is_empty() {
        let holds = |column| {
            Expr::expr(Func::lower(Expr::col((Entity, column)))).like(LikeExpr::new(pattern(&wanted)).escape('\\'))
        };
        query = query.filter(holds(Column::Email).or(holds(Column::Name)));
    }
    Ok(query.all(db).await?)
}

/// One account, for an officer who works with it.
pub async fn one(db: &impl ConnectionTrait, _officer: Officer, id: AccountId) -> Result<Model> {
    Ok(Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?)
}

/// What these are called, for an officer who reads who did something.
pub async fn names(
    db: &impl ConnectionTrait,
    _officer: Officer,
    ids: &[AccountId],
) -> Result<HashMap<AccountId, String>> {
    let found = Entity::find().filter(COLUMN.id.is_in(ids.iter().copied())).all(db).await?;
    Ok(found.into_iter().map(|account| (account.id, account.name)).collect())
}

/// The typed signs themselves, not as LIKE's wild cards; NUL is nobody's name and PostgreSQL refuses it.
fn pattern(wanted: &str) -> String {
    let plain: String = wanted.chars().filter(|c| *c != '\0').take(254).collect();
    format!("%{}%", plain.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}
