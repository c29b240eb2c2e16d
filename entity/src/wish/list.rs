//! Lists for those at work: a school's own wishes, and all of them for the office. Names stay in the records.

use std::collections::HashSet;

use sea_orm::{QueryOrder, QuerySelect, QueryTrait, Select, entity::prelude::*};
use serde::Deserialize;

use super::{COLUMN, Category, Column, Entity, Model, Status};
use crate::{
    Code, Refusal, Result,
    actor::{Officer, School},
    claim::{self, State},
    id::{PhaseId, SchoolId, WishId},
    store::literal,
};

/// Rows on a page of the office's list.
pub const PAGE: usize = 50;

/// Rows on a page of a school's list, which is read on phones.
pub const OWN: usize = 25;

/// The school's wishes of a phase, in one state or all; newest last. A page of them, those after this one; with the
/// number after which the next page begins.
pub async fn own(
    db: &impl ConnectionTrait,
    school: School,
    phase: PhaseId,
    status: Option<Status>,
    after: Option<WishId>,
) -> Result<(Vec<Model>, Option<WishId>)> {
    let mut query = Entity::find()
        .filter(COLUMN.school_id.eq(school.school()))
        .filter(COLUMN.phase_id.eq(phase))
        .order_by_asc(COLUMN.id);
    if let Some(status) = status {
        query = query.filter(COLUMN.status.eq(status));
    }
    if let Some(after) = after {
        query = query.filter(COLUMN.id.gt(after));
    }
    page(db, query, OWN).await
}

/// At most so many rows, and after which the next page begins.
async fn page(db: &impl ConnectionTrait, query: Select<Entity>, rows: usize) -> Result<(Vec<Model>, Option<WishId>)> {
    let most = u64::try_from(rows + 1).unwrap_or(u64::MAX);
    let mut wishes = query.limit(most).all(db).await?;
    let more = wishes.len() > rows;
    wishes.truncate(rows);
    let next = wishes.last().filter(|_| more).map(|last| last.id);
    Ok((wishes, next))
}

/// One wish of the school; a foreign one is not found.
pub async fn own_one(db: &impl ConnectionTrait, school: School, code: &Code) -> Result<Model> {
    let own = Entity::find().filter(COLUMN.code.eq(code.clone())).filter(COLUMN.school_id.eq(school.school()));
    Ok(own.one(db).await?.ok_or(Refusal::NotFound)?)
}

/// The parameters of the office's list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A gift code, or a part of the item.
    pub q: String,
    pub phase: String,
    pub school: String,
    /// A [`Status`] by its key, or `held`: taken, and kept for somebody who has not said yes.
    pub status: String,
    pub category: String,
    /// Rows before this one.
    pub before: String,
}

/// Newest first; with the number after which the next page begins.
pub async fn all(db: &impl ConnectionTrait, _officer: Officer, typed: &Typed) -> Result<(Vec<Model>, Option<WishId>)> {
    let mut query = Entity::find().order_by_desc(COLUMN.id);
    let sought = typed.q.trim();
    if let Ok(code) = sought.parse::<Code>() {
        query = query.filter(COLUMN.code.eq(code));
    } else if !sought.is_empty() {
        let plain: String = sought.chars().filter(|c| !matches!(c, '%' | '_' | '\\' | '\0')).take(40).collect();
        query = query.filter(COLUMN.item.contains(plain));
    }
    if let Ok(phase) = typed.phase.parse::<PhaseId>() {
        query = query.filter(COLUMN.phase_id.eq(phase));
    }
    if let Ok(school) = typed.school.parse::<SchoolId>() {
        query = query.filter(COLUMN.school_id.eq(school));
    }
    let taken = COLUMN.status.eq(Status::Taken);
    query = match Status::from_key(&typed.status) {
        Some(Status::Taken) => query.filter(taken).filter(Column::Id.not_in_subquery(held().into_query())),
        Some(status) => query.filter(COLUMN.status.eq(status)),
        None if typed.status == State::Held.key() => {
            query.filter(taken).filter(Column::Id.in_subquery(held().into_query()))
        }
        None => query,
    };
    if let Some(category) = Category::from_key(&typed.category) {
        query = query.filter(COLUMN.category.eq(category));
    }
    if let Ok(before) = typed.before.parse::<WishId>() {
        query = query.filter(COLUMN.id.lt(before));
    }
    page(db, query, PAGE).await
}

/// Which of these are kept for somebody who has not said yes.
pub async fn held_among(db: &impl ConnectionTrait, wishes: &[Model]) -> Result<HashSet<WishId>> {
    let held = held().filter(claim::COLUMN.wish_id.is_in(wishes.iter().map(|wish| wish.id)));
    Ok(held.into_tuple::<WishId>().all(db).await?.into_iter().collect())
}

/// The wishes with a hold, by their numbers.
fn held() -> Select<claim::Entity> {
    claim::Entity::find()
        .select_only()
        .column(claim::Column::WishId)
        .filter(literal::is(claim::Column::State, State::Held))
}
