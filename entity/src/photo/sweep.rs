//! What of the pictures is to be cleared away: those nobody kept, those whose key is destroyed, and files that no
//! row knows. Each step may be cut off anywhere and is done again: a row outlives its files, never the other way.

use std::collections::HashSet;

use chrono::TimeDelta;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, Model, State};
use crate::{Result, Store, Time, id::PhotoId};

/// How long a picture waits for the act it was brought for.
pub const WAITS: TimeDelta = TimeDelta::hours(1);
/// Pictures cleared away in one run.
const MOST: u64 = 500;
/// Names in one statement: SQLite takes no more than 32,766 values.
const NAMES: usize = 5_000;

/// Gives up what was brought and never kept; gives all whose files are to be deleted. Each that is deleted is then
/// [`gone`].
pub async fn to_delete(store: &Store, now: Time) -> Result<Vec<Model>> {
    let stale = || Entity::find().filter(COLUMN.state.eq(State::Brought)).filter(COLUMN.brought_at.lt(now - WAITS));
    if stale().one(store.read()).await?.is_some() {
        let txn = store.write().await?;
        Entity::update_many()
            .col_expr(Column::State, Expr::value(State::Erased))
            .col_expr(Column::Wrapped, Expr::value(None::<Vec<u8>>))
            .col_expr(Column::ErasedAt, Expr::value(now))
            .filter(COLUMN.state.eq(State::Brought))
            .filter(COLUMN.brought_at.lt(now - WAITS))
            .exec(&txn)
            .await?;
        txn.commit().await?;
    }
    Ok(Entity::find()
        .filter(COLUMN.state.eq(State::Erased))
        .filter(COLUMN.file.is_not_null())
        .order_by_asc(COLUMN.id)
        .limit(MOST)
        .all(store.read())
        .await?)
}

/// Its files are deleted. A row that was never of anything goes too.
pub async fn gone(store: &Store, id: PhotoId) -> Result<()> {
    let txn = store.write().await?;
    let never_kept = Entity::delete_many()
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.state.eq(State::Erased))
        .filter(COLUMN.subject_id.is_null());
    never_kept.exec(&txn).await?;
    Entity::update_many()
        .col_expr(Column::File, Expr::value(None::<String>))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.state.eq(State::Erased))
        .exec(&txn)
        .await?;
    Ok(txn.commit().await?)
}

/// Of these names of files, those that some row knows; however many they are.
pub async fn known(db: &impl ConnectionTrait, files: &[String]) -> Result<HashSet<String>> {
    let mut known = HashSet::new();
    for some in files.chunks(NAMES) {
        let rows: Vec<Option<String>> = Entity::find()
            .select_only()
            .column(Column::File)
            .filter(Column::File.is_in(some.iter().cloned()))
            .into_tuple()
            .all(db)
            .await?;
        known.extend(rows.into_iter().flatten());
    }
    Ok(known)
}

/// Pictures that are kept, a batch at a time after `after`: the edge looks whether their files are there.
pub async fn kept(db: &impl ConnectionTrait, after: Option<PhotoId>) -> Result<Vec<Model>> {
    let mut query = Entity::find().filter(COLUMN.state.eq(State::Kept)).order_by_asc(COLUMN.id).limit(MOST);
    if let Some(after) = after {
        query = query.filter(COLUMN.id.gt(after));
    }
    Ok(query.all(db).await?)
}
