//! An offer in one of a round's lists.

use entity::round::list::Whose;
use leptos::prelude::*;

use super::one::Seen;
use crate::text::Text;

/// Its donor, its number, and a sentence about it.
pub(super) fn offer_line<W>(t: Text, seen: &Seen, one: &Whose<W>, says: &str) -> AnyView {
    let name = seen.names.get(&one.account).cloned().unwrap_or_default();
    let lang = t.own_lang(&name);
    view! {
        <li>
            <div class="what">
                <b lang=lang>{name}</b>
                <span class="soft small">{format!("{} · {says}", t.offer_title(one.offer.0))}</span>
            </div>
        </li>
    }
    .into_any()
}
