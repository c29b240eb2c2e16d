//! A forgotten password: ask for a link, follow it, set a new one.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use entity::{
    Error, Field, Refusal,
    account::reset,
    link::{self, Kind},
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{Followed, not_followed, welcome_saying};
use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::form::{FormErrors, FormKeyField, TextField, Told},
    request::with_token,
};

/// The form that asks for the link.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    form: String,
    email: String,
}

pub async fn forgot(visit: Visit) -> Page {
    ask_page(&visit, String::new(), Told::nothing())
}

pub async fn ask(visit: Visit, Form(asked): Form<Asked>) -> Result<Response, AppError> {
    let form = visit.form_key(&asked.form);
    match reset::ask(visit.store(), &asked.email, visit.network(), &form, visit.now()).await {
        Ok(()) => Ok(visit.go("/letter-sent?what=reset").into_response()),
        Err(Error::Refused(refused)) => {
            let told = Told::new(visit.lang(), &refused);
            Ok(ask_page(&visit, asked.email, told).status(status_of(&refused)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The new password, with the token of its link. Not `Debug`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    token: String,
    password: String,
}

pub async fn show(visit: Visit, Query(followed): Query<Followed>) -> Result<Response, AppError> {
    match link::look(visit.store(), Kind::Reset, &followed.token, visit.now()).await {
        Ok(link) => Ok(set_page(&visit, &link.email, followed.token, Told::nothing()).into_response()),
        Err(error) => not_followed(&visit, error),
    }
}

pub async fn reset(visit: Visit, Form(typed): Form<Typed>) -> Result<Response, AppError> {
    match reset::reset(visit.store(), &typed.token, &typed.password, visit.now()).await {
        Ok(opened) => Ok(welcome_saying(&visit, &opened, visit.t().reset_saying()).into_response()),
        Err(Error::Refused(refused)) if refused.0 != [Refusal::LinkSpent] => {
            let link = link::look(visit.store(), Kind::Reset, &typed.token, visit.now()).await?;
            let told = Told::new(visit.lang(), &refused);
            Ok(set_page(&visit, &link.email, typed.token, told).status(status_of(&refused)).into_response())
        }
        Err(error) => not_followed(&visit, error),
    }
}

fn ask_page(visit: &Visit, email: String, told: Told) -> Page {
    let t = visit.t();
    visit.page(t.forgot_title(), || {
        view! {
            <div class="narrow stack">
                <h1>{t.forgot_title()}</h1>
                <p class="lead">{t.forgot_lead()}</p>
                <form class="form box" method="post" action="/forgot" novalidate>
                    <FormErrors told=told.clone() t=t />
                    <FormKeyField key=visit.mint() />
                    <TextField field=Field::Email t=t told=told value=email kind="email" autocomplete="username" />
                    <div class="actions">
                        <button class="btn big">{t.forgot_button()}</button>
                    </div>
                </form>
            </div>
        }
    })
}

fn set_page(visit: &Visit, email: &str, token: String, told: Told) -> Page {
    let t = visit.t();
    let (email, action) = (email.to_owned(), with_token("/reset", &token));
    visit.page(t.reset_title(), || {
        view! {
            <div class="narrow stack">
                <h1>{t.reset_title()}</h1>
                <p>{t.reset_lead(&email)}</p>
                <form class="form box" method="post" action=action novalidate>
                    <FormErrors told=told.clone() t=t />
                    <input type="hidden" name="token" value=token />
                    // For the browser's store of passwords.
                    <input type="hidden" name="username" value=email autocomplete="username" />
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
                        <button class="btn big">{t.reset_button()}</button>
                    </div>
                </form>
            </div>
        }
    })
}
