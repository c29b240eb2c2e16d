//! An invitation's link: GET shows who invites to what, POST makes the account and lets its owner in.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use entity::{Error, Field, Refusal, account::invite, link, place, school};
use leptos::prelude::*;
use serde::Deserialize;

use super::{Followed, not_followed, welcome_saying};
use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::form::{FormErrors, TextField, Told},
    request::with_token,
};

/// The form, with the token of its link. Not `Debug`: it holds a password.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    token: String,
    #[serde(flatten)]
    acceptance: invite::TypedAcceptance,
}

pub async fn show(visit: Visit, Query(followed): Query<Followed>) -> Result<Response, AppError> {
    match invite::look(visit.store(), &followed.token, visit.now()).await {
        Ok(link) => {
            let name = link.name.clone().unwrap_or_default();
            Ok(page(&visit, link, followed.token, name, Told::nothing()).await?.into_response())
        }
        Err(error) => not_followed(&visit, error),
    }
}

pub async fn accept(visit: Visit, Form(typed): Form<Typed>) -> Result<Response, AppError> {
    let (token, acceptance) = (typed.token, typed.acceptance);
    match invite::accept(visit.store(), &token, &acceptance, visit.lang(), visit.now()).await {
        Ok(opened) => Ok(welcome_saying(&visit, &opened, visit.t().invitation_saying()).into_response()),
        Err(Error::Refused(refused)) if refused.0 != [Refusal::LinkSpent] => {
            let told = if refused.0 == [Refusal::Taken(Field::Email)] {
                Told::at_field(Field::Name, visit.t().invitation_taken())
            } else {
                Told::new(visit.lang(), &refused)
            };
            let link = invite::look(visit.store(), &token, visit.now()).await?;
            Ok(page(&visit, link, token, acceptance.name, told).await?.status(status_of(&refused)).into_response())
        }
        Err(error) => not_followed(&visit, error),
    }
}

async fn page(visit: &Visit, link: link::Model, token: String, name: String, told: Told) -> Result<Page, AppError> {
    let t = visit.t();
    let text = match (link.school_id, link.village_id) {
        (Some(id), _) => t.invitation_to_school(&school::change::find(visit.db(), id).await?.name, &link.email),
        (None, Some(id)) => t.invitation_to_village(&place::village_of(visit.db(), id).await?.name, &link.email),
        (None, None) => t.invitation_to_office(&link.email),
    };
    let action = with_token("/invitation", &token);
    Ok(visit.page(t.invitation_title(), || {
        view! {
            <div class="narrow stack">
                <h1>{t.invitation_title()}</h1>
                <p>{text}</p>
                <form class="form box" method="post" action=action novalidate>
                    <FormErrors told=told.clone() t=t />
                    <input type="hidden" name="token" value=token />
                    <input type="hidden" name="username" value=link.email autocomplete="username" />
                    <TextField field=Field::Name t=t told=told.clone() value=name autocomplete="name" />
                    <TextField
                        field=Field::Password
                        t=t
                        told=told
                        value=String::new()
                        help=t.password_help()
                        kind="password"
                        autocomplete="new-password"
                    />
                    <div class="actions">
                        <button class="btn big">{t.invitation_button()}</button>
                    </div>
                </form>
            </div>
        }
    }))
}
