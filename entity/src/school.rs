//! Schools: a public alias for everybody, the real name and address for those who deliver.

pub mod change;

use sea_orm::entity::prelude::*;

use crate::{
    Lang,
    id::{SchoolId, TownshipId},
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "school")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SchoolId,
    pub township_id: TownshipId,
    /// The office's short code, for lists and sheets.
    pub code: String,
    pub name: String,
    pub alias_zh: String,
    pub alias_en: String,
    pub delivery_address: String,
    pub delivery_contact: String,
    pub delivery_phone: String,
    pub created_at: DateTimeUtc,
    pub closed_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The public alias.
    pub fn alias(&self, lang: Lang) -> &str {
        lang.pick(&self.alias_zh, &self.alias_en)
    }
}
