//! Organisers of record: who answers for a phase before the law (Charity Law of China, public fundraising).

use sea_orm::entity::prelude::*;

use crate::{Lang, id::OrganiserId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum LegalBasis {
    PartnerCharity,
    DirectGift,
    MembersOnly,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organiser")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: OrganiserId,
    pub name_zh: String,
    pub name_en: String,
    pub legal_basis: Option<LegalBasis>,
    pub qualification_no: String,
    pub filing_no: String,
    pub contact: String,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name_zh, &self.name_en)
    }
}
