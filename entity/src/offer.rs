//! Standing offers 认领意向: what a donor, or an organisation by its contact, is ready to give for a while: "up to 40
//! wishes, at most 100 yuan each, stationery, any school"; where it names them, shares of plots and a sum for a fund as
//! well. Nothing is taken by an offer itself: it shows what fits.
//!
//! stands → paused → stands … → ended, by its donor or by the clock after its last day.

pub mod change;
pub mod desk;
pub mod expire;
pub mod make;
pub mod pause;
pub mod typed;

use std::{fmt::Display, str::FromStr};

use sea_orm::{QuerySelect, entity::prelude::*};

use crate::{
    Day, Fen, Refusal, Result,
    actor::Donor,
    id::{AccountId, OfferId, OrganisationId, SchoolId, TownshipId},
    matching::Kind,
    store::Txn,
    wish::Category,
};

pub use typed::Typed;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "offer")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: OfferId,
    /// Who keeps it and is asked.
    pub account_id: AccountId,
    /// For which organisation its contact keeps it; its limit holds besides.
    pub organisation_id: Option<OrganisationId>,
    /// [`Kind`]s by their keys, with semicolons between them. See [`Model::gives`].
    pub kinds: String,
    /// Wishes, all together.
    pub max_count: i32,
    /// Shares of plots, all together.
    pub max_shares: Option<i32>,
    /// For funds, all together.
    pub fund_fen: Option<Fen>,
    /// For everything together; none: as much as it comes to.
    pub budget_fen: Option<Fen>,
    /// For one wish.
    pub max_price_fen: Option<Fen>,
    /// Keys with semicolons between them; empty: any. See [`Model::categories`].
    pub categories: String,
    pub townships: String,
    pub schools: String,
    pub grade_min: i32,
    pub grade_max: i32,
    /// Its last day.
    pub valid_until: Day,
    pub made_at: DateTimeUtc,
    pub paused_at: Option<DateTimeUtc>,
    pub ended_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Where an offer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Stands,
    Paused,
    Ended,
}

impl Model {
    pub const fn state(&self) -> State {
        match (self.ended_at, self.paused_at) {
            (Some(_), _) => State::Ended,
            (None, Some(_)) => State::Paused,
            (None, None) => State::Stands,
        }
    }

    pub fn gives(&self, kind: Kind) -> bool {
        self.kinds.split(';').any(|key| key == kind.key())
    }

    /// Empty: any.
    pub fn categories(&self) -> Vec<Category> {
        self.categories.split(';').filter_map(Category::from_key).collect()
    }

    /// Empty: any.
    pub fn townships(&self) -> Vec<TownshipId> {
        read_set(&self.townships)
    }

    /// Empty: any.
    pub fn schools(&self) -> Vec<SchoolId> {
        read_set(&self.schools)
    }
}

fn read_set<T: FromStr>(set: &str) -> Vec<T> {
    set.split(';').filter_map(|one| one.parse().ok()).collect()
}

fn set_of<T: Display>(all: impl IntoIterator<Item = T>) -> String {
    all.into_iter().map(|one| one.to_string()).collect::<Vec<_>>().join(";")
}

/// The donor's own offer, locked until we commit; another's answers like a missing one.
async fn own(txn: &Txn, donor: Donor, id: OfferId) -> Result<Model> {
    let own = Entity::find_by_id(id).filter(COLUMN.account_id.eq(donor.account())).lock_exclusive();
    Ok(own.one(txn).await?.ok_or(Refusal::NotFound)?)
}

/// The same while it has not ended.
async fn own_live(txn: &Txn, donor: Donor, id: OfferId) -> Result<Model> {
    let own = own(txn, donor, id).await?;
    if own.state() == State::Ended { Err(Refusal::OfferOver.into()) } else { Ok(own) }
}
