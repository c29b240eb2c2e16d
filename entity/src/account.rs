//! Accounts: a person (or an organisation's person) who signs in, with one role.
//!
//! Nothing here tells a stranger whether an address has an account: sign-up, reset and link requests answer
//! the same either way, and the letter to the address tells its owner.

mod visitor;

use sea_orm::entity::prelude::*;

use crate::{
    Lang, Result,
    id::{AccountId, SchoolId},
};

pub(crate) use visitor::of_confirmed_visitor;

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

/// The account with this address, as [`crate::text::email`] leaves it.
pub(crate) async fn by_email(db: &impl ConnectionTrait, email: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(COLUMN.email.eq(email)).one(db).await?)
}
