//! What was signed on paper, as the forms ask for it: the day, the paper's number, and most of them for a photo of it.

use entity::Field;
use leptos::prelude::*;

use crate::{
    parts::form::{PhotoField, TextField, Told},
    text::Text,
};

/// `day` and `number`: each field with what was typed; the last: the photo's field and its label.
pub(super) fn signed(
    t: Text,
    told: &Told,
    day: (Field, String),
    number: (Field, String),
    (id, name): (&'static str, &'static str),
) -> impl IntoView + use<> {
    view! {
        {day_and_number(t, told, day, number)}
        <PhotoField t=t told=told.clone() id=id name=name help=t.plot_scan_help() />
    }
}

/// Without the photo.
pub(super) fn day_and_number(
    t: Text,
    told: &Told,
    (day, on): (Field, String),
    (number, no): (Field, String),
) -> impl IntoView + use<> {
    view! {
        <div class="pair">
            <TextField field=day t=t told=told.clone() value=on kind="date" short=true />
            <TextField field=number t=t told=told.clone() value=no short=true />
        </div>
    }
}
