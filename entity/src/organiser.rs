//! Organisers of record: who answers for a phase before the law (Charity Law of China, public fundraising).

pub mod change;

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{Field, Lang, Result, id::OrganiserId, phase};

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum LegalBasis {
    PartnerCharity,
    DirectGift,
    MembersOnly,
}

impl LegalBasis {
    pub const ALL: [Self; 3] = [Self::PartnerCharity, Self::DirectGift, Self::MembersOnly];

    pub const fn key(self) -> &'static str {
        match self {
            Self::PartnerCharity => "partner_charity",
            Self::DirectGift => "direct_gift",
            Self::MembersOnly => "members_only",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.key() == key)
    }
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
    /// Where money goes to; blank: it takes none.
    pub bank_holder: String,
    pub bank_name: String,
    pub bank_account: String,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name_zh, &self.name_en)
    }

    /// Whether money can be sent to it.
    pub const fn takes_money(&self) -> bool {
        !self.bank_holder.is_empty() && !self.bank_name.is_empty() && !self.bank_account.is_empty()
    }

    /// What must be filled in before a phase can name it.
    pub fn blank(&self) -> Vec<Field> {
        [
            (Field::LegalBasis, self.legal_basis.is_none()),
            (Field::QualificationNo, self.qualification_no.is_empty()),
            (Field::FilingNo, self.filing_no.is_empty()),
            (Field::OrganiserContact, self.contact.is_empty()),
        ]
        .into_iter()
        .filter_map(|(field, blank)| blank.then_some(field))
        .collect()
    }
}

/// Who answers for the phase.
pub async fn of_phase(db: &impl ConnectionTrait, phase: &phase::Model) -> Result<Option<Model>> {
    match phase.organiser_id {
        Some(id) => Ok(Entity::find_by_id(id).one(db).await?),
        None => Ok(None),
    }
}
