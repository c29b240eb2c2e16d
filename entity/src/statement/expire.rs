//! A table of which nothing was booked is kept for a while, for its columns to be named anew; its lines stay.

use chrono::TimeDelta;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::{COLUMN, Column, Entity, State, sheet};
use crate::{Result, Store, Time, id::StatementId};

/// So long; more than lines hold stands in the table.
pub const KEPT: TimeDelta = TimeDelta::days(30);

/// Destroys the keys, and with them the tables; one whose columns nobody has named waits for it.
pub async fn expire(store: &Store, now: Time) -> Result<u64> {
    let txn = store.write().await?;
    let kept = sheet::Entity::find().select_only().column(sheet::Column::StatementId).into_query();
    // Locked, so that none is read anew meanwhile by columns that were named just now.
    let old: Vec<StatementId> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(COLUMN.state.eq(State::Ready))
        .filter(COLUMN.made_at.lt(now - KEPT))
        .filter(Column::Id.in_subquery(kept))
        .order_by_asc(COLUMN.id)
        .lock_exclusive()
        .into_tuple()
        .all(&txn)
        .await?;
    let gone = sheet::Entity::delete_many().filter(sheet::Column::StatementId.is_in(old)).exec(&txn).await?;
    txn.commit().await?;
    Ok(gone.rows_affected)
}
