//! Links in letters: used once, for a while. GET shows what it will do, POST does it.
//!
//! The token is the link's number and a keyed hash of it ([`crate::store::Keys::link_token`]), so the
//! table and the outbox hold nothing that opens a door.

use chrono::TimeDelta;
use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::Expr};

use crate::{
    Lang, Refusal, Result, Store, Time,
    account::{self, Role},
    id::{AccountId, SchoolId, VillageId},
    store::Txn,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    Verify,
    SignIn,
    Reset,
    Invitation,
    /// Confirms a visitor's held claims.
    Hold,
}

impl Kind {
    /// How long such a link works. A hold's link outlives its hold, to say that it is over.
    pub const fn lasts(self) -> TimeDelta {
        match self {
            Self::Verify => TimeDelta::days(3),
            Self::SignIn => TimeDelta::minutes(30),
            Self::Reset => TimeDelta::hours(2),
            Self::Invitation | Self::Hold => TimeDelta::days(14),
        }
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub kind: Kind,
    pub email: String,
    pub account_id: Option<AccountId>,
    /// The claims a hold's link confirms.
    pub batch: Option<String>,
    /// What an invitation is for.
    pub role: Option<Role>,
    pub school_id: Option<SchoolId>,
    pub village_id: Option<VillageId>,
    pub name: Option<String>,
    /// What an invitation was written in.
    pub lang: Option<Lang>,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub used_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// A new link of this kind to this address; set what else it needs and insert it.
pub(crate) fn draft(store: &Store, kind: Kind, email: &str, now: Time) -> ActiveModel {
    ActiveModel {
        id: Set(store.dice.id()),
        kind: Set(kind),
        email: Set(email.to_owned()),
        account_id: Set(None),
        batch: Set(None),
        role: Set(None),
        school_id: Set(None),
        village_id: Set(None),
        name: Set(None),
        lang: Set(None),
        created_at: Set(now),
        expires_at: Set(now + kind.lasts()),
        used_at: Set(None),
    }
}

/// A new link of this kind to an account's person.
pub(crate) async fn to(store: &Store, txn: &Txn, kind: Kind, account: &account::Model, now: Time) -> Result<Model> {
    let mut row = draft(store, kind, &account.email, now);
    row.account_id = Set(Some(account.id));
    Ok(row.insert(txn).await?)
}

/// A link that no letter carries and that opens nothing: where an address has no account, asking for a
/// letter costs the same work as where it has one.
pub(crate) async fn to_nobody(store: &Store, txn: &Txn, email: &str, now: Time) -> Result<()> {
    let mut row = draft(store, Kind::SignIn, email, now);
    row.used_at = Set(Some(now));
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// What the page behind a link shows; spends nothing.
pub async fn look(store: &Store, kind: Kind, token: &str, now: Time) -> Result<Model> {
    find(store, store.read(), kind, token, now).await
}

/// Spends a link: of two at once, one wins.
pub(crate) async fn spend(store: &Store, txn: &Txn, kind: Kind, token: &str, now: Time) -> Result<Model> {
    let link = find(store, txn, kind, token, now).await?;
    let spent = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(COLUMN.id.eq(link.id.clone()))
        .filter(COLUMN.used_at.is_null())
        .exec(txn)
        .await?;
    if spent.rows_affected == 1 { Ok(link) } else { Err(Refusal::LinkSpent.into()) }
}

/// Makes an account's unused links of these kinds worthless.
pub(crate) async fn spend_all(txn: &Txn, account: AccountId, kinds: &[Kind], now: Time) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(COLUMN.account_id.eq(account))
        .filter(COLUMN.kind.is_in(kinds.iter().copied()))
        .filter(COLUMN.used_at.is_null())
        .exec(txn)
        .await?;
    Ok(())
}

async fn find(store: &Store, db: &impl ConnectionTrait, kind: Kind, token: &str, now: Time) -> Result<Model> {
    let id = store.keys.link_of_token(token).ok_or(Refusal::LinkSpent)?;
    let link = Entity::find_by_id(id.to_owned()).one(db).await?.ok_or(Refusal::LinkSpent)?;
    let works = link.kind == kind && link.used_at.is_none() && link.expires_at > now;
    if works { Ok(link) } else { Err(Refusal::LinkSpent.into()) }
}

/// Forgets links that stopped working before `before`; run by the clock.
pub(crate) async fn forget(txn: &Txn, before: Time) -> Result<u64> {
    Ok(Entity::delete_many().filter(COLUMN.expires_at.lt(before)).exec(txn).await?.rows_affected)
}

/// Forgets at once what stopped working and names an address that a stranger typed; run by the clock. The page of a
/// link that is gone says the same as that of one that is over.
pub(crate) async fn forget_strangers(txn: &Txn, now: Time) -> Result<u64> {
    let over = Entity::delete_many()
        .filter(COLUMN.account_id.is_null())
        .filter(COLUMN.kind.is_in([Kind::Hold, Kind::SignIn]))
        .filter(COLUMN.expires_at.lt(now));
    Ok(over.exec(txn).await?.rows_affected)
}
