//! A table that nobody came back to is forgotten, and so is one that may name a child who was erased: its key is
//! destroyed.

use chrono::TimeDelta;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, State, kept};
use crate::{
    Result, Store, Time,
    actor::Actor,
    id::SchoolId,
    journal::{self, Act, Subject},
    store::Txn,
};

/// How long a table waits to be taken.
pub const KEPT: TimeDelta = TimeDelta::days(30);

/// Run by the clock. Says how many.
pub async fn expire(store: &Store, now: Time) -> Result<u64> {
    let txn = store.write().await?;
    let old = Entity::find().filter(COLUMN.state.eq(State::Ready)).filter(COLUMN.made_at.lt(now - KEPT));
    let done = forget(&txn, old, Actor::CLOCK, now).await?;
    txn.commit().await?;
    Ok(done)
}

/// Every table of the school that waits to be taken.
pub(crate) async fn of_school(txn: &Txn, school: SchoolId, actor: Actor, now: Time) -> Result<()> {
    let waiting = Entity::find().filter(COLUMN.state.eq(State::Ready)).filter(COLUMN.school_id.eq(school));
    forget(txn, waiting, actor, now).await.map(|_| ())
}

async fn forget(txn: &Txn, which: Select<Entity>, actor: Actor, now: Time) -> Result<u64> {
    let imports = which.order_by_asc(COLUMN.id).lock_exclusive().all(txn).await?;
    for import in &imports {
        kept::destroy(txn, import.id).await?;
        Entity::update_many()
            .col_expr(Column::State, Expr::value(State::Expired))
            .filter(COLUMN.id.eq(import.id))
            .exec(txn)
            .await?;
        journal::note(txn, actor, Act::ImportExpired, Subject("import", import.id.0), "", now).await?;
    }
    Ok(imports.len() as u64)
}
