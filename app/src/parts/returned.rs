//! Why a wish was sent back last, and what the school has changed since, where the office judges it again.

use entity::wish::{self, Status};
use leptos::prelude::*;

use super::notice::Notice;
use crate::text::Text;

/// None: it never was sent back.
pub fn returned(t: Text, wish: &wish::Model) -> Option<impl IntoView + use<>> {
    let returned = wish.returned()?;
    let changed: Vec<String> = returned.changed.iter().map(|field| t.field(*field).to_owned()).collect();
    let since = match wish.status {
        _ if !changed.is_empty() => Some(t.returned_changed(&t.list(&changed))),
        // The school has it still.
        Status::Returned => None,
        _ => Some(t.returned_same().to_owned()),
    };
    let lang = t.own_lang(&returned.reason);
    Some(view! {
        <Notice>
            <p>{t.returned_on(&t.date_of(returned.at))} <span lang=lang>{returned.reason}</span></p>
            {since.map(|since| view! { <p>{since}</p> })}
        </Notice>
    })
}
