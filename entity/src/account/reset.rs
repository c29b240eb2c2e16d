//! Reset a forgotten password by a link sent to the address. All sessions end: whoever knew the old one is out.

use sea_orm::{ActiveValue::Set, IntoActiveModel, entity::prelude::*};

use super::{link_in, of_link, password, visitor};
use crate::{
    FormKey, Result, Store, Time,
    actor::Actor,
    guess,
    journal::{self, Act, Subject},
    link::{self, Kind},
    session::{self, Opened},
};

/// Sends a reset link to the address, if it has an account; the answer is the same if not.
pub async fn ask(store: &Store, email: &str, network: &str, form: &FormKey, now: Time) -> Result<()> {
    link_in::send(store, Kind::Reset, email, network, form, now).await
}

/// Spends the link, sets the password, ends every session, and opens a new one.
pub async fn reset(store: &Store, token: &str, new_password: &str, now: Time) -> Result<Opened> {
    let email = link::look(store, Kind::Reset, token, now).await?.email;
    let hash = password::hash(store, password::sound(new_password, &email)?).await?;
    let txn = store.write().await?;
    let link = link::spend(store, &txn, Kind::Reset, token, now).await?;
    let account = visitor::prove(&txn, of_link(&txn, &link).await?, now).await?;
    session::end_all(&txn, account.id).await?;
    link::spend_all(&txn, account.id, &[Kind::Reset, Kind::SignIn], now).await?;
    guess::forgive(store, &txn, guess::PASSWORD, &account.email, now).await?;
    let mut row = account.into_active_model();
    row.password_hash = Set(Some(hash));
    let account = row.update(&txn).await?;
    journal::note(&txn, Actor::of(&account), Act::PasswordSet, Subject("account", account.id.0), "reset", now).await?;
    let opened = session::open(store, &txn, account, now).await?;
    txn.commit().await?;
    Ok(opened)
}
