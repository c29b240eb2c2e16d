//! Verify: the link of the sign-up's letter proves the address, and lets its reader in.

use sea_orm::{ActiveValue::Set, IntoActiveModel, entity::prelude::*};

use super::{Entity, sign_up};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::{Actor, SignedIn},
    guess,
    journal::{self, Act, Subject},
    link::{self, Kind},
    session::{self, Opened},
};

/// Spends the link, marks the address as proved, and opens a session.
pub async fn verify(store: &Store, token: &str, now: Time) -> Result<Opened> {
    let txn = store.write().await?;
    let link = link::spend(store, &txn, Kind::Verify, token, now).await?;
    let mut account = super::of_link(&txn, &link).await?;
    if account.verified_at.is_none() {
        let mut row = account.into_active_model();
        row.verified_at = Set(Some(now));
        account = row.update(&txn).await?;
        journal::note(&txn, Actor::of(&account), Act::AddressProved, Subject("account", account.id.0), "verify", now)
            .await?;
    }
    let opened = session::open(store, &txn, account, now).await?;
    txn.commit().await?;
    Ok(opened)
}

/// Sends the letter once more to somebody who is signed in and has not followed it yet.
pub async fn again(store: &Store, person: &SignedIn, form: &FormKey, now: Time) -> Result<()> {
    // Sent again it is no other try.
    if let Some(answer) = form.answered(store.read()).await? {
        return Ok(answer);
    }
    guess::count(store, guess::LETTERS, &person.account().email, now).await?;
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let account = Entity::find_by_id(person.account().id).one(&txn).await?.ok_or(Refusal::SignInFirst)?;
    if account.verified_at.is_none() {
        sign_up::ask_to_verify(store, &txn, &account, now).await?;
    }
    form.keep(&txn, &(), now).await?;
    txn.commit().await?;
    Ok(())
}
