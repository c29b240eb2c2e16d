//! What of an address was left out, because there is no such choice: said, so that nobody takes it to hold. What is
//! typed into a field of its own is told there.

use entity::wish::browse::Choice;
use leptos::prelude::*;

use super::notice::Notice;
use crate::text::Text;

/// Nothing where all of it holds.
pub fn left_out(t: Text, unknown: &[Choice]) -> Option<impl IntoView + use<>> {
    let picked = unknown.iter().filter(|choice| !choice.is_typed());
    let names: Vec<String> = picked.map(|choice| t.choice(*choice).to_owned()).collect();
    (!names.is_empty()).then(|| {
        let said = t.choices_left_out(&t.list(&names));
        view! { <Notice>{said}</Notice> }
    })
}
