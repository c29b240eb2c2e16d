//! Fields for a file; the form that holds one is sent as multipart.

use entity::Field;
use leptos::prelude::*;

use super::{Told, fields::around};
use crate::text::Text;

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
    let told = told.at(Field::File);
    // The summary leads to the field's key, and one of the page's fields is told.
    let id = if told.is_some() { Field::File.key() } else { id };
    let around = around(id, help.map(ToOwned::to_owned), told);
    view! {
        <div class=if around.bad { "field bad" } else { "field" }>
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
                aria-describedby=around.described_by
                aria-invalid=around.bad.then_some("true")
            />
            {around.below}
        </div>
    }
}
