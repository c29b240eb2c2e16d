//! What the office chose about a gift, for the school and the hub that have it in their hands.

use entity::{
    Code,
    handout::problem::{
        Choice,
        settled::{About, Settled},
    },
};
use leptos::prelude::*;

use super::notice::Notice;
use crate::text::Text;

/// What is to be done now, and what the tag may still say.
pub fn settled(t: Text, about: &About) -> impl IntoView + use<> {
    let chosen = about.settled.as_ref().map(|settled| chosen(t, settled));
    let codes: Vec<_> = about.came_from.iter().map(Code::grouped).collect();
    let came_from = (!codes.is_empty()).then(|| {
        let said = t.settled_came_from(&codes.join(t.settled_and()));
        view! { <Notice>{said}</Notice> }
    });
    view! {
        {chosen}
        {came_from}
    }
}

/// The gift that was passed on with the way to its new wish. Where another gift has the same code by now, the words are
/// about both.
fn chosen(t: Text, settled: &Settled) -> impl IntoView + use<> {
    let choice = t.problem_choice(settled.choice);
    let said = match settled.earlier {
        Some(at) => t.settled_earlier(&t.date_of(at), choice),
        None => t.problem_is_chosen(t.problem_kind(settled.kind), choice),
    };
    let next = match (settled.choice, settled.earlier) {
        (Choice::Replace, _) => t.settled_replace(),
        (Choice::Substitute, _) => t.settled_substitute(),
        (Choice::PassOn, None) => t.settled_pass_on(),
        (Choice::PassOn, Some(_)) => t.settled_earlier_pass_on(),
        (Choice::Return, None) => t.settled_return(),
        (Choice::Return, Some(_)) => t.settled_earlier_return(),
    };
    let to = settled.passed_to.as_ref().map(link);
    let new = settled.earlier.map(|_| view! { <p>{t.settled_new()}</p> });
    view! { <Notice kind="wait">{said} " " {next} " " {to} {new}</Notice> }
}

fn link(code: &Code) -> impl IntoView + use<> {
    view! {
        <a class="code" href=format!("/receive/{code}")>
            {code.grouped()}
        </a>
    }
}
