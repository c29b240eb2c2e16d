//! Which offers a round passed over, each with its reason.

use entity::round::{desk::Passed, list::Whose};
use leptos::prelude::*;

use super::one::Seen;
use crate::text::Text;

/// The first of them; none where there are none.
pub(super) fn resting(t: Text, seen: &Seen) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = seen.resting.iter().map(|one| resting_line(t, seen, one)).collect();
    let more = seen.summary.resting.saturating_sub(u64::try_from(lines.len()).unwrap_or(u64::MAX));
    let more = (more > 0).then(|| view! { <p class="soft small">{t.round_pairs_more(more)}</p> });
    (!lines.is_empty()).then(|| {
        view! {
            <details class="more">
                <summary>{t.round_resting_which()}</summary>
                <ul class="todo-list">{lines}</ul>
                {more}
            </details>
        }
    })
}

fn resting_line(t: Text, seen: &Seen, one: &Whose<Passed>) -> impl IntoView + use<> {
    let name = seen.names.get(&one.account).cloned().unwrap_or_default();
    let lang = t.own_lang(&name);
    let says = format!("{} · {}", t.offer_title(one.offer.0), t.round_passed(one.why));
    view! {
        <li>
            <div class="what">
                <b lang=lang>{name}</b>
                <span class="soft small">{says}</span>
            </div>
        </li>
    }
}
