//! The demonstration's cast, played with one click: for pages of a site in demo mode only. Whoever is not in
//! [`CAST`] cannot be entered this way, and its addresses (`example.org`, RFC 2606) are nobody's.

use super::by_email;
use crate::{
    Refusal, Result, Store, Time,
    actor::Actor,
    journal::{self, Act, Subject},
    seed::CAST,
    session::{self, Opened},
};

/// Opens a session as this member of the cast.
pub async fn play(store: &Store, email: &str, now: Time) -> Result<Opened> {
    let member = CAST.iter().find(|member| member.email == email).ok_or(Refusal::NotFound)?;
    let txn = store.write().await?;
    let account = by_email(&txn, member.email).await?;
    let account = account.filter(|account| account.role == member.role && account.disabled_at.is_none());
    let account = account.ok_or(Refusal::NotFound)?;
    journal::note(&txn, Actor::of(&account), Act::SignedIn, Subject("account", account.id.0), "demo", now).await?;
    let opened = session::open(store, &txn, account, now).await?;
    txn.commit().await?;
    Ok(opened)
}
