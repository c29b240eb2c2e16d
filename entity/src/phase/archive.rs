//! The office puts a phase away: it leaves the lists and keeps its address. It can be brought back.

use std::collections::HashSet;

use sea_orm::{ActiveValue::Set, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{State, close::under_way};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    id::{AccountId, PhaseId},
    journal::{self, Act, Subject},
    store::Txn,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "phase_archive")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub phase_id: PhaseId,
    pub archived_by: AccountId,
    pub archived_at: DateTimeUtc,
    pub brought_back_by: Option<AccountId>,
    pub brought_back_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Phases that are put away now.
pub async fn archived(db: &impl ConnectionTrait) -> Result<HashSet<PhaseId>> {
    let away = Entity::find()
        .select_only()
        .column(Column::PhaseId)
        .filter(COLUMN.brought_back_at.is_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(away.into_iter().collect())
}

/// Since when this phase is put away.
pub async fn since(db: &impl ConnectionTrait, phase: PhaseId) -> Result<Option<Time>> {
    let away = Entity::find().filter(COLUMN.phase_id.eq(phase)).filter(COLUMN.brought_back_at.is_null());
    Ok(away.one(db).await?.map(|row| row.archived_at))
}

/// Puts a closed or finished phase away; refused while a gift of it is promised or waits at a school.
pub async fn archive(store: &Store, officer: Officer, id: PhaseId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let phase = locked(&txn, id).await?;
    if !matches!(phase.state, State::Closed | State::Finished) || since(&txn, id).await?.is_some() {
        return Err(Refusal::PhaseState.into());
    }
    if let Some((gifts, holds)) = under_way(&txn, id).await? {
        return Err(Refusal::ArchiveTooEarly { gifts, holds }.into());
    }
    let row = ActiveModel {
        phase_id: Set(id),
        archived_by: Set(officer.account()),
        archived_at: Set(now),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(&txn).await?;
    journal::note(&txn, officer, Act::PhaseArchived, Subject("phase", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Lists it again.
pub async fn bring_back(store: &Store, officer: Officer, id: PhaseId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    locked(&txn, id).await?;
    let back = Entity::update_many()
        .col_expr(Column::BroughtBackBy, Expr::value(officer.account()))
        .col_expr(Column::BroughtBackAt, Expr::value(now))
        .filter(COLUMN.phase_id.eq(id))
        .filter(COLUMN.brought_back_at.is_null())
        .exec(&txn)
        .await?;
    if back.rows_affected == 0 {
        return Err(Refusal::PhaseState.into());
    }
    journal::note(&txn, officer, Act::PhaseBroughtBack, Subject("phase", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Two officers at once wait for each other here.
async fn locked(txn: &Txn, id: PhaseId) -> Result<super::Model> {
    Ok(super::Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or(Refusal::NotFound)?)
}
