//! Whose figures the pages about fairness show: those of all phases together, or of one.

use entity::phase;
use leptos::prelude::*;

use crate::{parts::filter, text::Text};

/// The form in which one phase is chosen, and the name of the chosen one; the address of the page is `action`.
pub fn choice<'a>(
    t: Text,
    action: &'static str,
    phases: impl Iterator<Item = &'a phase::Model>,
    only: Option<i32>,
) -> AnyView {
    let options: Vec<_> = phases.map(|phase| (phase.number.to_string(), t.phase_name(phase))).collect();
    let chosen = only.map(|number| number.to_string()).unwrap_or_default();
    let name = options.iter().find(|(number, _)| *number == chosen).map(|(_, name)| name.clone());
    view! {
        <form class="tools by-phase" method="get" action=action role="search">
            {filter::choice(t.fairness_phase(), "phase", t.fairness_all_phases(), options, &chosen)}
            <div class="go">
                <button class="btn quiet">{t.filter_go()}</button>
            </div>
        </form>
        {name.map(|name| view! { <h2>{name}</h2> })}
    }
    .into_any()
}
