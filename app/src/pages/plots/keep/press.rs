//! Steps of a plot that are taken by a button, some of them with a box to tick first.

use entity::{Field, id::PlotId};
use leptos::prelude::*;

use crate::{
    Visit,
    parts::form::{FormKeyField, TickField, Told},
};

/// A step that is taken once, with what it does and, where it is asked, the box that says it is meant.
pub(super) fn asked(
    visit: &Visit,
    (id, step): (PlotId, &'static str),
    (name, what): (&'static str, String),
    meant: Option<String>,
    told: &Told,
) -> impl IntoView + use<> {
    let told = told.clone();
    let tick = meant.map(|meant| view! { <TickField field=Field::Meant told=told ticked=false text=meant /> });
    view! {
        <form class="form box" method="post" action=format!("/plots/{id}/{step}") novalidate>
            <FormKeyField key=visit.mint() />
            <p>{what}</p>
            {tick}
            <div class="actions">
                <button class="btn pine">{name}</button>
            </div>
        </form>
    }
}

pub(super) fn button(
    visit: &Visit,
    id: PlotId,
    step: &'static str,
    name: &'static str,
    what: &'static str,
    quiet: bool,
) -> impl IntoView + use<> {
    let class = if quiet { "btn quiet" } else { "btn pine" };
    view! {
        <form class="form box" method="post" action=format!("/plots/{id}/{step}")>
            <FormKeyField key=visit.mint() />
            <p>{what}</p>
            <div class="actions">
                <button class=class>{name}</button>
            </div>
        </form>
    }
}
