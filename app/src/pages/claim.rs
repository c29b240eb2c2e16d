//! Claiming: the rules, and who it is. A donor's claim is made at once; a visitor's waits for the link in a
//! letter. Whoever comes too late is told kindly and shown others.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{Form, Query};
use entity::{
    Code, Error, Field, Refusal, Refused,
    actor::Donor,
    claim::{hold, take},
    organisation,
    wish::{
        Category, Status,
        browse::{self, PublicWish},
    },
};
use leptos::prelude::*;
use serde::Deserialize;

use super::basket::{row, sum};
use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        form::{FormErrors, FormKeyField, TextField, TickField, Told},
        icon::UiIcon,
        notice::Notice,
        wish_tag::{may_claim, sign_in_and_back, wall},
    },
    request::{Sent, basket_cookie},
    text::Text,
};

/// Others shown to who came too late.
const SIMILAR: usize = 3;

/// Which wishes: codes with dots between them; none: the basket.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    code: String,
    /// Instead of codes: so many of those who have waited longest.
    longest: String,
    /// And only of this category.
    category: String,
}

/// The whole form.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    code: String,
    email: String,
    name: String,
    rules: String,
    /// The link of the organisation it counts for.
    for_organisation: String,
}

pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Page, AppError> {
    let code = match (asked.code.is_empty(), asked.longest.trim().parse::<usize>()) {
        (true, Ok(how_many)) => {
            let category = Category::from_key(&asked.category);
            let county = visit.county().await?;
            joined(&organisation::desk::waiting_longest(visit.db(), &county, category, how_many, visit.now()).await?)
        }
        (true, Err(_)) => joined(visit.basket()),
        (false, _) => asked.code,
    };
    form(&visit, &Typed { code, ..Typed::default() }, Told::nothing()).await
}

pub async fn claim(visit: Visit, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    if visit.signed_in().is_some() {
        let donor = visit.donor()?;
        return taken(&visit, donor, &sent).await;
    }
    held(&visit, &sent).await
}

async fn taken(visit: &Visit, donor: Donor, sent: &Sent<Typed>) -> Result<Response, AppError> {
    let codes = codes(&sent.typed.code);
    let rules_accepted = !sent.typed.rules.is_empty();
    let key = visit.form_key(&sent.form);
    let link = &sent.typed.for_organisation;
    match take::take_for(visit.store(), donor, &codes, rules_accepted, link, &key, visit.now()).await {
        Ok(taken) => {
            let to = match &taken.won[..] {
                [one] => format!("/gifts/{one}"),
                _ => "/gifts".to_owned(),
            };
            let said = claimed(visit, &taken).await?;
            let left = without(visit, &[&taken.won[..], &taken.lost].concat());
            Ok(visit.go_saying(to, said).with(basket_cookie(&left)).into_response())
        }
        Err(error) => refused(visit, &sent.typed, &codes, error).await,
    }
}

async fn held(visit: &Visit, sent: &Sent<Typed>) -> Result<Response, AppError> {
    let codes = codes(&sent.typed.code);
    let Typed { email, name, rules, for_organisation, .. } = sent.typed.clone();
    let typed = hold::Typed { email, name, rules, for_organisation };
    let from = (visit.lang(), visit.network());
    match hold::hold(visit.store(), &codes, &typed, from, &visit.form_key(&sent.form), visit.now()).await {
        Ok(held) => {
            let t = visit.t();
            let mut said = t.held_saying(&held.email, &t.time(held.held_until));
            if !held.lost.is_empty() {
                said = format!("{said} {}", t.claimed_lost_saying(held.lost.len()));
            }
            let left = without(visit, &[&held.won[..], &held.lost].concat());
            Ok(visit.go_saying("/claim/sent", said).with(basket_cookie(&left)).into_response())
        }
        Err(error) => refused(visit, &sent.typed, &codes, error).await,
    }
}

/// What to say of a claim that was made.
async fn claimed(visit: &Visit, taken: &take::Taken) -> Result<String, AppError> {
    let t = visit.t();
    let wishes = visit.wishes(&taken.won).await?;
    let said = match &wishes[..] {
        [one] => t.claimed_one_saying(&one.item),
        _ => t.claimed_saying(taken.won.len()),
    };
    let lost = (!taken.lost.is_empty()).then(|| t.claimed_lost_saying(taken.lost.len()));
    Ok(lost.map_or(said.clone(), |lost| format!("{said} {lost}")))
}

/// Too late: the kind page. Anything else: the form again, with what was typed.
async fn refused(visit: &Visit, typed: &Typed, codes: &[Code], error: Error) -> Result<Response, AppError> {
    let Error::Refused(refused) = error else { return Err(error.into()) };
    if let [Refusal::WishTaken(_)] = &refused.0[..] {
        return Ok(too_late(visit, codes).await?.into_response());
    }
    let told = Told::new(visit.lang(), &refused);
    Ok(form(visit, typed, told).await?.status(status_of(&refused)).into_response())
}

async fn too_late(visit: &Visit, codes: &[Code]) -> Result<Page, AppError> {
    let t = visit.t();
    let wishes = visit.wishes(codes).await?;
    let similar = match wishes.first() {
        Some(wish) => {
            browse::similar(visit.db(), &*visit.county().await?, wish, SIMILAR, visit.lang(), visit.now()).await?
        }
        None => Vec::new(),
    };
    let left = without(visit, codes);
    let page = visit.page(t.late_title(), || {
        view! {
            <div class="page-head">
                <h1>{t.late_title()}</h1>
            </div>
            <p class="lead">{if similar.is_empty() { t.late_none() } else { t.late_text() }}</p>
            {wall(visit, &similar)}
            <p class="actions">
                <a class="btn quiet" href="/wishes">
                    {t.see_wishes()}
                </a>
            </p>
        }
    });
    Ok(page.status(StatusCode::CONFLICT).with(basket_cookie(&left)))
}

async fn form(visit: &Visit, typed: &Typed, told: Told) -> Result<Page, AppError> {
    let t = visit.t();
    let wishes = visit.wishes(&codes(&typed.code)).await?;
    let open: Vec<&PublicWish> = wishes.iter().filter(|wish| wish.status == Status::Open).collect();
    if wishes.is_empty() {
        return Err(AppError::Refused(Refused(vec![Refusal::BasketEmpty])));
    }
    if open.is_empty() && told.is_nothing() {
        return too_late(visit, &codes(&typed.code)).await;
    }
    let organisation = organisation(visit).await?;
    let rows: Vec<_> = wishes.iter().map(|wish| view! { <li>{row(visit, wish)}</li> }).collect();
    let count = open.len();
    let code = open.iter().map(|wish| wish.code.as_str()).collect::<Vec<_>>().join(".");
    Ok(visit.page(t.claim_title(), || {
        view! {
            <div class="narrow stack">
                <h1>{t.claim_title()}</h1>
                <FormErrors told=told.clone() t=t />
                <h2>{t.claim_which()}</h2>
                <ul class="basket">{rows}</ul>
                {sum(visit, &wishes)}
                {if may_claim(visit) {
                    fields(visit, typed, &code, (count, organisation.as_ref()), &told).into_any()
                } else {
                    view! { <Notice kind="wait">{t.claim_wrong_role()}</Notice> }.into_any()
                }}
            </div>
        }
    }))
}

/// The one the reader's claims count for, if they like: a donor's own, or the one whose link a visitor followed.
async fn organisation(visit: &Visit) -> Result<Option<organisation::Model>, AppError> {
    if let Ok(donor) = visit.donor() {
        let own = organisation::of_member(visit.db(), donor.account()).await?;
        return Ok(own.filter(organisation::Model::is_active));
    }
    if visit.signed_in().is_some() || visit.organisation().is_empty() {
        return Ok(None);
    }
    match organisation::of_link(visit.db(), visit.organisation()).await {
        Ok(organisation) => Ok(Some(organisation)),
        Err(Error::Refused(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Ticked unless the reader has taken the tick away.
fn for_organisation(t: Text, organisation: &organisation::Model, ticked: bool) -> impl IntoView + use<> {
    view! {
        <label class="choice">
            <input
                type="checkbox"
                id="for_organisation"
                name="for_organisation"
                value=organisation.link.clone()
                checked=ticked
            />
            <span>{t.claim_for(organisation.name(t.0))} <small>{t.claim_for_help()}</small></span>
        </label>
    }
}

fn fields(
    visit: &Visit,
    typed: &Typed,
    code: &str,
    (count, organisation): (usize, Option<&organisation::Model>),
    told: &Told,
) -> impl IntoView + use<> {
    let t = visit.t();
    let button = if count == 1 { t.claim_one_button().to_owned() } else { t.claim_button(count) };
    view! {
        <form class="form box" method="post" action="/claim">
            <FormKeyField key=visit.mint() />
            <input type="hidden" name="code" value=code.to_owned() />
            {visit.signed_in().is_none().then(|| who(visit, typed, code, told))}
            {organisation
                .map(|one| for_organisation(t, one, told.is_nothing() || !typed.for_organisation.is_empty()))}
            <fieldset class="group">
                <legend>{t.claim_rules()}</legend>
                <ul>
                    <li>{t.rule_new()}</li>
                    <li>{t.rule_by_any()}</li>
                    <li>{t.rule_contact()}</li>
                </ul>
                <TickField
                    field=Field::Rules
                    told=told.clone()
                    ticked=!typed.rules.is_empty()
                    text=t.rules_accept()
                />
            </fieldset>
            <div class="actions">
                <button class="btn big">{button}</button>
                <a class="btn quiet" href="/wishes">
                    {t.claim_think()}
                </a>
            </div>
        </form>
    }
}

/// A visitor's address and name, and the way in for who has an account.
fn who(visit: &Visit, typed: &Typed, code: &str, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let sign_in = sign_in_and_back(&format!("/claim?code={code}"));
    view! {
        <fieldset class="group">
            <legend>{t.claim_who()}</legend>
            <div class="stack">
            <p class="help">{t.claim_hold_help()}</p>
            <TextField
                field=Field::Email
                t=t
                told=told.clone()
                value=typed.email.clone()
                kind="email"
                autocomplete="email"
                inputmode="email"
                help=t.claim_email_help()
            />
            <TextField
                field=Field::Name
                t=t
                told=told.clone()
                value=typed.name.clone()
                autocomplete="name"
                help=t.claim_name_help()
            />
            <p>
                <a href=sign_in>{t.claim_have_account()}</a>
            </p>
            </div>
        </fieldset>
    }
}

/// After a hold: the letter is on its way.
pub async fn sent(visit: Visit) -> Page {
    let t = visit.t();
    let demo = visit.site().demo;
    visit.page(t.claim_sent_title(), || {
        view! {
            <div class="lost">
                <UiIcon name="letter" big=true />
                <h1>{t.claim_sent_title()}</h1>
                <p>{t.claim_sent_text()}</p>
                <p class="soft">{t.claim_sent_spam()}</p>
                <div class="actions">
                    {demo
                        .then(|| {
                            view! {
                                <a class="btn" href="/dev/mail">
                                    {t.sent_demo()}
                                </a>
                            }
                        })} <a class="btn quiet" href="/wishes">
                        {t.see_wishes()}
                    </a>
                </div>
            </div>
        }
    })
}

/// The codes of a form or an address; what is none is left out.
fn codes(joined: &str) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    for code in joined.split('.').filter_map(|code| code.parse().ok()) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

fn joined(codes: &[Code]) -> String {
    codes.iter().map(Code::as_str).collect::<Vec<_>>().join(".")
}

/// The basket without these.
fn without(visit: &Visit, codes: &[Code]) -> Vec<Code> {
    visit.basket().iter().filter(|code| !codes.contains(code)).cloned().collect()
}
