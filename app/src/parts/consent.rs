//! What a guardian takes back: one part of the consent, or all of it, and what that will do. The same page for school
//! and office.

use entity::{
    Code, Refusal,
    actor::Receiver,
    child::{
        consent::{Model, Scope},
        withdraw::{self, Ahead},
    },
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    form::{FormErrors, FormKeyField, Told},
    notice::Notice,
    register::{ended, scope},
};
use crate::{Visit, request::Sent, text::Text};

/// Which part; blank: all.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub scope: String,
}

/// Does it, and answers the sentence to say.
pub async fn withdraw(visit: &Visit, by: Receiver, code: &Code, sent: &Sent<Typed>) -> entity::Result<&'static str> {
    let (store, t, form) = (visit.store(), visit.t(), visit.form_key(&sent.form));
    if sent.typed.scope.is_empty() {
        withdraw::withdraw(store, by, code, &form, visit.now()).await?;
        return Ok(t.consent_withdrawn_saying());
    }
    // A part nobody knows is not all of it.
    let part = Scope::from_key(&sent.typed.scope).ok_or(Refusal::NotFound)?;
    withdraw::withdraw_part(store, by, code, part, &form, visit.now()).await?;
    Ok(t.consent_narrowed_saying())
}

/// The consent, what goes with it, and a button for each part that still stands. `action`: this page.
pub fn take_back(visit: &Visit, action: &str, ahead: &Ahead, told: Told) -> impl IntoView + use<> {
    let t = visit.t();
    let standing = ahead.consent.as_ref().filter(|consent| consent.stands());
    let facts = ahead.consent.as_ref().map(|consent| facts(t, consent, ahead.is_replaced));
    let none = standing.is_none().then(|| view! { <Notice>{t.consent_none()}</Notice> });
    let forms = standing.map(|consent| forms(visit, action, ahead, consent));
    view! {
        <FormErrors told=told t=t />
        {facts}
        {none}
        {forms}
    }
}

fn facts(t: Text, consent: &Model, is_replaced: bool) -> impl IntoView + use<> {
    let ended = consent.withdrawn_at.map(|at| ended(t, at, is_replaced));
    let lines: Vec<_> = [
        (t.field(entity::Field::FormNo), consent.form_no.clone()),
        (t.consents_given(), t.date(consent.given_on)),
        (t.consents_scope(), scope(t, consent)),
        (t.consents_version(), consent.version.clone()),
        (t.consents_recorded(), t.time(consent.recorded_at)),
        (t.consents_state(), ended.unwrap_or_else(|| t.consents_stands().to_owned())),
    ]
    .into_iter()
    .map(|(name, value)| {
        view! {
            <dt>{name}</dt>
            <dd>{value}</dd>
        }
    })
    .collect();
    view! {
        <section class="box">
            <dl class="facts">{lines}</dl>
        </section>
    }
}

fn forms(visit: &Visit, action: &str, ahead: &Ahead, consent: &Model) -> impl IntoView + use<> {
    let t = visit.t();
    let parts: Vec<_> = Scope::ALL
        .into_iter()
        .filter(|scope| has(consent, *scope))
        .map(|scope| button(visit, action, scope.key(), part_text(t, scope), part_button(t, scope)))
        .collect();
    let all = button(visit, action, "", t.consent_withdraw_help(), t.consent_withdraw_button());
    view! {
        {parts}
        <section class="stack">
            <h2>{t.consent_going()}</h2>
            {going(t, ahead)}
            {all}
        </section>
    }
}

/// The wishes that would disappear, and who would be told.
pub fn going(t: Text, ahead: &Ahead) -> AnyView {
    if ahead.going.is_empty() {
        return view! { <p class="soft">{t.consent_going_none()}</p> }.into_any();
    }
    let lines: Vec<_> = ahead
        .going
        .iter()
        .map(|(wish, is_claimed)| {
            let what = if *is_claimed { t.consent_going_claimed() } else { t.consent_going_wish() };
            view! {
                <li>
                    <b>{wish.item.clone()}</b>
                    " "
                    <span class="code small">{wish.code.grouped()}</span>
                    " "
                    {what}
                </li>
            }
        })
        .collect();
    view! { <ul>{lines}</ul> }.into_any()
}

fn button(
    visit: &Visit,
    action: &str,
    scope: &'static str,
    text: &'static str,
    name: &'static str,
) -> impl IntoView + use<> {
    view! {
        <form class="form box" method="post" action=action.to_owned()>
            <FormKeyField key=visit.mint() />
            <input type="hidden" name="scope" value=scope />
            <p>{text}</p>
            <div class="actions">
                <button class=if scope.is_empty() { "btn danger" } else { "btn quiet" }>{name}</button>
            </div>
        </form>
    }
}

const fn has(consent: &Model, scope: Scope) -> bool {
    match scope {
        Scope::Photo => consent.photo,
        Scope::Card => consent.card,
    }
}

fn part_text(t: Text, scope: Scope) -> &'static str {
    match scope {
        Scope::Photo => t.consent_photo_help(),
        Scope::Card => t.consent_card_help(),
    }
}

fn part_button(t: Text, scope: Scope) -> &'static str {
    match scope {
        Scope::Photo => t.consent_photo_button(),
        Scope::Card => t.consent_card_button(),
    }
}
