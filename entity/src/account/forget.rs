//! Accounts that nobody ever proved are forgotten: an address somebody typed is not ours to keep.

use chrono::TimeDelta;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::{COLUMN, Column, Entity, Role};
use crate::{
    Result, Store, Time,
    actor::Actor,
    journal::{self, Act, Subject},
    link,
};

/// How long an address may stay unproved. A letter that asks to prove it starts no new time, but nothing is
/// forgotten while a link of it still works.
const UNPROVED: TimeDelta = TimeDelta::days(30);
/// Accounts forgotten in one transaction.
const BATCH: u64 = 500;

/// Forgets donors' accounts whose address was not proved in time; run by the clock. Says how many.
///
/// Only what never did anything can be forgotten: claims and the waiting list need a proved address.
pub async fn unproved(store: &Store, now: Time) -> Result<u64> {
    let mut forgotten = 0;
    loop {
        let some = forget(store, now).await?;
        forgotten += some;
        if some < BATCH {
            return Ok(forgotten);
        }
    }
}

async fn forget(store: &Store, now: Time) -> Result<u64> {
    let live_links = link::Entity::find()
        .select_only()
        .column(link::Column::AccountId)
        .filter(link::COLUMN.account_id.is_not_null())
        .filter(link::COLUMN.used_at.is_null())
        .filter(link::COLUMN.expires_at.gt(now))
        .into_query();
    let txn = store.write().await?;
    let ids: Vec<_> = Entity::find()
        .filter(COLUMN.role.eq(Role::Donor))
        .filter(COLUMN.verified_at.is_null())
        .filter(COLUMN.created_at.lt(now - UNPROVED))
        .filter(Column::Id.not_in_subquery(live_links))
        .order_by_asc(COLUMN.id)
        .limit(BATCH)
        .lock_exclusive()
        .all(&txn)
        .await?
        .into_iter()
        .map(|account| account.id)
        .collect();
    if ids.is_empty() {
        return Ok(0);
    }
    for id in &ids {
        journal::note(&txn, Actor::CLOCK, Act::AccountForgotten, Subject("account", id.0), "", now).await?;
    }
    let gone = Entity::delete_many().filter(COLUMN.id.is_in(ids)).exec(&txn).await?.rows_affected;
    txn.commit().await?;
    Ok(gone)
}
