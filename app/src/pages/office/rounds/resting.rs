//! Which offers a round passed over, each with its reason.

use leptos::prelude::*;

use super::{offer::offer_line, one::Seen};
use crate::text::Text;

/// The first of them; none where there are none.
pub(super) fn resting(t: Text, seen: &Seen) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = seen.resting.iter().map(|one| offer_line(t, seen, one, &t.round_passed(one.why))).collect();
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
