//! Gifts school by school: what goes to one school stands under its name, so that it is seen what one parcel holds.

use leptos::prelude::*;

use crate::text::Text;

/// Schools in the order in which the first of each comes; within one the order stays.
pub fn by_school<T>(gifts: impl IntoIterator<Item = T>, place: impl Fn(&T) -> String) -> Vec<(String, Vec<T>)> {
    let mut parcels: Vec<(String, Vec<T>)> = Vec::new();
    for gift in gifts {
        let place = place(&gift);
        match parcels.iter_mut().find(|(known, _)| *known == place) {
            Some((_, its)) => its.push(gift),
            None => parcels.push((place, vec![gift])),
        }
    }
    parcels
}

/// What goes to one school, under its heading. `place`: the school as the reader knows it; `below`: another heading
/// stands above this one.
pub fn of_school(t: Text, place: String, below: bool, gifts: AnyView) -> impl IntoView + use<> {
    let lang = t.own_lang(&place);
    let heading = if below {
        view! { <h3 lang=lang>{place}</h3> }.into_any()
    } else {
        view! { <h2 lang=lang>{place}</h2> }.into_any()
    };
    view! {
        <section class="stack">
            {heading}
            {gifts}
        </section>
    }
}
