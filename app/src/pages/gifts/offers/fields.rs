//! The form of an offer: everything but what it is for, how many and until when may stay blank, which means any.

use std::sync::Arc;

use entity::{
    Field,
    county::County,
    matching::Kind,
    offer::Typed,
    organisation::{self, change},
    wish::Category,
};
use leptos::prelude::*;

use crate::{
    AppError, Visit,
    parts::{
        form::{FormErrors, FormKeyField, SelectField, TextField, Told},
        icon::UiIcon,
    },
    text::Text,
};

/// What the form shows besides what was typed.
pub struct Around {
    county: Arc<County>,
    /// The one whose contact the donor is.
    organisation: Option<organisation::Model>,
}

impl Around {
    pub async fn read(visit: &Visit) -> Result<Self, AppError> {
        let own = change::of_contact(visit.db(), visit.donor()?.account()).await?;
        Ok(Self { county: visit.county().await?, organisation: own.filter(organisation::Model::is_active) })
    }
}

/// The form, sent to `action`.
pub fn form(
    visit: &Visit,
    around: &Around,
    action: String,
    typed: &Typed,
    told: &Told,
    button: &'static str,
) -> AnyView {
    let t = visit.t();
    view! {
        <form class="form box offer-form" method="post" action=action novalidate>
            <FormErrors told=told.clone() t=t />
            <FormKeyField key=visit.mint() />
            {around.organisation.as_ref().map(|own| in_whose_name(t, own, typed))}
            {kinds(t, typed, told)}
            {how_much(t, typed, told)}
            {what_for(t, typed, told)}
            {places(t, around, typed)}
            <div class="actions">
                <button class="btn">{button}</button>
                <a class="btn quiet" href="/gifts/offers">
                    {t.cancel()}
                </a>
            </div>
        </form>
    }
    .into_any()
}

/// Wishes, plots, funds; how many shares and how much where those are ticked. What is out of sight is still sent.
fn kinds(t: Text, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let options = Kind::ALL.map(|kind| (kind.key().to_owned(), t.offer_kind(kind).to_owned()));
    let error = told.at(Field::Kinds);
    let bad = error.is_some();
    view! {
        <fieldset
            class=if bad { "group bad" } else { "group" }
            id="kinds"
            aria-describedby=bad.then_some("kinds-error")
        >
            <legend>{t.field(Field::Kinds)}</legend>
            <p class="help">{t.offer_kinds_help()}</p>
            {error
                .map(|error| {
                    view! {
                        <p class="field-error" id="kinds-error">
                            <UiIcon name="error" />
                            <span>{error}</span>
                        </p>
                    }
                })}
            {ticks("kinds", options, &typed.kinds)}
            <div class="pair for-others">
                <div class="for-plots">
                    <TextField
                        field=Field::MaxShares
                        t=t
                        told=told.clone()
                        value=typed.max_shares.clone()
                        help=t.offer_shares_help()
                        inputmode="numeric"
                        autocomplete="off"
                    />
                </div>
                <div class="for-funds">
                    <TextField
                        field=Field::ForFunds
                        t=t
                        told=told.clone()
                        value=typed.for_funds.clone()
                        help=t.offer_for_funds_help()
                        inputmode="decimal"
                        autocomplete="off"
                    />
                </div>
            </div>
        </fieldset>
    }
}

fn how_much(t: Text, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let amount = |field, value: &str, help: &'static str| {
        view! {
            <TextField
                field=field
                t=t
                told=told.clone()
                value=value.to_owned()
                help=help
                inputmode="decimal"
                optional=true
                autocomplete="off"
            />
        }
    };
    view! {
        <fieldset class="group">
            <legend>{t.offer_how_much()}</legend>
            <div class="pair">
                <div class="for-wishes">
                    <TextField
                        field=Field::MaxCount
                        t=t
                        told=told.clone()
                        value=typed.max_count.clone()
                        help=t.offer_count_help()
                        inputmode="numeric"
                        autocomplete="off"
                    />
                </div>
                <div class="for-wishes">
                    {amount(Field::MaxPrice, &typed.max_price, t.offer_max_price_help())}
                </div>
                {amount(Field::Budget, &typed.budget, t.offer_budget_help())}
                <TextField
                    field=Field::ValidUntil
                    t=t
                    told=told.clone()
                    value=typed.valid_until.clone()
                    kind="date"
                    help=t.offer_valid_help()
                />
            </div>
        </fieldset>
    }
}

fn what_for(t: Text, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let categories = Category::ALL.map(|one| (one.key().to_owned(), t.category(one).to_owned()));
    let grades = || (1..=9).map(|grade| (grade.to_string(), t.offer_one_grade(grade))).collect::<Vec<_>>();
    view! {
        <fieldset class="group for-wishes" id="categories">
            <legend>{t.offer_what()}</legend>
            <p class="help">{t.offer_none_is_any()}</p>
            {ticks("categories", categories, &typed.categories)}
            <div class="pair">
                <SelectField
                    field=Field::GradeMin
                    t=t
                    told=told.clone()
                    value=typed.grade_min.clone()
                    options=grades()
                    short=true
                />
                <SelectField
                    field=Field::GradeMax
                    t=t
                    told=told.clone()
                    value=typed.grade_max.clone()
                    options=grades()
                    short=true
                />
            </div>
        </fieldset>
    }
}

fn places(t: Text, around: &Around, typed: &Typed) -> impl IntoView + use<> {
    let places = around.county.places(t.0);
    let townships = places.townships.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let schools = places.schools.iter().map(|(id, _, name)| (id.to_string(), name.clone()));
    view! {
        <fieldset class="group">
            <legend>{t.offer_where()}</legend>
            <p class="help">{t.offer_none_is_any()}</p>
            {ticks("townships", townships, &typed.townships)}
            <details class="more for-wishes" open=!typed.schools.is_empty()>
                <summary>{t.offer_any_school()}</summary>
                <p class="help">{t.offer_schools_help()}</p>
                {ticks("schools", schools, &typed.schools)}
            </details>
        </fieldset>
    }
}

fn in_whose_name(t: Text, own: &organisation::Model, typed: &Typed) -> impl IntoView + use<> {
    view! {
        <label class="choice">
            <input
                type="checkbox"
                name="for_organisation"
                value="yes"
                checked=!typed.for_organisation.is_empty()
            />
            <span>{t.offer_for_organisation(own.name(t.0))} <small>{t.offer_for_organisation_help()}</small></span>
        </label>
    }
}

/// Boxes side by side, any number of which may be ticked.
pub fn ticks(name: &'static str, options: impl IntoIterator<Item = (String, String)>, ticked: &[String]) -> AnyView {
    let boxes: Vec<_> = options
        .into_iter()
        .map(|(value, text)| {
            let checked = ticked.contains(&value);
            view! {
                <label class="choice">
                    <input type="checkbox" name=name value=value checked=checked />
                    <span>{text}</span>
                </label>
            }
        })
        .collect();
    view! { <div class="side-by-side">{boxes}</div> }.into_any()
}
