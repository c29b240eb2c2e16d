//! Sign up as a donor. What comes back is the same whether the address has an account or not.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use entity::{Error, Field, account::sign_up};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::form::{FormErrors, FormKeyField, TextField, Told},
    request::Sent,
};

pub async fn show(visit: Visit) -> Response {
    if visit.signed_in().is_some() {
        return visit.go("/account").into_response();
    }
    page(&visit, sign_up::Typed::default(), Told::nothing()).into_response()
}

pub async fn sign_up(visit: Visit, Form(sent): Form<Sent<sign_up::Typed>>) -> Result<Response, AppError> {
    let form = visit.form_key(&sent.form);
    match sign_up::sign_up(visit.store(), &sent.typed, visit.lang(), visit.network(), &form, visit.now()).await {
        Ok(()) => Ok(visit.go("/letter-sent?what=sign-up").into_response()),
        Err(Error::Refused(refused)) => {
            let told = Told::new(visit.lang(), &refused);
            Ok(page(&visit, sent.typed, told).status(status_of(&refused)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn page(visit: &Visit, typed: sign_up::Typed, told: Told) -> Page {
    let t = visit.t();
    visit.page(t.sign_up(), || {
        view! {
            <div class="narrow stack">
                <h1>{t.sign_up_title()}</h1>
                <p class="lead">{t.sign_up_lead()}</p>
                <form class="form box" method="post" action="/sign-up" novalidate>
                    <FormErrors told=told.clone() t=t />
                    <FormKeyField key=visit.mint() />
                    <TextField
                        field=Field::Name
                        t=t
                        told=told.clone()
                        value=typed.name
                        help=t.name_help()
                        autocomplete="name"
                    />
                    <TextField
                        field=Field::Email
                        t=t
                        told=told.clone()
                        value=typed.email
                        help=t.email_help()
                        kind="email"
                        autocomplete="username"
                    />
                    <TextField
                        field=Field::Password
                        t=t
                        told=told.clone()
                        value=String::new()
                        help=t.password_help()
                        kind="password"
                        autocomplete="new-password"
                    />
                    <TextField
                        field=Field::Organisation
                        t=t
                        told=told
                        value=typed.organisation
                        help=t.organisation_help()
                        optional=true
                        autocomplete="organization"
                    />
                    <div class="actions">
                        <button class="btn big">{t.sign_up_button()}</button>
                        <a class="btn quiet" href="/sign-in">
                            {t.sign_up_have()}
                        </a>
                    </div>
                </form>
            </div>
        }
    })
}
