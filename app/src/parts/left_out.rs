//! What of an address was left out, because there is no such choice: said, so that nobody takes it to hold.

use entity::wish::browse::Choice;
use leptos::prelude::*;

use super::notice::Notice;
use crate::text::Text;

/// Nothing where all of it holds.
pub fn left_out(t: Text, unknown: &[Choice]) -> Option<impl IntoView + use<>> {
    let names = |is_meant: fn(Choice) -> bool| {
        let meant = unknown.iter().filter(|choice| is_meant(**choice));
        t.list(&meant.map(|choice| t.choice(*choice).to_owned()).collect::<Vec<_>>())
    };
    let (picked, prices) = (names(|choice| !choice.is_typed()), names(Choice::is_price));
    let said = [
        (!picked.is_empty()).then(|| t.choices_left_out(&picked)),
        (!prices.is_empty()).then(|| t.prices_left_out(&prices)),
        unknown.contains(&Choice::Search).then(|| t.search_left_out().to_owned()),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| {
        let said = t.sentences(&said);
        view! { <Notice>{said}</Notice> }
    })
}
