//! The form of an offer: everything but what it is for, how many and until when may stay blank, which means any.

use std::sync::Arc;

use entity::{
    Day, Field,
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

    /// A form nobody has filled in yet. Who acts for an organisation gives in its name, as where a wish is claimed, until
    /// they say otherwise.
    pub fn fresh(&self, today: Day) -> Typed {
        let for_organisation = self.organisation.as_ref().map(|_| "yes".to_owned()).unwrap_or_default();
        Typed { for_organisation, ..Typed::fresh(today) }
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
            {places(t, around, typed, told)}
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
        <fieldset class="group for-wishes">
            <legend>{t.offer_what()}</legend>
            <p class="help">{t.offer_none_is_any()}</p>
            {filter((t, told), Field::Categories, categories.to_vec(), &typed.categories, |_| None)}
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

fn places(t: Text, around: &Around, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let places = around.county.places(t.0);
    let townships = places.townships.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    let schools = places.schools.iter().map(|(id, _, name)| (id.to_string(), name.clone())).collect();
    let closed = |value: &str| {
        let name = places.school(value.parse().ok()?);
        (!name.is_empty()).then(|| t.offer_school_closed(name))
    };
    view! {
        <fieldset class="group">
            <legend>{t.offer_where()}</legend>
            <p class="help">{t.offer_none_is_any()}</p>
            {filter((t, told), Field::Townships, townships, &typed.townships, |_| None)}
            <details class="more for-wishes" open=!typed.schools.is_empty()>
                <summary>{t.offer_any_school()}</summary>
                <p class="help">{t.offer_schools_help()}</p>
                {filter((t, told), Field::Schools, schools, &typed.schools, closed)}
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

/// The boxes of what an offer is for, under the sentence about them. What is ticked and no choice, or not any more,
/// stands there as well, so that it can be unticked. `name_of`: what such a thing is called, where that is known.
fn filter(
    (t, told): (Text, &Told),
    field: Field,
    mut options: Vec<(String, String)>,
    ticked: &[String],
    name_of: impl Fn(&str) -> Option<String>,
) -> AnyView {
    let is_strange = |value: &&String| !value.is_empty() && options.iter().all(|(known, _)| known != *value);
    let named = |value: &String| (value.clone(), name_of(value).unwrap_or_else(|| t.offer_no_choice().to_owned()));
    let strange: Vec<_> = ticked.iter().filter(is_strange).map(named).collect();
    options.extend(strange);
    let error = told.at(field);
    let id = error.is_some().then(|| format!("{}-error", field.key()));
    let sentence = error.map(|error| {
        view! {
            <p class="field-error" id=id.clone()>
                <UiIcon name="error" />
                <span>{error}</span>
            </p>
        }
    });
    view! { <div id=field.key()>{sentence} {boxes(field.key(), options, ticked, id.as_deref())}</div> }.into_any()
}

/// Boxes side by side, any number of which may be ticked.
pub fn ticks(name: &'static str, options: impl IntoIterator<Item = (String, String)>, ticked: &[String]) -> AnyView {
    boxes(name, options, ticked, None)
}

/// The same; `wrong`: the sentence that says what is wrong with them.
fn boxes(
    name: &'static str,
    options: impl IntoIterator<Item = (String, String)>,
    ticked: &[String],
    wrong: Option<&str>,
) -> AnyView {
    let wrong = wrong.map(ToOwned::to_owned);
    let boxes: Vec<_> = options
        .into_iter()
        .map(|(value, text)| {
            let checked = ticked.contains(&value);
            view! {
                <label class="choice">
                    <input
                        type="checkbox"
                        name=name
                        value=value
                        checked=checked
                        aria-invalid=wrong.is_some().then_some("true")
                        aria-describedby=wrong.clone()
                    />
                    <span>{text}</span>
                </label>
            }
        })
        .collect();
    view! { <div class="side-by-side">{boxes}</div> }.into_any()
}
