//! A table that nobody came back to is forgotten: its key is destroyed.

use chrono::TimeDelta;
use sea_orm::{QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, State, kept};
use crate::{
    Result, Store, Time,
    actor::Actor,
    journal::{self, Act, Subject},
};

/// How long a table waits to be taken.
pub const KEPT: TimeDelta = TimeDelta::days(30);

/// Run by the clock. Says how many.
pub async fn expire(store: &Store, now: Time) -> Result<u64> {
    let txn = store.write().await?;
    let old = Entity::find()
        .filter(COLUMN.state.eq(State::Ready))
        .filter(COLUMN.made_at.lt(now - KEPT))
        .lock_exclusive()
        .all(&txn)
        .await?;
    for import in &old {
        kept::destroy(&txn, import.id).await?;
        Entity::update_many()
            .col_expr(Column::State, Expr::value(State::Expired))
            .filter(COLUMN.id.eq(import.id))
            .exec(&txn)
            .await?;
        journal::note(&txn, Actor::CLOCK, Act::ImportExpired, Subject("import", import.id.0), "", now).await?;
    }
    txn.commit().await?;
    Ok(old.len() as u64)
}
