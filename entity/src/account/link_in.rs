//! Sign in by a link sent to the address, without a password.

use super::{by_email, of_link, visitor};
use crate::{
    FormKey, Result, Store, Time,
    actor::Actor,
    guess,
    journal::{self, Act, Subject},
    link::{self, Kind},
    outbox::{self, Letter, Recipient},
    session::{self, Opened},
    text,
};

/// Sends a link to the address, if it has an account; the answer is the same if not.
pub async fn ask(store: &Store, email: &str, network: &str, form: &FormKey, now: Time) -> Result<()> {
    send(store, Kind::SignIn, email, network, form, now).await
}

/// The letter that was asked for: a sign-in link or a reset. The same work is done for an address without
/// an account, save that no letter comes of it.
pub(super) async fn send(
    store: &Store,
    kind: Kind,
    email: &str,
    network: &str,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let email = text::email(email)?;
    // Sent again it is no other try.
    if let Some(answer) = form.answered(store.read()).await? {
        return Ok(answer);
    }
    guess::count(store, guess::NETWORK, network, now).await?;
    guess::count(store, guess::LETTERS, &email, now).await?;
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    match by_email(&txn, &email).await?.filter(|account| account.disabled_at.is_none()) {
        None => link::to_nobody(store, &txn, &email, now).await?,
        Some(account) => {
            let link = link::to(store, &txn, kind, &account, now).await?;
            let (name, link, expires_at) = (account.name.clone(), link.id, link.expires_at);
            let letter = match kind {
                Kind::Reset => Letter::ResetPassword { name, link, expires_at },
                _ => Letter::SignInLink { name, link, expires_at },
            };
            outbox::post(store, &txn, &Recipient::from(&account), &letter, now).await?;
        }
    }
    form.keep(&txn, &(), now).await?;
    txn.commit().await?;
    Ok(())
}

/// Spends the link and opens a session; the address is proved thereby.
pub async fn enter(store: &Store, token: &str, now: Time) -> Result<Opened> {
    let txn = store.write().await?;
    let link = link::spend(store, &txn, Kind::SignIn, token, now).await?;
    let account = visitor::prove(&txn, of_link(&txn, &link).await?, now).await?;
    journal::note(&txn, Actor::of(&account), Act::SignedIn, Subject("account", account.id.0), "link", now).await?;
    let opened = session::open(store, &txn, account, now).await?;
    txn.commit().await?;
    Ok(opened)
}
