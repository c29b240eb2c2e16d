//! Erasing a child: its key is destroyed, and with it name, birth date, guardian, household and situation.

use chrono::TimeDelta;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, consent, record};
use crate::{
    Code, FormKey, Result, Store, Time,
    actor::{Actor, Officer},
    id::{ChildId, PhaseId},
    journal::{self, Subject},
    phase,
    store::Txn,
    wish::{
        self, Status,
        withdraw::{Why, step},
    },
};

/// How long a child's record is kept after its last phase was finished.
pub const KEPT: TimeDelta = TimeDelta::days(2 * 365);
/// Children erased in one run of the clock.
const MOST: u64 = 200;

/// An officer erases the child behind a wish, on the guardian's request. Wishes under way are withdrawn first.
pub async fn erase(store: &Store, officer: Officer, code: &Code, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let child = wish::within_reach(&txn, None, code).await?.child_id;
    let under_way = wish::Entity::find()
        .filter(wish::COLUMN.child_id.eq(child))
        .filter(wish::COLUMN.status.is_not_in([Status::HandedOut, Status::Withdrawn]))
        .order_by_asc(wish::COLUMN.id)
        .lock_exclusive()
        .all(&txn)
        .await?;
    consent::end(&txn, officer.account(), consent::Column::ChildId.eq(child), now).await?;
    for wish in &under_way {
        step(store, &txn, wish, Why::Consent, officer.into(), now).await?;
    }
    destroy(store, &txn, child, officer.into(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Erases the children whose last phase was finished [`KEPT`] ago; run by the clock. Says how many.
pub async fn expired(store: &Store, now: Time) -> Result<u64> {
    let txn = store.write().await?;
    let over: Vec<PhaseId> = phase::Entity::find()
        .filter(phase::COLUMN.finished_at.lt(now - KEPT))
        .all(&txn)
        .await?
        .iter()
        .map(|phase| phase.id)
        .collect();
    if over.is_empty() {
        return Ok(0);
    }
    let needed = wish::Entity::find()
        .select_only()
        .column(wish::Column::ChildId)
        .filter(wish::COLUMN.phase_id.is_not_in(over.iter().copied()));
    let done = Entity::find()
        .filter(COLUMN.erased_at.is_null())
        .filter(COLUMN.created_at.lt(now - KEPT))
        .filter(Column::Id.not_in_subquery(sea_orm::QueryTrait::into_query(needed)))
        .order_by_asc(COLUMN.id)
        .limit(MOST)
        .all(&txn)
        .await?;
    for child in &done {
        destroy(store, &txn, child.id, Actor::CLOCK, now).await?;
    }
    txn.commit().await?;
    Ok(u64::try_from(done.len()).unwrap_or(u64::MAX))
}

/// The hashes go too, so that nobody who knows the child can find it here.
async fn destroy(store: &Store, txn: &Txn, child: ChildId, actor: Actor, now: Time) -> Result<()> {
    record::erase(txn, child).await?;
    Entity::update_many()
        .col_expr(Column::ErasedAt, Expr::value(now))
        .col_expr(Column::IdentityHash, Expr::value(format!("erased/{}", store.dice.id())))
        .col_expr(Column::HouseholdHash, Expr::value(None::<String>))
        .filter(COLUMN.id.eq(child))
        .exec(txn)
        .await?;
    journal::note(txn, actor, "child_erased", Subject("child", child.0), "", now).await
}
