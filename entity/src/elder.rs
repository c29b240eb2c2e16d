//! Elders 老人 of a fund: the private record, sealed under a key of each one's own; in public an alias, with consent.
//!
//! active, paused (nothing is due and nothing paid), hardship (the family is excused), died, exited.

pub mod change;
pub mod erase;
pub mod give_back;
pub mod list;
pub mod look;
pub(crate) mod present;
pub mod record;
pub mod register;

use std::collections::HashMap;

use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    Day, Refusal, Result,
    actor::Officer,
    id::{AccountId, ElderId, FundId},
    store::Txn,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    Active,
    /// Nothing is due and nothing is paid out; what came in waits.
    Paused,
    /// The family is excused: nothing is due, and whatever comes is matched.
    Hardship,
    Died,
    Exited,
}

impl State {
    pub const ALL: [Self; 5] = [Self::Active, Self::Paused, Self::Hardship, Self::Died, Self::Exited];
    /// Still in the fund.
    pub const IN: [Self; 3] = [Self::Active, Self::Paused, Self::Hardship];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Hardship => "hardship",
            Self::Died => "died",
            Self::Exited => "exited",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    pub const fn is_in(self) -> bool {
        matches!(self, Self::Active | Self::Paused | Self::Hardship)
    }

    /// Where one can go from here. Who died stays so; who left may come back.
    pub fn next(self) -> Vec<Self> {
        if self == Self::Died {
            return Vec::new();
        }
        Self::ALL.into_iter().filter(|next| *next != self).collect()
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "elder")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ElderId,
    pub fund_id: FundId,
    /// What everybody may call the elder; says nothing of who it is.
    pub alias: String,
    /// Keyed hash of name and birth date.
    pub identity_hash: String,
    pub state: State,
    pub joined_on: Day,
    /// Of the form on which the elder agreed to take part.
    pub form_no: String,
    pub consented_on: Day,
    /// Since when the alias may stand on the fund's page; none: the elder did not agree to that.
    pub public_from: Option<DateTimeUtc>,
    pub created_by: Option<AccountId>,
    pub created_at: DateTimeUtc,
    pub erased_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

pub mod stay {
    //! From which day on an elder was in which state.

    use sea_orm::entity::prelude::*;

    use super::State;
    use crate::{
        Day,
        id::{AccountId, ElderId},
    };

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "elder_state")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub elder_id: ElderId,
        pub state: State,
        pub from_on: Day,
        pub recorded_by: Option<AccountId>,
        pub recorded_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// One elder, for the office.
pub async fn one(db: &impl ConnectionTrait, _officer: Officer, id: ElderId) -> Result<Model> {
    find(db, id).await
}

pub(crate) async fn find(db: &impl ConnectionTrait, id: ElderId) -> Result<Model> {
    Ok(Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?)
}

/// The elder, with the fund's row held before anything of it changes.
pub(crate) async fn lock(txn: &Txn, id: ElderId) -> Result<(crate::fund::Model, Model)> {
    let fund = crate::fund::lock_open(txn, find(txn, id).await?.fund_id).await?;
    Ok((fund, find(txn, id).await?))
}

/// What the fund's elders are called.
pub(crate) async fn aliases(db: &impl ConnectionTrait, fund: FundId) -> Result<HashMap<ElderId, String>> {
    let rows: Vec<(ElderId, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Alias])
        .filter(COLUMN.fund_id.eq(fund))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}
