//! The first administrator, made at the command line by whoever runs the installation.

use sea_orm::{ActiveValue::Set, entity::prelude::*};

use super::{ActiveModel, Model, Role, password, sign_up::NAME};
use crate::{
    Field, Lang, Result, Store, Time,
    actor::Actor,
    error::Refusals,
    journal::{self, Act, Subject},
    text,
};

/// Makes an administrator; the operator vouches for the address.
pub async fn create_admin(
    store: &Store,
    email: &str,
    name: &str,
    new_password: &str,
    lang: Lang,
    now: Time,
) -> Result<Model> {
    let mut no = Refusals::default();
    let email = no.take(text::email(email));
    let name = no.take(text::name(Field::Name, name, NAME));
    let sound = no.take(password::sound(new_password, email.as_deref().unwrap_or_default()));
    let (Some(email), Some(name), Some(sound)) = (email, name, sound) else { return Err(no.into()) };
    let hash = password::hash(store, sound).await?;
    let txn = store.write().await?;
    let row = ActiveModel {
        email: Set(email),
        name: Set(name),
        role: Set(Role::Admin),
        lang: Set(lang),
        password_hash: Set(Some(hash)),
        verified_at: Set(Some(now)),
        created_at: Set(now),
        ..Default::default()
    };
    let account = row.insert(&txn).await?;
    journal::note(&txn, Actor::OPERATOR, Act::AccountMade, Subject("account", account.id.0), "admin", now).await?;
    txn.commit().await?;
    Ok(account)
}
