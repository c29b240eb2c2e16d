//! The office publishes the report of a period that is over. What was published stays; a correction is a new edition.

use std::collections::HashSet;

use sea_orm::{ActiveValue::Set, PaginatorTrait, QueryOrder, entity::prelude::*};

use super::{About, Content, Season, period::Period, tell};
use crate::{
    Error, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    id::{AccountId, DisclosureId, FundId, OrganiserId, PhaseId},
    journal::{self, Act, Subject},
    store::Txn,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "disclosure")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DisclosureId,
    /// It is about one of these: see [`Model::about`].
    pub phase_id: Option<PhaseId>,
    pub fund_id: Option<FundId>,
    pub organiser_id: Option<OrganiserId>,
    /// The year in which its plots are harvested.
    pub season: Option<i32>,
    /// See [`super::period::Kind::key`].
    pub period: String,
    /// 1, and one more with each correction.
    pub edition: i32,
    pub from_on: Date,
    pub to_on: Date,
    /// JSON of the [`Content`] as it was published.
    pub content: String,
    pub published_by: AccountId,
    pub published_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What it is about; the table keeps that it is one thing.
    pub fn about(&self) -> Result<About> {
        let season = self.season.zip(self.organiser_id).map(|(year, organiser)| Season { year, organiser });
        let about = self.phase_id.map(About::from).or(self.fund_id.map(About::from)).or(season.map(About::from));
        Ok(about.ok_or(Refusal::NotFound)?)
    }

    pub fn read(&self) -> Result<Content> {
        self.about()?.read(&self.content).map_err(|e| Error::Db(DbErr::Json(e.to_string())))
    }
}

/// Keeps the report as it is now for everybody to see.
pub async fn publish(
    store: &Store,
    officer: Officer,
    about: impl Into<About>,
    period: &str,
    form: &FormKey,
    now: Time,
) -> Result<DisclosureId> {
    let about = about.into();
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    // Two officers at once make two editions, one after the other.
    about.lock(&txn).await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let period = about.period(&txn, period, now).await?;
    if !period.is_over {
        return Err(Refusal::PeriodRuns(period.to).into());
    }
    let kept = keep(&txn, officer.account(), about, &period, now).await?;
    let (kind, number) = about.subject();
    let detail = match about {
        About::Season(season) => format!("{season} {} {}", kept.period, kept.edition),
        About::Phase(_) | About::Fund(_) => format!("{} {}", kept.period, kept.edition),
    };
    journal::note(&txn, officer, Act::DisclosurePublished, Subject(kind, number), &detail, now).await?;
    if kept.edition == 1 {
        tell::published(store, &txn, about, &kept, now).await?;
    }
    form.keep(&txn, &kept.id, now).await?;
    txn.commit().await?;
    Ok(kept.id)
}

/// The next edition of the period's report, as the rows are now.
pub(crate) async fn keep(txn: &Txn, by: AccountId, about: About, period: &Period, now: Time) -> Result<Model> {
    let drawn = about.draw(txn, period).await?;
    let key = period.kind.key();
    let before = about.published().filter(COLUMN.period.eq(key.clone())).count(txn).await?;
    let edition = i32::try_from(before).unwrap_or(i32::MAX).saturating_add(1);
    let mut row = ActiveModel {
        phase_id: Set(None),
        fund_id: Set(None),
        organiser_id: Set(None),
        season: Set(None),
        period: Set(key),
        edition: Set(edition),
        from_on: Set(period.from),
        to_on: Set(period.to),
        content: Set(serde_json::to_string(&drawn).map_err(|e| DbErr::Json(e.to_string()))?),
        published_by: Set(by),
        published_at: Set(now),
        ..Default::default()
    };
    match about {
        About::Phase(id) => row.phase_id = Set(Some(id)),
        About::Fund(id) => row.fund_id = Set(Some(id)),
        About::Season(season) => {
            row.organiser_id = Set(Some(season.organiser));
            row.season = Set(Some(season.year));
        }
    }
    Ok(row.insert(txn).await?)
}

/// The newest edition of each period's report, in the order of the periods.
pub async fn published(db: &impl ConnectionTrait, about: impl Into<About>) -> Result<Vec<Model>> {
    let rows = about
        .into()
        .published()
        .order_by_asc(COLUMN.to_on)
        .order_by_asc(COLUMN.period)
        .order_by_asc(COLUMN.edition)
        .all(db)
        .await?;
    let is_newest = |row: &Model| rows.iter().all(|other| other.period != row.period || other.edition <= row.edition);
    Ok(rows.iter().filter(|row| is_newest(row)).cloned().collect())
}

/// The newest edition of each period of every season, the newest season first.
pub async fn of_seasons(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    let rows = Entity::find()
        .filter(COLUMN.organiser_id.is_not_null())
        .order_by_desc(COLUMN.season)
        .order_by_asc(COLUMN.organiser_id)
        .order_by_desc(COLUMN.to_on)
        .order_by_desc(COLUMN.edition)
        .all(db)
        .await?;
    let mut seen = HashSet::new();
    Ok(rows.into_iter().filter(|row| seen.insert((row.organiser_id, row.season, row.period.clone()))).collect())
}

/// One published report about this, also an earlier edition.
pub async fn one(db: &impl ConnectionTrait, about: impl Into<About>, id: DisclosureId) -> Result<Model> {
    let found = about.into().published().filter(COLUMN.id.eq(id)).one(db).await?;
    Ok(found.ok_or(Refusal::NotFound)?)
}
