//! Accounts: a person (or an organisation's person) who signs in, with one role.

use sea_orm::entity::prelude::*;

use crate::{
    Lang,
    id::{AccountId, SchoolId},
};

/// What an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Role {
    Donor,
    School,
    Office,
    Admin,
}

impl Role {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Donor => "donor",
            Self::School => "school",
            Self::Office => "office",
            Self::Admin => "admin",
        }
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AccountId,
    /// As [`crate::text::email`] leaves it.
    pub email: String,
    /// How letters address the person.
    pub name: String,
    /// What others may see of a donor; none: 爱心人士.
    pub public_name: Option<String>,
    pub organisation: Option<String>,
    pub role: Role,
    pub school_id: Option<SchoolId>,
    pub lang: Lang,
    /// Argon2id in PHC form; none: enters by link only.
    pub password_hash: Option<String>,
    pub verified_at: Option<DateTimeUtc>,
    pub disabled_at: Option<DateTimeUtc>,
    /// When the person said no to letters that are not a duty (digests).
    pub digest_declined_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
