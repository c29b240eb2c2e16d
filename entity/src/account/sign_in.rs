//! Sign in with e-mail and password. Never says which of the two was wrong, in words or in time.

use sea_orm::entity::prelude::*;
use serde::Deserialize;

use super::{Entity, by_email, password};
use crate::{
    Refusal, Result, Store, Time,
    actor::Actor,
    guess,
    journal::{self, Act, Subject},
    session::{self, Opened},
    text,
};

/// The sign-in form. Not `Debug`: it holds a password.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub email: String,
    pub password: String,
}

/// Opens a session for whoever knows the password. Tries are limited by address and by network.
pub async fn sign_in(store: &Store, typed: &Typed, network: &str, now: Time) -> Result<Opened> {
    let email = text::email(&typed.email)?;
    guess::count(store, guess::NETWORK, network, now).await?;
    guess::count(store, guess::PASSWORD, &email, now).await?;
    let account = by_email(store.read(), &email).await?.filter(|account| account.disabled_at.is_none());
    let kept = account.as_ref().and_then(|account| account.password_hash.as_deref());
    // A longer text than a password may be is not worth the hashing.
    let typed: String = typed.password.chars().take(password::MOST + 1).collect();
    let fits = password::fits(kept, typed).await?;
    let Some(account) = account.filter(|_| fits) else { return Err(Refusal::WrongPassword.into()) };

    let txn = store.write().await?;
    // The password may have been changed or the account disabled while it was compared.
    let unchanged = Entity::find_by_id(account.id).one(&txn).await?.filter(|row| *row == account);
    let account = unchanged.ok_or(Refusal::WrongPassword)?;
    guess::forgive(store, &txn, guess::PASSWORD, &email, now).await?;
    journal::note(&txn, Actor::of(&account), Act::SignedIn, Subject("account", account.id.0), "password", now).await?;
    let opened = session::open(store, &txn, account, now).await?;
    txn.commit().await?;
    Ok(opened)
}
