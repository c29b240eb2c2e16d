//! What an officer of a county that is new here does first, in this order; what is there already says so.

use leptos::prelude::*;

use crate::text::Text;

/// What of it is there. A county that has had a phase needs no beginning.
#[derive(Clone, Copy)]
pub struct There {
    pub townships: bool,
    pub schools: bool,
    pub organisers: bool,
}

pub fn beginning(t: Text, there: There) -> impl IntoView {
    let steps: Vec<_> = [
        ("/office/places", t.beginning_places(), t.beginning_places_text(), there.townships),
        ("/office/schools", t.beginning_schools(), t.beginning_schools_text(), there.schools),
        ("/office/organisers", t.beginning_organiser(), t.beginning_organiser_text(), there.organisers),
        ("/office/phases/new", t.beginning_phase(), t.beginning_phase_text(), false),
        ("/office/people", t.beginning_people(), t.beginning_people_text(), false),
    ]
    .into_iter()
    .map(|(href, what, how, is_there)| {
        view! {
            <li>
                <b>
                    <a href=href>{what}</a>
                </b>
                {how}
                {is_there.then(|| view! { <span class="soft small">" "{t.beginning_there()}</span> })}
            </li>
        }
    })
    .collect();
    view! {
        <section class="stack">
            <h2>{t.beginning_title()}</h2>
            <ol class="steps">{steps}</ol>
        </section>
    }
}
