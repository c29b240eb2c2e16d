//! A donor asks to be told when wishes open again; only while there are none to be had.

use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::OnConflict};

use super::{ActiveModel, COLUMN, Entity, Model};
use crate::{
    Refusal, Result, Store, Time,
    account::digest,
    actor::Donor,
    id::PhaseId,
    journal::{self, Act, Subject},
    lang::china_date,
    phase,
    wish::{self, Status},
};

/// Joins the waiting list; joining twice is being on it once. Who had declined its letters asks for them again with it.
pub async fn join(store: &Store, donor: Donor, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if any_open(&txn, now).await? {
        return Err(Refusal::NothingToWaitFor.into());
    }
    let row = ActiveModel { account_id: Set(donor.account()), since: Set(now), ..Default::default() };
    let once = OnConflict::new().do_nothing().to_owned();
    let joined = Entity::insert(row).on_conflict(once).exec_without_returning(&txn).await?;
    if joined == 1 {
        journal::note(&txn, donor, Act::WaitingJoined, Subject("account", donor.account().0), "", now).await?;
    }
    digest::want(&txn, donor.account(), now).await?;
    Ok(txn.commit().await?)
}

/// Whether there are wishes to be had, so that nobody need wait.
pub async fn any_open(db: &impl ConnectionTrait, now: Time) -> Result<bool> {
    let open = wish::Entity::find()
        .filter(wish::COLUMN.status.eq(Status::Open))
        .filter(wish::COLUMN.hidden_at.is_null())
        .filter(wish::COLUMN.phase_id.is_in(claimable(db, now).await?));
    Ok(open.one(db).await?.is_some())
}

/// The donor's place on the list, if they are on it.
pub async fn of(db: &impl ConnectionTrait, donor: Donor) -> Result<Option<Model>> {
    Ok(Entity::find().filter(COLUMN.account_id.eq(donor.account())).filter(COLUMN.left_at.is_null()).one(db).await?)
}

/// The phases whose wishes can be claimed now.
pub(super) async fn claimable(db: &impl ConnectionTrait, now: Time) -> Result<Vec<PhaseId>> {
    let phases = phase::Entity::find()
        .filter(phase::COLUMN.state.eq(phase::State::Open))
        .filter(phase::COLUMN.claim_until.gte(china_date(now)))
        .all(db)
        .await?;
    Ok(phases.into_iter().map(|phase| phase.id).collect())
}
