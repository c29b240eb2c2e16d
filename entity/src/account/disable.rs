//! Disable and enable an account: an administrator's act, never on oneself, so that one always remains.

use sea_orm::{ActiveValue::Set, IntoActiveModel, QueryOrder, QuerySelect, entity::prelude::*};

use super::{COLUMN, Entity, Model};
use crate::{
    Refusal, Result, Store, Time,
    actor::Admin,
    id::AccountId,
    journal::{self, Act, Subject},
    link::{self, Kind},
    session,
    store::Txn,
};

/// Shuts an account out: its sessions end, its links open nothing. What it did stays.
pub async fn disable(store: &Store, admin: Admin, id: AccountId, now: Time) -> Result<()> {
    set(store, admin, id, Some(now), now).await
}

/// Lets it in again.
pub async fn enable(store: &Store, admin: Admin, id: AccountId, now: Time) -> Result<()> {
    set(store, admin, id, None, now).await
}

async fn set(store: &Store, admin: Admin, id: AccountId, disabled_at: Option<Time>, now: Time) -> Result<()> {
    if id == admin.account() {
        return Err(Refusal::NotOneself.into());
    }
    let txn = store.write().await?;
    let account = beside(&txn, admin, id).await?;
    if account.disabled_at.is_some() == disabled_at.is_some() {
        return Ok(());
    }
    let act = if disabled_at.is_some() { Act::AccountDisabled } else { Act::AccountEnabled };
    session::end_all(&txn, id).await?;
    link::spend_all(&txn, id, &[Kind::Verify, Kind::SignIn, Kind::Reset], now).await?;
    journal::note(&txn, admin, act, Subject("account", id.0), "", now).await?;
    let mut row = account.into_active_model();
    row.disabled_at = Set(disabled_at);
    row.update(&txn).await?;
    txn.commit().await?;
    Ok(())
}

/// The account, locked together with the administrator's own: of two who disable each other at the same
/// moment, the second is no administrator any more.
async fn beside(txn: &Txn, admin: Admin, id: AccountId) -> Result<Model> {
    let both = Entity::find()
        .filter(COLUMN.id.is_in([id, admin.account()]))
        .order_by_asc(COLUMN.id)
        .lock_exclusive()
        .all(txn)
        .await?;
    let is_acting = |row: &Model| row.id == admin.account() && row.disabled_at.is_none();
    if !both.iter().any(is_acting) {
        return Err(Refusal::NotYours.into());
    }
    Ok(both.into_iter().find(|row| row.id == id).ok_or(Refusal::NotFound)?)
}
