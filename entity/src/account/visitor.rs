//! A visitor becomes a donor when the link of a hold proves the address: a step of the claim's confirmation.

use sea_orm::{ActiveValue::Set, IntoActiveModel, entity::prelude::*};

use super::{ActiveModel, Model, Role, by_email};
use crate::{
    Lang, Refusal, Result, Time,
    actor::Actor,
    journal::{self, Act, Subject},
    session,
    store::Txn,
};

/// The donor's account behind an address that was proved just now: found, or made with what the visitor typed.
///
/// What stands at an address that was never proved may be a stranger's: the visitor's own words take its place.
///
/// An address of a school or the office is refused ([`Refusal::NotADonorsAddress`]): whoever works with the
/// gifts does not give them under the same account. One that was disabled is refused as [`Refusal::NotYours`].
pub(crate) async fn of_confirmed_visitor(txn: &Txn, email: &str, name: &str, lang: Lang, now: Time) -> Result<Model> {
    let Some(account) = by_email(txn, email).await? else { return make(txn, email, name, lang, now).await };
    if account.role != Role::Donor {
        return Err(Refusal::NotADonorsAddress.into());
    }
    if account.disabled_at.is_some() {
        return Err(Refusal::NotYours.into());
    }
    let was_proved = account.verified_at.is_some();
    let account = prove(txn, account, now).await?;
    if was_proved {
        return Ok(account);
    }
    // Whoever typed the address before perhaps typed these names too: what the visitor typed is its owner's.
    let mut row = account.into_active_model();
    row.name = Set(name.to_owned());
    row.public_name = Set(None);
    row.organisation = Set(None);
    row.lang = Set(lang);
    Ok(row.update(txn).await?)
}

async fn make(txn: &Txn, email: &str, name: &str, lang: Lang, now: Time) -> Result<Model> {
    let row = ActiveModel {
        email: Set(email.to_owned()),
        name: Set(name.to_owned()),
        role: Set(Role::Donor),
        lang: Set(lang),
        verified_at: Set(Some(now)),
        created_at: Set(now),
        ..Default::default()
    };
    let account = row.insert(txn).await?;
    journal::note(txn, Actor::of(&account), Act::AccountMade, Subject("account", account.id.0), "visitor", now).await?;
    Ok(account)
}

/// The address was proved by another link than the one its sign-up sent. Where it had never been proved, the
/// password is whoever's who typed the address first, perhaps not its owner's: it goes, and so do its sessions.
pub(super) async fn prove(txn: &Txn, account: Model, now: Time) -> Result<Model> {
    if account.verified_at.is_some() {
        return Ok(account);
    }
    session::end_all(txn, account.id).await?;
    let mut row = account.into_active_model();
    row.verified_at = Set(Some(now));
    row.password_hash = Set(None);
    let account = row.update(txn).await?;
    journal::note(txn, Actor::of(&account), Act::AddressProved, Subject("account", account.id.0), "link", now).await?;
    Ok(account)
}
