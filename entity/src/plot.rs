//! One-acre plots 一亩地: a household's named field, its price, its shares and the published split of the price.
//!
//! draft → open → growing → harvested → settled → closed, with shortfall beside harvested; what was put down as sown by
//! mistake is open again. The shares taken stand in the row, so that the table itself refuses to sell one twice; they
//! are always the sum of the live adoptions.

pub mod browse;
pub mod change;
pub mod close;
pub mod diary;
pub mod draft;
pub mod due;
pub mod fitting;
pub mod hand_over;
pub mod harvest;
pub mod list;
pub mod open;
pub mod receipt;
pub mod renew;
pub mod rest;
pub mod season;
pub mod settle;
pub mod settled;
pub(crate) mod split;
pub mod unsow;
pub mod weigh_again;
pub mod weight;

use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    Fen, Lang, Refusal, Result,
    actor::Keeper,
    id::{AccountId, HouseholdId, OrganiserId, PlotId, TownshipId, VillageId},
    lang::china_date,
    store::Txn,
};

pub use weight::Weight;

macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $key:literal),+ $(,)? } = $count:literal) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
        )]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$of])* $variant),+ }

        impl $name {
            pub const ALL: [Self; $count] = [$(Self::$variant),+];

            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.key() == key)
            }
        }
    };
}

choices! {
    /// What grows on it.
    Crop {
        Millet = "millet", Maize = "maize", Potatoes = "potatoes", Oats = "oats", Buckwheat = "buckwheat",
        Beans = "beans", Sorghum = "sorghum", Sunflowers = "sunflowers", Vegetables = "vegetables", Other = "other",
    } = 10
}

choices! {
    /// Who gets the harvest.
    Mode {
        ToDonor = "to_donor",
        /// Old people's homes, school canteens.
        DonatedOn = "donated_on",
        Half = "half",
    } = 3
}

choices! {
    /// What happens when the field gives less than was promised; stands in the contract.
    ShortfallRule {
        /// What is missing is credited to next season's share.
        Credit = "credit",
        /// The part of the price that was not spent is given back.
        Refund = "refund",
        /// The village makes it up with the same crop from other fields.
        Substitute = "substitute",
    } = 3
}

choices! {
    State {
        Draft = "draft", Open = "open", Growing = "growing", Harvested = "harvested", Shortfall = "shortfall",
        Settled = "settled", Closed = "closed",
    } = 7
}

impl State {
    /// What anybody may see: everything that was ever open.
    pub const PUBLIC: [Self; 6] =
        [Self::Open, Self::Growing, Self::Harvested, Self::Shortfall, Self::Settled, Self::Closed];
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plot")]
pub struct Model {
    /// Its public number, too.
    #[sea_orm(primary_key)]
    pub id: PlotId,
    pub household_id: HouseholdId,
    pub village_id: VillageId,
    pub township_id: TownshipId,
    pub organiser_id: Option<OrganiserId>,
    pub crop: Crop,
    /// Public; may be empty.
    pub variety: String,
    /// The farming standard: what is used and what is not. Public.
    pub standard_zh: String,
    pub standard_en: String,
    /// Square metres; 1 mu = 666.7.
    pub area_m2: i32,
    /// The last day of adopting.
    pub adopt_until: Option<Date>,
    pub sow_on: Option<Date>,
    pub harvest_on: Option<Date>,
    /// Of the whole plot.
    pub price_fen: Fen,
    pub shares: i32,
    pub farmer_fen: Fen,
    pub inputs_fen: Fen,
    pub logistics_fen: Fen,
    pub charity_fen: Fen,
    /// What one share gives.
    pub harvest_g: Weight,
    pub mode: Mode,
    pub shortfall_rule: ShortfallRule,
    pub state: State,
    /// Shares of live adoptions.
    pub taken: i32,
    /// The season before, of the same household.
    pub follows: Option<PlotId>,
    /// Until then its adopters come first.
    pub renew_until: Option<Date>,
    /// What was harvested, in grams.
    pub weight_g: Option<i64>,
    /// The number of the laboratory's report.
    pub test_no: Option<String>,
    /// What proves a shortfall: the insurer's report, the village's record.
    pub evidence: Option<String>,
    /// What each share is credited in a shortfall.
    pub credit_fen: Option<Fen>,
    pub delivered_on: Option<Date>,
    /// Where the harvest went, as the donors read it; first what was given instead of what was missing.
    pub delivery_note: Option<String>,
    pub settled_on: Option<Date>,
    /// The number of the receipt that the household signed.
    pub receipt_no: Option<String>,
    pub created_by: AccountId,
    pub created_at: DateTimeUtc,
    pub opened_at: Option<DateTimeUtc>,
    pub growing_at: Option<DateTimeUtc>,
    pub harvested_at: Option<DateTimeUtc>,
    pub settled_at: Option<DateTimeUtc>,
    pub closed_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What a price is split into, in the order in which it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    pub farmer: Fen,
    pub inputs: Fen,
    pub logistics: Fen,
    pub charity: Fen,
}

impl Split {
    /// `None`: more than money of ours can count.
    pub fn sum(self) -> Option<Fen> {
        self.farmer.plus(self.inputs)?.plus(self.logistics)?.plus(self.charity)
    }
}

impl Model {
    pub fn standard(&self, lang: Lang) -> &str {
        lang.pick(&self.standard_zh, &self.standard_en)
    }

    /// What one share costs; the table keeps it whole.
    pub fn share_price(&self) -> Fen {
        Fen(self.price_fen.0 / i64::from(self.shares.max(1)))
    }

    pub const fn split(&self) -> Split {
        Split {
            farmer: self.farmer_fen,
            inputs: self.inputs_fen,
            logistics: self.logistics_fen,
            charity: self.charity_fen,
        }
    }

    /// What each share that was paid is worth in the next season, where the contract credits a shortfall to it.
    pub fn credit_of_share(&self) -> Option<Fen> {
        self.credit_fen.filter(|credit| self.shortfall_rule == ShortfallRule::Credit && *credit > Fen::ZERO)
    }

    /// Something is missing, and the village makes it up.
    pub fn is_made_up(&self) -> bool {
        self.evidence.is_some() && self.shortfall_rule == ShortfallRule::Substitute
    }

    /// Nothing grew and nothing is made up: there is nothing to send.
    pub fn gave_nothing(&self) -> bool {
        self.weight_g == Some(0) && !self.is_made_up()
    }

    pub const fn free(&self) -> i32 {
        self.shares - self.taken
    }

    /// Whether shares can be taken on the day of `now`.
    pub fn takes_adoptions(&self, now: crate::Time) -> bool {
        self.state == State::Open && self.adopt_until.is_some_and(|until| china_date(now) <= until)
    }
}

/// A plot that this keeper may know of; another village's reads like a missing one.
pub async fn find(db: &impl ConnectionTrait, keeper: Keeper, id: PlotId) -> Result<Model> {
    own(Entity::find_by_id(id).one(db).await?, keeper)
}

/// The same, and nobody else moves it until we commit.
pub(crate) async fn locked(txn: &Txn, keeper: Keeper, id: PlotId) -> Result<Model> {
    own(Entity::find_by_id(id).lock_exclusive().one(txn).await?, keeper)
}

fn own(found: Option<Model>, keeper: Keeper) -> Result<Model> {
    let own = found.filter(|plot| keeper.village().is_none_or(|village| plot.village_id == village));
    Ok(own.ok_or(Refusal::NotFound)?)
}
