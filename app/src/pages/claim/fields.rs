//! The form of a claim: who it is, for whom it counts, and the rules.

use entity::{Field, organisation};
use leptos::prelude::*;

use super::Typed;
use crate::{
    Visit,
    pages::matching::ways::parameter,
    parts::{
        form::{FormKeyField, TextField, TickField, Told},
        wish_tag::sign_in_and_back,
    },
    text::Text,
};

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

pub(super) fn fields(
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
            {(!typed.matched.is_empty())
                .then(|| view! { <input type="hidden" name="matched" value=typed.matched.clone() /> })}
            {(!typed.beside.is_empty())
                .then(|| view! { <input type="hidden" name="beside" value=typed.beside.clone() /> })}
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
    let (matched, beside) = (parameter("matched", &typed.matched), parameter("beside", &typed.beside));
    let sign_in = sign_in_and_back(&format!("/claim?code={code}{matched}{beside}"));
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
