//! The form of a claim: who it is, for whom it counts, and the rules.

use entity::{Day, Field, claim::lapse, county::County, organisation, phase, wish::browse::PublicWish};
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

/// What is promised by whoever claims, of all the phases the strictest.
#[derive(Clone, Copy)]
pub(super) struct Terms {
    /// How long the wishes are kept for a visitor.
    hours: i32,
    /// When the gifts are due, if it is confirmed today.
    give_by: Option<Day>,
    /// In some phase, what lapses comes to the pool; in some, it opens again.
    to_pool: bool,
    to_wall: bool,
}

impl Terms {
    pub fn of(county: &County, wishes: &[&PublicWish], today: Day) -> Self {
        let phases: Vec<&phase::Model> = wishes.iter().filter_map(|wish| county.phase(wish.phase_id).ok()).collect();
        Self {
            hours: phases.iter().map(|phase| phase.hold_hours).min().unwrap_or(1),
            give_by: phases.iter().map(|phase| phase.give_by(today)).min(),
            to_pool: phases.iter().any(|phase| lapse::to_pool(phase, phase.give_by(today), today)),
            to_wall: phases.iter().any(|phase| !lapse::to_pool(phase, phase.give_by(today), today)),
        }
    }

    /// By when it is to be sent, and what happens where it is not.
    fn by(self, t: Text) -> String {
        let late = match (self.to_wall, self.to_pool) {
            (true, false) => t.rule_late_to_wall(),
            (false, true) => t.rule_late_to_pool(),
            _ => t.rule_late_either(),
        };
        self.give_by.map_or_else(|| t.rule_by_any().to_owned(), |day| t.rule_by(&t.date(day), late))
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

/// The page of this claim. Its form is sent there, too: what answers it is then at an address that says which wishes.
fn address(typed: &Typed, code: &str) -> String {
    let (matched, beside) = (parameter("matched", &typed.matched), parameter("beside", &typed.beside));
    format!("/claim?code={code}{matched}{beside}")
}

pub(super) fn fields(
    visit: &Visit,
    typed: &Typed,
    code: &str,
    terms: Terms,
    (count, organisation): (usize, Option<&organisation::Model>),
    told: &Told,
) -> impl IntoView + use<> {
    let t = visit.t();
    let button = if count == 1 { t.claim_one_button().to_owned() } else { t.claim_button(count) };
    view! {
        <form class="form box" method="post" action=address(typed, code)>
            <FormKeyField key=visit.mint() />
            <input type="hidden" name="code" value=code.to_owned() />
            {(!typed.matched.is_empty())
                .then(|| view! { <input type="hidden" name="matched" value=typed.matched.clone() /> })}
            {(!typed.beside.is_empty())
                .then(|| view! { <input type="hidden" name="beside" value=typed.beside.clone() /> })}
            {visit.signed_in().is_none().then(|| who(visit, typed, code, terms.hours, told))}
            {organisation
                .map(|one| for_organisation(t, one, told.is_nothing() || !typed.for_organisation.is_empty()))}
            <fieldset class="group">
                <legend>{t.claim_rules()}</legend>
                <ul>
                    <li>{t.rule_new()}</li>
                    <li>{terms.by(t)}</li>
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
fn who(visit: &Visit, typed: &Typed, code: &str, hours: i32, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let sign_in = sign_in_and_back(&address(typed, code));
    view! {
        <fieldset class="group">
            <legend>{t.claim_who()}</legend>
            <div class="stack">
            <p class="help">{t.claim_hold_help(hours)}</p>
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
