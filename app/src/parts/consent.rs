//! What a guardian takes back: one part of the consent, or all of it. The same forms for school and office.

use entity::{
    Code, Refusal,
    actor::Receiver,
    child::{
        consent::{Model, Scope},
        withdraw,
    },
};
use leptos::prelude::*;
use serde::Deserialize;

use super::form::FormKeyField;
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

/// A button for each part that still stands, and one for all.
pub fn take_back(visit: &Visit, action: &str, consent: &Model) -> impl IntoView + use<> {
    let t = visit.t();
    let parts: Vec<_> = Scope::ALL
        .into_iter()
        .filter(|scope| has(consent, *scope))
        .map(|scope| button(visit, action, scope.key(), part_text(t, scope), part_button(t, scope)))
        .collect();
    let all = button(visit, action, "", t.consent_withdraw_help(), t.consent_withdraw_button());
    view! {
        <details class="box">
            <summary>{t.consent_withdraw_title()}</summary>
            {parts}
            {all}
        </details>
    }
}

fn button(
    visit: &Visit,
    action: &str,
    scope: &'static str,
    text: &'static str,
    name: &'static str,
) -> impl IntoView + use<> {
    view! {
        <form class="form" method="post" action=action.to_owned()>
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
