//! What came under a donor's code, transfer by transfer, with what became of each.

use entity::payment::{
    State,
    list::{Became, Counts, Own},
};
use leptos::prelude::*;

use crate::text::Text;

pub fn days(t: Text, came: &[Own]) -> impl IntoView + use<> {
    let body = if came.is_empty() {
        view! { <p class="soft">{t.payment_nothing_came()}</p> }.into_any()
    } else {
        let lines: Vec<_> = came.iter().map(|own| transfer(t, own)).collect();
        view! { <dl class="facts wide-terms">{lines}</dl> }.into_any()
    };
    view! {
        <section class="box">
            <h2>{t.payment_days()}</h2>
            {body}
        </section>
    }
}

/// The day on which it came and all of it, with what became of it, or of each part.
fn transfer(t: Text, own: &Own) -> impl IntoView + use<> {
    let became = match &own.became[..] {
        [one] => format!(" · {}", stands(t, one)).into_any(),
        several => {
            let part = |one: &Became| {
                view! {
                    <li>
                        <span class="money">{one.amount.to_string()}</span>
                        {format!(" · {}", stands(t, one))}
                    </li>
                }
            };
            let parts: Vec<_> = several.iter().map(part).collect();
            view! { <ul>{parts}</ul> }.into_any()
        }
    };
    view! {
        <dt>{t.date(own.on)}</dt>
        <dd>
            <span class="money">{own.amount.to_string()}</span>
            {became}
        </dd>
    }
}

/// How a part stands, since when it is back, and why.
fn stands(t: Text, part: &Became) -> String {
    let why = part.why.filter(|_| part.counts == Counts::Here).and_then(|why| t.payment_why(why));
    let said = [Some(where_it_is(t, part)), part.went_on.map(|on| t.date(on)), why.map(ToOwned::to_owned)];
    said.into_iter().flatten().collect::<Vec<String>>().join(" · ")
}

/// What became of it, and where it counts if that is not here.
fn where_it_is(t: Text, part: &Became) -> String {
    match (&part.counts, part.state) {
        (Counts::Here, state) | (_, state @ State::Undone) => t.payment_state(state).to_owned(),
        (Counts::Nowhere, State::Unclear) => t.payment_over_unclear().to_owned(),
        (Counts::Nowhere, state) => format!("{}{}", t.payment_state(state), t.payment_over()),
        (Counts::Elsewhere(Some(code)), _) => t.payment_moved_to(&code.grouped()),
        (Counts::Elsewhere(None), _) => t.payment_moved().to_owned(),
    }
}
