//! Fields for a file; the form that holds one is sent as multipart.

use entity::Field;
use leptos::prelude::*;

use super::Told;
use crate::{parts::icon::UiIcon, text::Text};

/// A photo that may be left out.
#[component]
pub fn PhotoField(
    t: Text,
    told: Told,
    /// Where a page has more than one.
    #[prop(default = "file")]
    id: &'static str,
    name: &'static str,
    /// The form is about nothing else.
    #[prop(optional)]
    needed: bool,
    help: &'static str,
) -> impl IntoView {
    let accept = "image/jpeg,image/png,image/webp";
    let optional = (!needed).then(|| t.optional());
    view! { <FileField told=told id=id name=name accept=accept optional=optional help=Some(help) /> }
}

/// A table, as a spreadsheet program or a bank writes it.
#[component]
pub fn TableField(told: Told, name: &'static str) -> impl IntoView {
    let accept = ".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    view! { <FileField told=told id="file" name=name accept=accept optional=None help=None /> }
}

#[component]
fn FileField(
    told: Told,
    id: &'static str,
    name: &'static str,
    accept: &'static str,
    /// The word that says so, where it may be left out.
    optional: Option<&'static str>,
    help: Option<&'static str>,
) -> impl IntoView {
    let error = told.at(Field::File);
    let bad = error.is_some();
    let (help_id, error_id) = (format!("{id}-help"), format!("{id}-error"));
    let described = [(help.is_some(), &help_id), (bad, &error_id)];
    let described: Vec<_> =
        described.into_iter().filter(|(is_there, _)| *is_there).map(|(_, id)| id.as_str()).collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    view! {
        <div class=if bad { "field bad" } else { "field" }>
            <label class="label" for=id>
                {name}
                {optional.map(|word| view! { <span class="optional">{word}</span> })}
            </label>
            <input
                class="input"
                type="file"
                id=id
                name=Field::File.key()
                accept=accept
                aria-describedby=described
                aria-invalid=bad.then_some("true")
            />
            {help
                .map(|help| {
                    view! {
                        <span class="help" id=help_id>
                            {help}
                        </span>
                    }
                })}
            {error
                .map(|error| {
                    view! {
                        <p class="field-error" id=error_id>
                            <UiIcon name="error" />
                            <span>{error}</span>
                        </p>
                    }
                })}
        </div>
    }
}
