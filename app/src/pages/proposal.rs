//! The link of a proposal: GET shows the wishes that a round found for a donor's standing offer, POST claims those that
//! are ticked, or none. The link is the key; nobody has to sign in.

pub mod beside;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{Form, Query};
use entity::{
    Code, Error, Field, Refusal,
    claim::State,
    round::answer::{self, Seen, Typed},
    wish::browse::PublicWish,
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{basket::sum, hold::spent};
use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        form::{FormErrors, FormKeyField, TickField, Told},
        icon::CategoryIcon,
        notice::Notice,
        wish_tag::spec_line,
    },
    text::Text,
};

const HERE: &str = "/proposal";

/// What the letter's link carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Followed {
    token: String,
    form: String,
}

pub async fn show(visit: Visit, Query(followed): Query<Followed>) -> Result<Response, AppError> {
    look(&visit, &followed.token, None, Told::nothing()).await
}

pub async fn accept(visit: Visit, Form(pairs): Form<Vec<(String, String)>>) -> Result<Response, AppError> {
    let (mut followed, mut typed) = (Followed::default(), Typed::default());
    for (name, value) in pairs {
        match name.as_str() {
            "token" => followed.token = value,
            "form" => followed.form = value,
            "wish" => typed.wishes.push(value),
            "plot" => typed.plots.push(value),
            "fund" => typed.funds.push(value),
            "rules" => typed.rules = value,
            _ => {}
        }
    }
    match answer::accept(visit.store(), &followed.token, &typed, &followed.form, visit.now()).await {
        Ok(answered) => {
            let (t, wishes) = (visit.t(), answered.accepted - answered.beside);
            let wishes = (wishes > 0).then(|| t.proposal_accepted_saying(wishes));
            let beside = (answered.beside > 0).then(|| t.proposal_beside_saying(answered.beside));
            let sentence = wishes.into_iter().chain(beside).collect::<Vec<_>>().join(" ");
            Ok(visit.go_saying(format!("{HERE}?token={}", followed.token), sentence).into_response())
        }
        Err(error) => again(&visit, &followed.token, Some(&typed), error).await,
    }
}

pub async fn decline(visit: Visit, Form(followed): Form<Followed>) -> Result<Response, AppError> {
    match answer::decline(visit.store(), &followed.token, &followed.form, visit.now()).await {
        Ok(_) => {
            let sentence = visit.t().proposal_declined_saying();
            Ok(visit.go_saying(format!("{HERE}?token={}", followed.token), sentence).into_response())
        }
        Err(error) => again(&visit, &followed.token, None, error).await,
    }
}

async fn again(visit: &Visit, token: &str, typed: Option<&Typed>, error: Error) -> Result<Response, AppError> {
    match error {
        Error::Refused(refused) if refused.0.contains(&Refusal::LinkSpent) => Ok(spent(visit).into_response()),
        Error::Refused(refused) => {
            let response = look(visit, token, typed, Told::new(visit.lang(), &refused)).await?;
            Ok((status_of(&refused), response).into_response())
        }
        error => Err(error.into()),
    }
}

async fn look(visit: &Visit, token: &str, typed: Option<&Typed>, told: Told) -> Result<Response, AppError> {
    let seen = match answer::look(visit.store(), token, visit.lang(), visit.now()).await {
        Ok(seen) => seen,
        Err(Error::Refused(refused)) if refused.0 == [Refusal::LinkSpent] => return Ok(spent(visit).into_response()),
        Err(error) => return Err(error.into()),
    };
    let codes: Vec<Code> = seen.lines.iter().map(|(code, _)| code.clone()).collect();
    let wishes = visit.wishes(&codes).await?;
    let page =
        if seen.waits { ask(visit, token, (&seen, &wishes), typed, told) } else { tell(visit, &seen, &wishes, told) };
    Ok(page.into_response())
}

fn ask(visit: &Visit, token: &str, (seen, wishes): (&Seen, &[PublicWish]), typed: Option<&Typed>, told: Told) -> Page {
    let t = visit.t();
    let held = |wish: &&PublicWish| state(seen, wish) == Some(State::Held);
    let open: Vec<PublicWish> = wishes.iter().filter(held).map(as_open).collect();
    let title = title(t, seen);
    visit.page(title, || {
        let rows: Vec<_> = wishes.iter().filter(held).map(|wish| choice(visit, wish, typed)).collect();
        let has_wishes = !rows.is_empty();
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <FormErrors told=told.clone() t=t />
                <p class="lead">{t.proposal_lead(&seen.name, &t.time(seen.held_until))}</p>
                <form class="form box" method="post" action=HERE>
                    <input type="hidden" name="token" value=token.to_owned() />
                    <FormKeyField key=visit.mint() />
                    <p class="help">{t.proposal_choose()}</p>
                    {has_wishes
                        .then(|| {
                            view! {
                                <ul class="basket">{rows}</ul>
                                {sum(visit, &open)}
                            }
                        })}
                    {beside::choices(t, seen, typed)}
                    {has_wishes.then(|| rules(t, typed, &told))}
                    <div class="actions">
                        <button class="btn big">{t.proposal_accept()}</button>
                    </div>
                </form>
                {no(visit, token)}
            </div>
        }
    })
}

/// Wishes where there are only such.
fn title(t: Text, seen: &Seen) -> &'static str {
    if seen.plots.is_empty() && seen.funds.is_empty() { t.proposal_title() } else { t.proposal_title_all() }
}

fn no(visit: &Visit, token: &str) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <form class="form box" method="post" action=format!("{HERE}/decline")>
            <input type="hidden" name="token" value=token.to_owned() />
            <FormKeyField key=visit.mint() />
            <p class="help">{t.proposal_decline_help()}</p>
            <div class="actions">
                <button class="btn quiet">{t.proposal_decline()}</button>
            </div>
        </form>
    }
}

fn rules(t: Text, typed: Option<&Typed>, told: &Told) -> impl IntoView + use<> {
    let ticked = typed.is_some_and(|typed| !typed.rules.is_empty());
    view! {
        <fieldset class="group">
            <legend>{t.claim_rules()}</legend>
            <ul>
                <li>{t.rule_new()}</li>
                <li>{t.rule_by_any()}</li>
                <li>{t.rule_contact()}</li>
            </ul>
            <TickField field=Field::Rules told=told.clone() ticked=ticked text=t.rules_accept() />
        </fieldset>
    }
}

/// What the claim of this wish has become.
fn state(seen: &Seen, wish: &PublicWish) -> Option<State> {
    seen.lines.iter().find(|(code, _)| *code == wish.code).map(|(_, state)| *state)
}

/// A held wish is not open, and yet this reader's to take.
fn as_open(wish: &PublicWish) -> PublicWish {
    PublicWish { status: entity::wish::Status::Open, ..wish.clone() }
}

/// A wish with its box, ticked until somebody has unticked it.
fn choice(visit: &Visit, wish: &PublicWish, typed: Option<&Typed>) -> impl IntoView + use<> {
    let t = visit.t();
    let code = wish.code.to_string();
    let ticked = typed.is_none_or(|typed| typed.wishes.contains(&code));
    view! {
        <li>
            {facts(visit, wish)} <span class="price">{wish.price.to_string()}</span> <div class="after">
                <label class="choice">
                    <input type="checkbox" name="wish" value=code checked=ticked />
                    <span>{t.proposal_take()}</span>
                </label>
            </div>
        </li>
    }
}

fn facts(visit: &Visit, wish: &PublicWish) -> impl IntoView + use<> {
    view! {
        <CategoryIcon category=wish.category.key() />
        <div>
            <b>
                <a href=format!("/wishes/{}", wish.code)>{wish.item.clone()}</a>
            </b>
            <p class="spec">{spec_line(visit, wish)}</p>
            <p class="meta">
                <span>{visit.t().grade_band(wish.grade_band)}</span>
                <span>{wish.township.clone()}</span>
            </p>
        </div>
    }
}

/// What was answered, or that the time is over.
fn tell(visit: &Visit, seen: &Seen, wishes: &[PublicWish], told: Told) -> Page {
    let t = visit.t();
    let is_over = seen.lines.iter().all(|(_, state)| matches!(state, State::Lapsed | State::Held | State::Cancelled))
        && beside::is_over(seen);
    let title = if is_over { t.hold_over_title() } else { t.proposal_answered() };
    let over = t.proposal_over(&t.time(seen.held_until));
    let page = visit.page(title, || {
        let rows: Vec<_> = wishes.iter().map(|wish| became(visit, seen, wish)).collect();
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <FormErrors told=told t=t />
                {is_over.then(|| view! { <Notice kind="wait">{over}</Notice> })}
                {(!rows.is_empty()).then(|| view! { <ul class="basket">{rows}</ul> })}
                {beside::told(t, &seen.plots, &seen.funds)}
                <p class="actions">
                    <a class="btn" href="/gifts">
                        {t.nav_gifts()}
                    </a>
                    <a class="btn quiet" href="/wishes">
                        {t.see_wishes()}
                    </a>
                </p>
            </div>
        }
    });
    if is_over { page.status(StatusCode::GONE) } else { page }
}

fn became(visit: &Visit, seen: &Seen, wish: &PublicWish) -> impl IntoView + use<> {
    let state = state(seen, wish).unwrap_or(State::Lapsed);
    view! {
        <li>
            {facts(visit, wish)}
            <span class=format!("pill k-{}", state.key())>{visit.t().proposal_line(state)}</span>
        </li>
    }
}
