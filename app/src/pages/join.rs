//! `/join?key=…`: the link for an organisation's people. A donor becomes its member; a visitor's next claims count for
//! it, and confirming them by letter makes them a member.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use entity::{
    Error, Refusal,
    account::Role,
    actor::SignedIn,
    organisation::{self, Model, join},
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    parts::{dead_link::dead_link, form::FormKeyField, notice::Notice},
    request::{Sent, organisation_cookie},
};

/// The word of the link.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    key: String,
}

pub async fn show(visit: Visit, Query(typed): Query<Typed>) -> Result<Response, AppError> {
    match organisation::of_link(visit.db(), &typed.key).await {
        Ok(organisation) => Ok(invites(&visit, &organisation).await?.into_response()),
        Err(error) => not_followed(&visit, &typed.key, error),
    }
}

async fn invites(visit: &Visit, organisation: &Model) -> Result<Page, AppError> {
    let role = visit.signed_in().map(SignedIn::role);
    let before = match visit.donor() {
        Ok(donor) => organisation::of_member(visit.db(), donor.account()).await?,
        Err(_) => None,
    };
    let t = visit.t();
    let title = t.join_title(organisation.name(t.0));
    Ok(visit.page(&title, || {
        let replaces = before.filter(|before| before.id != organisation.id);
        let replaces = replaces.map(|before| view! { <Notice>{t.join_replaces(before.name(t.0))}</Notice> });
        let body = match role {
            None | Some(Role::Donor) => form(visit, organisation, role.is_some()).into_any(),
            Some(_) => view! { <Notice kind="wait">{t.join_wrong_role()}</Notice> }.into_any(),
        };
        view! {
            <div class="narrow stack">
                <h1>{title.clone()}</h1>
                <p>
                    <a href=format!("/o/{}", organisation.slug)>{t.own_org_page()}</a>
                </p>
                <p>{t.join_lead()}</p>
                {replaces}
                {body}
            </div>
        }
    }))
}

fn form(visit: &Visit, organisation: &Model, has_account: bool) -> impl IntoView + use<> {
    let t = visit.t();
    let (help, button) = if has_account {
        (None, t.join_button())
    } else {
        (Some(view! { <p class="help">{t.join_visitor_help()}</p> }), t.join_visitor_button())
    };
    view! {
        <form class="form box" method="post" action="/join">
            <FormKeyField key=visit.mint() />
            <input type="hidden" name="key" value=organisation.link.clone() />
            {help}
            <div class="actions">
                <button class="btn big">{button}</button>
            </div>
        </form>
    }
}

pub async fn join(visit: Visit, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (t, link) = (visit.t(), &sent.typed.key);
    if visit.signed_in().is_none() {
        let organisation = match organisation::of_link(visit.db(), link).await {
            Ok(organisation) => organisation,
            Err(error) => return not_followed(&visit, link, error),
        };
        let said = t.join_kept_saying(organisation.name(t.0));
        return Ok(visit.go_saying("/wishes", said).with(organisation_cookie(link)).into_response());
    }
    let form = visit.form_key(&sent.form);
    let id = match join::join(visit.store(), visit.donor()?, link, &form, visit.now()).await {
        Ok(id) => id,
        Err(error) => return not_followed(&visit, link, error),
    };
    let organisation = organisation::find(visit.db(), id).await?;
    let said = t.joined_saying(organisation.name(t.0));
    Ok(visit.go_saying("/gifts/organisation", said).into_response())
}

fn not_followed(visit: &Visit, link: &str, error: Error) -> Result<Response, AppError> {
    match error {
        Error::Refused(refused) if refused.0 == [Refusal::LinkSpent] => Ok(no_link(visit, link).into_response()),
        error => Err(error.into()),
    }
}

/// Nobody's link: there is none in the address, or its organisation has made a new one or takes part no more.
fn no_link(visit: &Visit, link: &str) -> Page {
    let t = visit.t();
    let said = if link.is_empty() {
        (t.join_no_link(), t.join_no_link_text())
    } else {
        (t.join_dead_link(), t.join_dead_link_text())
    };
    dead_link(visit, "lost", said, Some(("/o", t.orgs_title())), ("/wishes", t.see_wishes()))
}
