//! Filial-piety funds 孝心基金: a village's fund for its elders, from three sources that are kept apart in every sum.
//!
//! draft → open → closed; nothing opens while the organiser or the rule is blank. Who shall change what a run counts
//! takes the fund's row first, so that no run is approved while something arrives.

pub(crate) mod arrived;
pub mod contribute;
pub mod contribution;
pub mod correct;
pub mod desk;
pub mod draft;
pub mod due;
pub mod open;
pub mod payout;
pub mod public;
pub mod rule;
pub mod short;
pub mod standing;
pub mod tell;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use crate::{
    Day, Lang, Refusal, Result,
    actor::Officer,
    id::{FundId, OrganiserId, VillageId},
    lang::china_date,
    ledger::Programme,
    organiser,
    place::village,
    store::Txn,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    Draft,
    Open,
    Closed,
}

impl State {
    pub const ALL: [Self; 3] = [Self::Draft, Self::Open, Self::Closed];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fund")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: FundId,
    pub village_id: VillageId,
    /// Never another once it has opened: the ledger's accounts are the organiser's.
    pub organiser_id: Option<OrganiserId>,
    pub title_zh: String,
    pub title_en: String,
    pub state: State,
    pub created_at: DateTimeUtc,
    pub opened_at: Option<DateTimeUtc>,
    pub closed_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn title(&self, lang: Lang) -> &str {
        lang.pick(&self.title_zh, &self.title_en)
    }

    pub const fn programme(&self) -> Programme {
        Programme::Fund(self.id)
    }

    /// Whose books its money stands in; it is there once the fund has opened.
    pub(crate) fn organiser(&self) -> Result<OrganiserId> {
        Ok(self.organiser_id.ok_or(Refusal::FundState)?)
    }
}

/// A fund with its village, for the office.
#[derive(Clone, Debug)]
pub struct Placed {
    pub fund: Model,
    pub village: String,
}

/// Every fund, by number.
pub async fn all(db: &impl ConnectionTrait, _officer: Officer) -> Result<Vec<Placed>> {
    let rows = Entity::find().order_by_asc(COLUMN.id).all(db).await?;
    placed(db, rows).await
}

async fn placed(db: &impl ConnectionTrait, rows: Vec<Model>) -> Result<Vec<Placed>> {
    let villages = village::Entity::find()
        .filter(village::COLUMN.id.is_in(rows.iter().map(|fund| fund.village_id)))
        .all(db)
        .await?;
    let name = |id| villages.iter().find(|village| village.id == id).map(|village| village.name.clone());
    Ok(rows.into_iter().map(|fund| Placed { village: name(fund.village_id).unwrap_or_default(), fund }).collect())
}

/// One fund with its village, for the office.
pub async fn one(db: &impl ConnectionTrait, _officer: Officer, id: FundId) -> Result<Placed> {
    let fund = find(db, id).await?;
    Ok(placed(db, vec![fund]).await?.pop().ok_or(Refusal::NotFound)?)
}

pub(crate) async fn find(db: &impl ConnectionTrait, id: FundId) -> Result<Model> {
    Ok(Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?)
}

/// The fund's row, held until the transaction is over.
pub(crate) async fn lock(txn: &Txn, id: FundId) -> Result<Model> {
    Ok(Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or(Refusal::NotFound)?)
}

/// The same, where something is to be done that only an open fund does.
pub(crate) async fn lock_open(txn: &Txn, id: FundId) -> Result<Model> {
    let fund = lock(txn, id).await?;
    if fund.state == State::Open { Ok(fund) } else { Err(Refusal::FundState.into()) }
}

/// The earlier of the day on which it opened and of its first rule's: nobody joins before.
pub(crate) async fn first_day(db: &impl ConnectionTrait, fund: &Model) -> Result<Option<Day>> {
    let rules = rule::of(db, fund.id).await?;
    Ok(rules.first().map(|rule| rule.from_on).into_iter().chain(fund.opened_at.map(china_date)).min())
}

/// Funds that have opened, by number: what everybody may know of them.
pub async fn opened(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(COLUMN.state.ne(State::Draft)).order_by_asc(COLUMN.id).all(db).await?)
}

/// Who answers for it.
pub async fn organiser_of(db: &impl ConnectionTrait, fund: &Model) -> Result<Option<organiser::Model>> {
    match fund.organiser_id {
        Some(id) => Ok(organiser::Entity::find_by_id(id).one(db).await?),
        None => Ok(None),
    }
}
