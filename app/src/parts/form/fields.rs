//! The fields themselves; each knows its label, its help and what it was told.

use entity::Field;
use leptos::prelude::*;

use super::Told;
use crate::{
    islands::counter::CountedArea,
    parts::{
        icon::{CategoryIcon, UiIcon},
        notice::unbroken,
    },
    text::Text,
};

/// Ids for `aria-describedby`, and the help and error themselves.
pub(super) struct Around {
    pub described_by: Option<String>,
    pub bad: bool,
    pub below: AnyView,
}

pub(super) fn around(id: &str, help: Option<String>, error: Option<String>) -> Around {
    let help = help.filter(|help| !help.is_empty());
    let mut ids = Vec::new();
    if help.is_some() {
        ids.push(format!("{id}-help"));
    }
    if error.is_some() {
        ids.push(format!("{id}-error"));
    }
    let bad = error.is_some();
    let help_id = format!("{id}-help");
    let below = view! {
        {help
            .map(|help| {
                view! {
                    <span class="help" id=help_id>
                        {help}
                    </span>
                }
            })}
        {refused(id, error)}
    }
    .into_any();
    Around { described_by: (!ids.is_empty()).then(|| ids.join(" ")), bad, below }
}

/// What the field was told.
fn refused(id: &str, error: Option<String>) -> Option<impl IntoView + use<>> {
    let id = format!("{id}-error");
    error.map(|error| {
        view! {
            <p class="field-error" id=id>
                <UiIcon name="error" />
                <span>{unbroken(&error)}</span>
            </p>
        }
    })
}

fn label(t: Text, id: &'static str, text: String, optional: bool) -> impl IntoView {
    view! {
        <label class="label" for=id>
            {text}
            {optional.then(|| view! { <span class="optional">{t.optional()}</span> })}
        </label>
    }
}

/// A one-line field. `kind` is the input's `type`; `short` makes it narrow.
#[component]
pub fn TextField(
    field: Field,
    t: Text,
    told: Told,
    value: String,
    /// Instead of the field's usual name.
    #[prop(optional, into)]
    name: Option<String>,
    #[prop(optional, into)] help: Option<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] optional: bool,
    #[prop(optional)] short: bool,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(optional)] placeholder: Option<&'static str>,
) -> impl IntoView {
    let id = field.key();
    let around = around(id, help, told.at(field));
    // A mistyped date must come back as it was typed, which `type=date` would blank.
    let kind = if kind == "date" && around.bad { "text" } else { kind };
    view! {
        <div class=if around.bad { "field bad" } else { "field" }>
            {label(t, id, name.unwrap_or_else(|| t.field(field).to_owned()), optional)}
            <input
                class=if short { "input short" } else { "input" }
                id=id
                name=id
                type=kind
                value=value
                autocomplete=autocomplete
                inputmode=inputmode
                placeholder=placeholder
                aria-describedby=around.described_by
                aria-invalid=around.bad.then_some("true")
            />
            {around.below}
        </div>
    }
}

/// A field of several lines that counts down its characters where JavaScript runs.
#[component]
pub fn AreaField(
    field: Field,
    t: Text,
    told: Told,
    value: String,
    /// At most this many characters.
    most: usize,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional)] optional: bool,
    /// Without the counter, for pages that must stay small.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    let id = field.key();
    let around = around(id, help, told.at(field));
    let (described_by, bad) = (around.described_by, around.bad);
    let area = if plain {
        view! {
            <textarea class="input" id=id name=id aria-describedby=described_by aria-invalid=bad.then_some("true")>
                {value}
            </textarea>
        }
        .into_any()
    } else {
        view! {
            <CountedArea
                id=id.to_owned()
                name=id.to_owned()
                value=value
                most=most
                left=t.letters_left().to_owned()
                described_by=described_by.unwrap_or_default()
                invalid=bad
            />
        }
        .into_any()
    };
    view! {
        <div class=if bad { "field bad" } else { "field" }>
            {label(t, id, name.unwrap_or_else(|| t.field(field).to_owned()), optional)} {area} {around.below}
        </div>
    }
}

/// A choice from a list of `(value, text)`; `blank` is what the empty choice says, if there is one.
#[component]
pub fn SelectField(
    field: Field,
    t: Text,
    told: Told,
    value: String,
    options: Vec<(String, String)>,
    #[prop(optional, into)] blank: Option<String>,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional)] optional: bool,
    #[prop(optional)] short: bool,
) -> impl IntoView {
    let id = field.key();
    let around = around(id, help, told.at(field));
    let options: Vec<_> = options
        .into_iter()
        .map(|(key, text)| {
            let chosen = key == value;
            view! {
                <option value=key selected=chosen>
                    {text}
                </option>
            }
        })
        .collect();
    view! {
        <div class=if around.bad { "field bad" } else { "field" }>
            {label(t, id, name.unwrap_or_else(|| t.field(field).to_owned()), optional)}
            <select
                class=if short { "input short" } else { "input" }
                id=id
                name=id
                aria-describedby=around.described_by
                aria-invalid=around.bad.then_some("true")
            >
                {blank.map(|text| view! { <option value="">{text}</option> })}
                {options}
            </select>
            {around.below}
        </div>
    }
}

/// One box to tick; its `name` is the field's key and its value `yes`.
#[component]
pub fn TickField(
    field: Field,
    told: Told,
    ticked: bool,
    #[prop(into)] text: String,
    #[prop(optional, into)] help: Option<String>,
) -> impl IntoView {
    let id = field.key();
    let error = told.at(field);
    let bad = error.is_some();
    view! {
        <div class=if bad { "field bad" } else { "field" }>
            <label class="choice">
                <input
                    type="checkbox"
                    id=id
                    name=id
                    value="yes"
                    checked=ticked
                    aria-invalid=bad.then_some("true")
                    aria-describedby=bad.then(|| format!("{id}-error"))
                />
                <span>{text} {help.map(|help| view! { <small>{help}</small> })}</span>
            </label>
            {refused(id, error)}
        </div>
    }
}

/// Cards to choose one of: `(value, text, help)`, with an optional drawing in front given by `icon`.
#[component]
pub fn PickField(
    field: Field,
    t: Text,
    told: Told,
    value: String,
    options: Vec<(String, String, String)>,
    /// The cards are categories and show their drawings.
    #[prop(optional)]
    drawn: bool,
    #[prop(optional, into)] name: Option<String>,
    /// Instead of the field's key, where a page has the field more than once.
    #[prop(optional)]
    id: Option<&'static str>,
) -> impl IntoView {
    let key = field.key();
    let error = told.at(field);
    let bad = error.is_some();
    // The summary leads to the field's key, and one of the page's fields is told.
    let id = id.filter(|_| !bad).unwrap_or(key);
    let cards: Vec<_> = options
        .into_iter()
        .map(|(choice, text, help)| {
            let chosen = choice == value;
            let icon = entity::wish::Category::from_key(&choice).filter(|_| drawn);
            view! {
                <label class="pick">
                    <input type="radio" name=key value=choice checked=chosen />
                    <span>
                        {icon.map(|category| view! { <CategoryIcon category=category.key() /> })} <b>{text}</b>
                        {(!help.is_empty()).then(|| view! { <small>{help}</small> })}
                    </span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset
            class=if bad { "group bad" } else { "group" }
            id=id
            aria-describedby=bad.then(|| format!("{id}-error"))
        >
            <legend>{name.unwrap_or_else(|| t.field(field).to_owned())}</legend>
            {refused(id, error)}
            <div class=if drawn { "picks" } else { "picks rows" }>{cards}</div>
        </fieldset>
    }
}
