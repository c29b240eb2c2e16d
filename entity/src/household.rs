//! Households that farm the plots: private, each sealed under a key of its own. The public knows an alias.

pub mod erase;
pub mod keep;
pub mod list;
pub mod look;
pub(crate) mod record;

use sea_orm::entity::prelude::*;

use crate::{
    Lang, Refusal, Result,
    actor::Keeper,
    id::{AccountId, HouseholdId, VillageId},
};

pub use record::Record;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "household")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: HouseholdId,
    pub village_id: VillageId,
    pub alias_zh: String,
    pub alias_en: String,
    /// How many live in it.
    pub people: i32,
    /// Keyed hash of village, head and address, so that nobody is put down twice.
    pub identity_hash: String,
    pub created_by: AccountId,
    pub created_at: DateTimeUtc,
    pub erased_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn alias(&self, lang: Lang) -> &str {
        lang.pick(&self.alias_zh, &self.alias_en)
    }
}

/// A household that this keeper may know of; another village's reads like a missing one.
pub async fn find(db: &impl ConnectionTrait, keeper: Keeper, id: HouseholdId) -> Result<Model> {
    let found = Entity::find_by_id(id).one(db).await?;
    let own = found.filter(|household| keeper.village().is_none_or(|village| household.village_id == village));
    Ok(own.ok_or(Refusal::NotFound)?)
}
