//! Sign up: anybody, as a donor. The answer is the same whether the address has an account or not.

use sea_orm::{ActiveValue::Set, IntoActiveModel, entity::prelude::*};
use serde::Deserialize;

use super::{ActiveModel, Model, Role, by_email, password};
use crate::{
    Field, FormKey, Lang, Result, Store, Time,
    actor::Actor,
    error::Refusals,
    guess,
    journal::{self, Act, Subject},
    link::{self, Kind},
    outbox::{self, Letter, Recipient},
    session,
    store::Txn,
    text,
};

/// Characters of a person's or an organisation's name.
pub(super) const NAME: usize = 60;

/// The sign-up form. Not `Debug`: it holds a password.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub email: String,
    pub name: String,
    pub organisation: String,
    pub password: String,
}

/// What of the form may be kept.
struct Wanted {
    email: String,
    name: String,
    organisation: Option<String>,
    password: String,
}

/// Makes an account that becomes good when the link in its letter is followed.
///
/// An address with a proved account gets a letter with the way in instead. One that was never proved is
/// taken over by the newer form: its older link stops working, so that whoever follows the newest letter
/// gets the password that was typed with it.
pub async fn sign_up(store: &Store, typed: &Typed, lang: Lang, network: &str, form: &FormKey, now: Time) -> Result<()> {
    let wanted = read(typed)?;
    // Sent again it is no other try.
    if let Some(answer) = form.answered(store.read()).await? {
        return Ok(answer);
    }
    guess::count(store, guess::NETWORK, network, now).await?;
    guess::count(store, guess::LETTERS, &wanted.email, now).await?;
    let hash = password::hash(store, wanted.password.clone()).await?;
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    match by_email(&txn, &wanted.email).await? {
        Some(account) if account.disabled_at.is_some() => link::to_nobody(store, &txn, &account.email, now).await?,
        Some(account) if account.verified_at.is_some() => way_in(store, &txn, &account, now).await?,
        Some(account) => {
            let account = take_over(&txn, account, wanted, hash, lang, now).await?;
            ask_to_verify(store, &txn, &account, now).await?;
        }
        None => {
            let account = make(&txn, wanted, hash, lang, now).await?;
            ask_to_verify(store, &txn, &account, now).await?;
        }
    }
    form.keep(&txn, &(), now).await?;
    txn.commit().await?;
    Ok(())
}

fn read(typed: &Typed) -> Result<Wanted> {
    let mut no = Refusals::default();
    let email = no.take(text::email(&typed.email));
    let name = no.take(text::name(Field::Name, &typed.name, NAME));
    let organisation = no.take(text::name_or_empty(Field::Organisation, &typed.organisation, NAME));
    let password = no.take(password::sound(&typed.password, email.as_deref().unwrap_or_default()));
    let (Some(email), Some(name), Some(organisation), Some(password)) = (email, name, organisation, password) else {
        return Err(no.into());
    };
    Ok(Wanted { email, name, organisation: Some(organisation).filter(|text| !text.is_empty()), password })
}

async fn make(txn: &Txn, wanted: Wanted, hash: String, lang: Lang, now: Time) -> Result<Model> {
    let row = ActiveModel {
        email: Set(wanted.email),
        name: Set(wanted.name),
        organisation: Set(wanted.organisation),
        role: Set(Role::Donor),
        lang: Set(lang),
        password_hash: Set(Some(hash)),
        created_at: Set(now),
        ..Default::default()
    };
    let account = row.insert(txn).await?;
    journal::note(txn, Actor::VISITOR, Act::AccountMade, Subject("account", account.id.0), "sign_up", now).await?;
    Ok(account)
}

async fn take_over(txn: &Txn, account: Model, wanted: Wanted, hash: String, lang: Lang, now: Time) -> Result<Model> {
    link::spend_all(txn, account.id, &[Kind::Verify], now).await?;
    session::end_all(txn, account.id).await?;
    let mut row = account.into_active_model();
    row.name = Set(wanted.name);
    row.organisation = Set(wanted.organisation);
    row.lang = Set(lang);
    row.password_hash = Set(Some(hash));
    Ok(row.update(txn).await?)
}

/// The letter that asks whether this is the person's address.
pub(super) async fn ask_to_verify(store: &Store, txn: &Txn, account: &Model, now: Time) -> Result<()> {
    let link = link::to(store, txn, Kind::Verify, account, now).await?;
    let letter = Letter::VerifyAddress { name: account.name.clone(), link: link.id, expires_at: link.expires_at };
    outbox::post(store, txn, &Recipient::from(account), &letter, now).await
}

async fn way_in(store: &Store, txn: &Txn, account: &Model, now: Time) -> Result<()> {
    let link = link::to(store, txn, Kind::SignIn, account, now).await?;
    let letter = Letter::AlreadyHere { name: account.name.clone(), link: link.id, expires_at: link.expires_at };
    outbox::post(store, txn, &Recipient::from(account), &letter, now).await
}
