//! Accounts: a person (or an organisation's person) who signs in, with one role.
//!
//! Nothing here tells a stranger whether an address has an account: sign-up, reset and link requests answer
//! the same either way, and the letter to the address tells its owner.

pub mod cast;
pub mod change;
pub mod create;
pub mod digest;
pub mod disable;
pub mod forget;
pub mod invite;
pub mod link_in;
pub(crate) mod password;
pub mod people;
pub mod reset;
pub mod sign_in;
pub mod sign_up;
pub mod verify;
mod visitor;

use sea_orm::entity::prelude::*;

use crate::{
    Lang, Refusal, Result,
    id::{AccountId, SchoolId, VillageId},
    link,
    store::Txn,
};

pub(crate) use visitor::of_confirmed_visitor;

/// What an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Role {
    Donor,
    School,
    /// The committee of a village.
    Village,
    Office,
    Admin,
}

impl Role {
    pub const ALL: [Self; 5] = [Self::Donor, Self::School, Self::Village, Self::Office, Self::Admin];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Donor => "donor",
            Self::School => "school",
            Self::Village => "village",
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
    pub village_id: Option<VillageId>,
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

/// The account a spent link belongs to; one that was disabled has no way in.
async fn of_link(txn: &Txn, link: &link::Model) -> Result<Model> {
    let account = match link.account_id {
        Some(id) => Entity::find_by_id(id).one(txn).await?,
        None => None,
    };
    let account = account.filter(|account| account.disabled_at.is_none());
    account.ok_or_else(|| Refusal::LinkSpent.into())
}
