//! Change one's own account: how letters address one, what others see, the language, the password.

use sea_orm::{ActiveValue::Set, IntoActiveModel, entity::prelude::*};
use serde::Deserialize;

use super::{Entity, Model, Role, password, sign_up::NAME};
use crate::{
    Field, Lang, Refusal, Result, Store, Time,
    actor::SignedIn,
    error::Refusals,
    guess,
    journal::{self, Act, Subject},
    link::{self, Kind},
    session::{self, Opened},
    store::Txn,
    text,
    wish::freetext,
};

/// The form of names and language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub name: String,
    pub public_name: String,
    pub organisation: String,
    pub lang: String,
}

/// The form of the password. Not `Debug`: it holds two.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct TypedPassword {
    pub present_password: String,
    pub password: String,
}

/// Changes names and language. A public name and an organisation are a donor's only.
pub async fn change(store: &Store, person: &SignedIn, typed: &Typed, now: Time) -> Result<()> {
    let mut no = Refusals::default();
    let name = no.take(text::name(Field::Name, &typed.name, NAME));
    let public_name = no.take(shown(&typed.public_name));
    let organisation = no.take(text::name_or_empty(Field::Organisation, &typed.organisation, NAME));
    let lang = no.take(lang_of(&typed.lang));
    let (Some(name), Some(public_name), Some(organisation), Some(lang)) = (name, public_name, organisation, lang)
    else {
        return Err(no.into());
    };
    let txn = store.write().await?;
    let account = own(&txn, person).await?;
    let is_donor = account.role == Role::Donor;
    let mut row = account.into_active_model();
    row.name = Set(name);
    row.lang = Set(lang);
    if is_donor {
        row.public_name = Set(Some(public_name).filter(|text| !text.is_empty()));
        row.organisation = Set(Some(organisation).filter(|text| !text.is_empty()));
    }
    row.update(&txn).await?;
    journal::note(&txn, person, Act::AccountChanged, subject(person), "names", now).await?;
    txn.commit().await?;
    Ok(())
}

/// What everybody may read: no way to reach the donor.
fn shown(typed: &str) -> Result<String, Refusal> {
    let name = text::name_or_empty(Field::PublicName, typed, NAME)?;
    freetext::by_donor(Field::PublicName, &name)?;
    Ok(name)
}

/// Sets a new password for somebody who knows the present one, or has none yet. Every other session ends; this
/// one goes on under a new token.
pub async fn set_password(store: &Store, person: &SignedIn, typed: &TypedPassword, now: Time) -> Result<Opened> {
    let account = person.account();
    if account.password_hash.is_some() {
        guess::count(store, guess::PASSWORD, &account.email, now).await?;
        let present = typed.present_password.chars().take(password::MOST + 1).collect();
        if !password::fits(account.password_hash.as_deref(), present).await? {
            return Err(Refusal::WrongPresentPassword.into());
        }
    }
    let hash = password::hash(store, password::sound(&typed.password, &account.email)?).await?;
    let txn = store.write().await?;
    let now_kept = own(&txn, person).await?;
    if now_kept.password_hash != account.password_hash {
        return Err(Refusal::WrongPresentPassword.into());
    }
    session::end_all(&txn, account.id).await?;
    link::spend_all(&txn, account.id, &[Kind::Reset, Kind::SignIn], now).await?;
    guess::forgive(store, &txn, guess::PASSWORD, &account.email, now).await?;
    let mut row = now_kept.into_active_model();
    row.password_hash = Set(Some(hash));
    let account = row.update(&txn).await?;
    journal::note(&txn, person, Act::PasswordSet, subject(person), "change", now).await?;
    let opened = session::open(store, &txn, account, now).await?;
    txn.commit().await?;
    Ok(opened)
}

/// The account as it is now: the session may be a moment older.
async fn own(txn: &Txn, person: &SignedIn) -> Result<Model> {
    let account = Entity::find_by_id(person.account().id).one(txn).await?;
    Ok(account.filter(|account| account.disabled_at.is_none()).ok_or(Refusal::SignInFirst)?)
}

const fn subject(person: &SignedIn) -> Subject {
    Subject("account", person.account().id.0)
}

pub(super) fn lang_of(typed: &str) -> Result<Lang, Refusal> {
    match typed {
        "zh" => Ok(Lang::Zh),
        "en" => Ok(Lang::En),
        _ => Err(Refusal::NotAChoice(Field::Lang)),
    }
}
