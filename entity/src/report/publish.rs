//! The office publishes the report of a period that is over. What was published stays; a correction is a new edition.

use sea_orm::{ActiveValue::Set, PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*};

use super::{
    disclosure::{self, Disclosure},
    period::Period,
};
use crate::{
    Error, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    id::{AccountId, DisclosureId, PhaseId},
    journal::{self, Subject},
    phase,
    store::Txn,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "disclosure")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DisclosureId,
    pub phase_id: PhaseId,
    /// See [`super::period::Kind::key`].
    pub period: String,
    /// 1, and one more with each correction.
    pub edition: i32,
    pub from_on: Date,
    pub to_on: Date,
    /// JSON of the [`Disclosure`] as it was published.
    pub content: String,
    pub published_by: AccountId,
    pub published_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn read(&self) -> Result<Disclosure> {
        serde_json::from_str(&self.content).map_err(|e| Error::Db(DbErr::Json(e.to_string())))
    }
}

/// Keeps the report as it is now for everybody to see.
pub async fn publish(
    store: &Store,
    officer: Officer,
    phase: PhaseId,
    period: &str,
    form: &FormKey,
    now: Time,
) -> Result<DisclosureId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    // Two officers at once make two editions, one after the other.
    let phase = phase::Entity::find_by_id(phase).lock_exclusive().one(&txn).await?.ok_or(Refusal::NotFound)?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let period = disclosure::period(&phase, period, now)?;
    if !period.is_over {
        return Err(Refusal::PeriodRuns(period.to).into());
    }
    let kept = keep(&txn, officer.account(), &phase, &period, now).await?;
    let detail = format!("{} {}", kept.period, kept.edition);
    journal::note(&txn, officer, "disclosure_published", Subject("phase", phase.id.0), &detail, now).await?;
    form.keep(&txn, &kept.id, now).await?;
    txn.commit().await?;
    Ok(kept.id)
}

/// The next edition of the period's report, as the rows are now.
pub(crate) async fn keep(txn: &Txn, by: AccountId, phase: &phase::Model, period: &Period, now: Time) -> Result<Model> {
    let drawn = disclosure::draw(txn, phase, period).await?;
    let key = period.kind.key();
    let before = Entity::find().filter(COLUMN.phase_id.eq(phase.id)).filter(COLUMN.period.eq(key.clone()));
    let edition = i32::try_from(before.count(txn).await?).unwrap_or(i32::MAX).saturating_add(1);
    let row = ActiveModel {
        phase_id: Set(phase.id),
        period: Set(key),
        edition: Set(edition),
        from_on: Set(period.from),
        to_on: Set(period.to),
        content: Set(serde_json::to_string(&drawn).map_err(|e| DbErr::Json(e.to_string()))?),
        published_by: Set(by),
        published_at: Set(now),
        ..Default::default()
    };
    Ok(row.insert(txn).await?)
}

/// The newest edition of each period's report, in the order of the periods.
pub async fn published(db: &impl ConnectionTrait, phase: PhaseId) -> Result<Vec<Model>> {
    let rows = Entity::find()
        .filter(COLUMN.phase_id.eq(phase))
        .order_by_asc(COLUMN.to_on)
        .order_by_asc(COLUMN.period)
        .order_by_asc(COLUMN.edition)
        .all(db)
        .await?;
    let is_newest = |row: &Model| rows.iter().all(|other| other.period != row.period || other.edition <= row.edition);
    Ok(rows.iter().filter(|row| is_newest(row)).cloned().collect())
}

/// One published report of this phase, also an earlier edition.
pub async fn one(db: &impl ConnectionTrait, phase: PhaseId, id: DisclosureId) -> Result<Model> {
    let found = Entity::find_by_id(id).filter(COLUMN.phase_id.eq(phase)).one(db).await?;
    Ok(found.ok_or(Refusal::NotFound)?)
}
