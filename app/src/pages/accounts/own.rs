//! One's own account: names, language, password, letters, devices.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use entity::{
    Error, Field, Lang,
    account::{Role, change, digest, verify},
    actor::SignedIn,
    session,
};
use leptos::prelude::*;
use serde::Deserialize;

use super::languages;
use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        form::{FormErrors, SelectField, TextField, Told},
        unproved,
    },
    request::{Go, lang_cookie, session_cookie},
    text::Text,
};

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    page(&visit, Forms::of(visit.account()?)).await
}

pub async fn change(visit: Visit, Form(typed): Form<change::Typed>) -> Result<Response, AppError> {
    let person = visit.account()?;
    match change::change(visit.store(), person, &typed, visit.now()).await {
        Ok(()) => {
            let lang = if typed.lang == "en" { Lang::En } else { Lang::Zh };
            let saved = visit.go_saying("/account", Text(lang).account_saved_saying());
            Ok(saved.with(lang_cookie(lang)).into_response())
        }
        Err(Error::Refused(refused)) => {
            let told = Told::new(visit.lang(), &refused);
            let forms = Forms { names: typed, names_told: told, password_told: Told::nothing() };
            Ok(page(&visit, forms).await?.status(status_of(&refused)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn password(visit: Visit, Form(typed): Form<change::TypedPassword>) -> Result<Response, AppError> {
    let person = visit.account()?;
    match change::set_password(visit.store(), person, &typed, visit.now()).await {
        Ok(opened) => {
            let changed = visit.go_saying("/account", visit.t().account_password_saying());
            Ok(changed.with(session_cookie(&opened)).into_response())
        }
        Err(Error::Refused(refused)) => {
            let forms = Forms { password_told: Told::new(visit.lang(), &refused), ..Forms::of(person) };
            Ok(page(&visit, forms).await?.status(status_of(&refused)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether the box is ticked.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    digest: String,
}

pub async fn letters(visit: Visit, Form(wanted): Form<Wanted>) -> Result<Go, AppError> {
    digest::choose(visit.store(), visit.account()?, wanted.digest == "yes", visit.now()).await?;
    Ok(visit.go_saying("/account", visit.t().account_saved_saying()))
}

/// A form's key alone.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Key {
    form: String,
}

pub async fn verify_again(visit: Visit, Form(key): Form<Key>) -> Result<Go, AppError> {
    verify::again(visit.store(), visit.account()?, &visit.form_key(&key.form), visit.now()).await?;
    Ok(visit.go_saying("/account", visit.t().account_sent_saying()))
}

/// What stands in the forms, and what they were told.
struct Forms {
    names: change::Typed,
    names_told: Told,
    password_told: Told,
}

impl Forms {
    fn of(person: &SignedIn) -> Self {
        let account = person.account();
        let names = change::Typed {
            name: account.name.clone(),
            public_name: account.public_name.clone().unwrap_or_default(),
            organisation: account.organisation.clone().unwrap_or_default(),
            lang: account.lang.pick("zh", "en").to_owned(),
        };
        Self { names, names_told: Told::nothing(), password_told: Told::nothing() }
    }
}

async fn page(visit: &Visit, forms: Forms) -> Result<Page, AppError> {
    let person = visit.account()?;
    let devices = session::count(visit.db(), person, visit.now()).await?;
    let t = visit.t();
    let is_donor = person.role() == Role::Donor;
    let (email, role) = (person.account().email.clone(), t.role(person.role()));
    let is_unproved = unproved::is_unproved(visit);
    let has_password = person.account().password_hash.is_some();
    let wants_digest = person.account().digest_declined_at.is_none();
    Ok(visit.page(t.account_title(), || {
        view! {
            <div class="narrow stack-l">
                <div class="page-head">
                    <h1>{t.account_title()}</h1>
                    <p class="soft">{email} " · " {role}</p>
                </div>
                <FormErrors told=forms.names_told.clone() t=t />
                <FormErrors told=forms.password_told.clone() t=t />
                {is_unproved.then(|| unproved::notice(visit))}
                {names(t, forms.names, forms.names_told, is_donor)}
                {password_form(t, forms.password_told, has_password)}
                {is_donor.then(|| letters_form(t, wants_digest))}
                <section class="box stack">
                    <h2>{t.account_sessions()}</h2>
                    <p>{t.account_sessions_text(devices)}</p>
                    <form class="actions" method="post" action="/sign-out-everywhere">
                        <button class="btn danger">{t.sign_out_everywhere()}</button>
                    </form>
                </section>
            </div>
        }
    }))
}

fn names(t: Text, typed: change::Typed, told: Told, is_donor: bool) -> impl IntoView {
    let public = is_donor.then(|| {
        view! {
            <TextField
                field=Field::PublicName
                t=t
                told=told.clone()
                value=typed.public_name
                help=t.public_name_help()
                optional=true
                autocomplete="nickname"
            />
            <TextField
                field=Field::Organisation
                t=t
                told=told.clone()
                value=typed.organisation
                help=t.organisation_help()
                optional=true
                autocomplete="organization"
            />
        }
    });
    view! {
        <form class="form box" method="post" action="/account" novalidate>
            <h2>{t.account_you()}</h2>
            <TextField field=Field::Name t=t told=told.clone() value=typed.name autocomplete="name" />
            {public}
            <SelectField field=Field::Lang t=t told=told value=typed.lang options=languages(t) short=true />
            <div class="actions">
                <button class="btn">{t.save()}</button>
            </div>
        </form>
    }
}

fn password_form(t: Text, told: Told, has_password: bool) -> impl IntoView {
    let button = if has_password { t.account_password_button() } else { t.account_password_first() };
    let present = if has_password {
        view! {
            <TextField
                field=Field::PresentPassword
                t=t
                told=told.clone()
                value=String::new()
                kind="password"
                autocomplete="current-password"
            />
        }
        .into_any()
    } else {
        view! { <p>{t.account_password_none()}</p> }.into_any()
    };
    view! {
        <form class="form box" method="post" action="/account/password" novalidate>
            <h2>{t.account_password()}</h2>
            {present}
            <TextField
                field=Field::Password
                t=t
                told=told
                value=String::new()
                name=t.new_password()
                help=t.password_help()
                kind="password"
                autocomplete="new-password"
            />
            <div class="actions">
                <button class="btn">{button}</button>
            </div>
        </form>
    }
}

fn letters_form(t: Text, wants_digest: bool) -> impl IntoView {
    view! {
        <form class="form box" method="post" action="/account/letters">
            <h2>{t.account_letters()}</h2>
            <p>{t.account_letters_text()}</p>
            <label class="choice">
                <input type="checkbox" name="digest" value="yes" checked=wants_digest />
                <span>{t.account_digest()}</span>
            </label>
            <div class="actions">
                <button class="btn">{t.save()}</button>
            </div>
        </form>
    }
}
