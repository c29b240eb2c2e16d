//! Sessions: the cookie holds a random token, the table only its hash.
//!
//! Opened by the verbs of [`crate::account`] that have proved who it is; [`who`] is the only door to a
//! [`SignedIn`], and with it to every key in [`crate::actor`].

use std::fmt;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use sea_orm::{ActiveValue::Set, QuerySelect, QueryTrait, entity::prelude::*};

use crate::{
    Result, Store, Time,
    account::{self, Role},
    actor::SignedIn,
    id::AccountId,
    journal::{self, Act, Subject},
    store::{Txn, keys},
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    pub account_id: AccountId,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// Somebody who has just come in: the cookie's token, and who it is.
#[derive(Clone)]
pub struct Opened {
    pub token: String,
    pub person: SignedIn,
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened").field("account", &self.person.account().id).finish_non_exhaustive()
    }
}

/// How long a session lasts: a donor's phone stays signed in, a desk with children's records does not.
pub const fn lasts(role: Role) -> TimeDelta {
    match role {
        Role::Donor => TimeDelta::days(30),
        Role::School | Role::Village => TimeDelta::days(7),
        Role::Office | Role::Admin => TimeDelta::hours(12),
    }
}

/// Opens a session for somebody who has just proved who they are. The token (256 random bits) is kept nowhere.
pub(crate) async fn open(store: &Store, txn: &Txn, account: account::Model, now: Time) -> Result<Opened> {
    let token = BASE64_URL_SAFE_NO_PAD.encode(store.dice.bytes::<32>());
    let row = ActiveModel {
        token_hash: Set(hash(&token)),
        account_id: Set(account.id),
        created_at: Set(now),
        expires_at: Set(now + lasts(account.role)),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(Opened { token, person: SignedIn::new(account) })
}

/// Who holds this token: nobody, once it has expired, was ended, or the account was disabled.
pub async fn who(store: &Store, token: &str, now: Time) -> Result<Option<SignedIn>> {
    let live = Entity::find()
        .select_only()
        .column(Column::AccountId)
        .filter(COLUMN.token_hash.eq(hash(token)))
        .filter(COLUMN.expires_at.gt(now))
        .into_query();
    let account = account::Entity::find()
        .filter(account::Column::Id.in_subquery(live))
        .filter(account::COLUMN.disabled_at.is_null())
        .one(store.read())
        .await?;
    Ok(account.map(SignedIn::new))
}

/// Signs this browser out. Unknown tokens are no error: the wish is fulfilled.
pub async fn end(store: &Store, token: &str) -> Result<()> {
    let txn = store.write().await?;
    Entity::delete_by_id(hash(token)).exec(&txn).await?;
    txn.commit().await?;
    Ok(())
}

/// Signs the person out on every device.
pub async fn end_everywhere(store: &Store, person: &SignedIn, now: Time) -> Result<()> {
    let account = person.account();
    let txn = store.write().await?;
    end_all(&txn, account.id).await?;
    journal::note(&txn, person, Act::SessionsEnded, Subject("account", account.id.0), "", now).await?;
    txn.commit().await?;
    Ok(())
}

/// How many devices the person is signed in on.
pub async fn count(db: &impl ConnectionTrait, person: &SignedIn, now: Time) -> Result<u64> {
    let live = Entity::find().filter(COLUMN.account_id.eq(person.account().id)).filter(COLUMN.expires_at.gt(now));
    Ok(live.count(db).await?)
}

/// A step of whatever makes the old sessions worthless: a new password, a disabled account.
pub(crate) async fn end_all(txn: &Txn, account: AccountId) -> Result<()> {
    Entity::delete_many().filter(COLUMN.account_id.eq(account)).exec(txn).await?;
    Ok(())
}

/// Forgets what has expired; run by the clock.
pub(crate) async fn forget(txn: &Txn, now: Time) -> Result<u64> {
    Ok(Entity::delete_many().filter(COLUMN.expires_at.lte(now)).exec(txn).await?.rows_affected)
}

fn hash(token: &str) -> Vec<u8> {
    keys::digest(token.as_bytes()).to_vec()
}
