//! A donor's question to the school: may it be this instead? The school says yes or no.

pub mod answer;
pub mod ask;

use sea_orm::entity::prelude::*;

use crate::id::{AccountId, ClaimId, SubstitutionId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Answer {
    Yes,
    No,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "substitution")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SubstitutionId,
    pub claim_id: ClaimId,
    pub question: String,
    pub asked_at: DateTimeUtc,
    pub answer: Option<Answer>,
    pub remark: Option<String>,
    pub answered_at: Option<DateTimeUtc>,
    pub answered_by: Option<AccountId>,
}

impl ActiveModelBehavior for ActiveModel {}
