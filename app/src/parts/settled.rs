//! What the office chose about each of a wish's gifts, for the school and the hub that have one in their hands.

use entity::{
    Code,
    claim::Source,
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
    let chosen: Vec<_> = about.settled.iter().map(|settled| chosen(t, settled)).collect();
    let new = about.has_new.then(|| view! { <Notice>{t.settled_new()}</Notice> });
    let codes: Vec<_> = about.came_from.iter().map(Code::grouped).collect();
    let came_from = (!codes.is_empty()).then(|| {
        let said = t.settled_came_from(&codes.join(t.settled_and()));
        view! { <Notice>{said}</Notice> }
    });
    view! {
        {chosen}
        {new}
        {came_from}
    }
}

/// The gift that was passed on with the way to its new wish. Where another gift has had the same code since, the words
/// say of which they are.
fn chosen(t: Text, settled: &Settled) -> impl IntoView + use<> {
    let (kind, choice) = (t.problem_kind(settled.kind), t.problem_choice_of(settled.choice, settled.source));
    let said = if settled.is_earlier {
        t.settled_earlier(&t.date_of(settled.at), kind, choice)
    } else {
        t.problem_is_chosen(kind, choice)
    };
    let next = match (settled.choice, settled.is_earlier) {
        (Choice::Return, false) if settled.source == Source::Pool => t.settled_return_pool(),
        (Choice::Return, true) if settled.source == Source::Pool => t.settled_earlier_return_pool(),
        (Choice::Replace, _) => t.settled_replace(),
        (Choice::Substitute, _) => t.settled_substitute(),
        (Choice::PassOn, false) => t.settled_pass_on(),
        (Choice::PassOn, true) => t.settled_earlier_pass_on(),
        (Choice::Return, false) => t.settled_return(),
        (Choice::Return, true) => t.settled_earlier_return(),
    };
    let to = settled.passed_to.as_ref().map(link);
    view! { <Notice kind="wait">{said} " " {next} " " {to}</Notice> }
}

fn link(code: &Code) -> impl IntoView + use<> {
    view! {
        <a class="code" href=format!("/receive/{code}")>
            {code.grouped()}
        </a>
    }
}
