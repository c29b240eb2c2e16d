//! Sign in: e-mail and password, or a link by letter; in demo mode also as one of the cast.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use entity::{
    Error, Field, Refused,
    account::{Role, cast, link_in, sign_in},
    seed::CAST,
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{home_of, welcome};
use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::form::{FormErrors, FormKeyField, TextField, Told},
    text::Text,
};

/// Where to go when signed in.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Next {
    next: String,
}

/// The form, which both buttons send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    form: String,
    next: String,
    email: String,
    password: String,
}

pub async fn show(visit: Visit, Query(Next { next }): Query<Next>) -> Response {
    if let Some(person) = visit.signed_in()
        && next.is_empty()
    {
        return visit.go(home_of(&visit, person.role())).into_response();
    }
    let typed = Typed { next, ..Typed::default() };
    page(&visit, typed, Told::nothing()).into_response()
}

pub async fn with_password(visit: Visit, Form(typed): Form<Typed>) -> Result<Response, AppError> {
    let pair = sign_in::Typed { email: typed.email.clone(), password: typed.password.clone() };
    match sign_in::sign_in(visit.store(), &pair, visit.network(), visit.now()).await {
        Ok(opened) => Ok(welcome(&visit, &opened, &typed.next).into_response()),
        Err(Error::Refused(refused)) => Ok(again(&visit, typed, &refused)),
        Err(error) => Err(error.into()),
    }
}

pub async fn by_link(visit: Visit, Form(typed): Form<Typed>) -> Result<Response, AppError> {
    let form = visit.form_key(&typed.form);
    match link_in::ask(visit.store(), &typed.email, visit.network(), &form, visit.now()).await {
        Ok(()) => Ok(visit.go("/letter-sent?what=link").into_response()),
        Err(Error::Refused(refused)) => Ok(again(&visit, typed, &refused)),
        Err(error) => Err(error.into()),
    }
}

/// One of the cast.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Part {
    email: String,
    next: String,
}

pub async fn play(visit: Visit, Form(part): Form<Part>) -> Result<Response, AppError> {
    if !visit.site().demo {
        return Err(AppError::not_found());
    }
    let opened = cast::play(visit.store(), &part.email, visit.now()).await?;
    let next = if is_anothers(&part.next, opened.person.role()) { "" } else { part.next.as_str() };
    Ok(welcome(&visit, &opened, next).into_response())
}

/// Whether this page is of a desk where this role is turned away: whoever is chosen need not be who the page was for.
fn is_anothers(next: &str, role: Role) -> bool {
    let own = match role {
        Role::Donor => "gifts",
        Role::School => "school",
        Role::Village => "village",
        Role::Office | Role::Admin => "office",
    };
    let first = next.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default();
    first != own && ["gifts", "school", "village", "office"].contains(&first)
}

fn again(visit: &Visit, typed: Typed, refused: &Refused) -> Response {
    let told = Told::new(visit.lang(), refused);
    page(visit, typed, told).status(status_of(refused)).into_response()
}

fn page(visit: &Visit, typed: Typed, told: Told) -> Page {
    let t = visit.t();
    let players = visit.site().demo.then(|| players(t, &typed.next));
    visit.page(t.sign_in(), || {
        view! {
            <div class="sign-in">
                <h1>{t.sign_in()}</h1>
                <form class="form box" method="post" action="/sign-in" novalidate>
                    <FormErrors told=told.clone() t=t />
                    <FormKeyField key=visit.mint() />
                    <input type="hidden" name="next" value=typed.next />
                    <TextField field=Field::Email t=t told=told.clone() value=typed.email kind="email" autocomplete="username" />
                    <TextField
                        field=Field::Password
                        t=t
                        told=told
                        value=String::new()
                        kind="password"
                        autocomplete="current-password"
                    />
                    <button class="btn wide">{t.sign_in_with_password()}</button>
                    <p class="or">{t.sign_in_or()}</p>
                    <button class="btn quiet wide" formaction="/sign-in/link">
                        {t.sign_in_send_link()}
                    </button>
                    <p class="soft small">{t.sign_in_link_help()}</p>
                </form>
                <p class="row">
                    <a href="/sign-up">{t.sign_up_link()}</a>
                    <a href="/forgot">{t.forgot_link()}</a>
                </p>
            </div>
            {players}
        }
    })
}

/// The cast, one button each.
fn players(t: Text, next: &str) -> impl IntoView + use<> {
    let players: Vec<_> = CAST
        .iter()
        .map(|member| {
            let [zh, en] = member.about;
            view! {
                <li>
                    <form method="post" action="/sign-in/as">
                        <input type="hidden" name="email" value=member.email />
                        <input type="hidden" name="next" value=next.to_owned() />
                        <button>
                            <b>{member.name}</b>
                            <small>{t.0.pick(zh, en)}</small>
                        </button>
                    </form>
                </li>
            }
        })
        .collect();
    view! {
        <section class="box">
            <h2>{t.cast_title()}</h2>
            <ul class="cast">{players}</ul>
        </section>
    }
}
