//! The ways on from a donor's desk: to what is done with several gifts at once, and to everything else that is theirs.

use entity::claim::desk::Line;
use leptos::prelude::*;

use super::Stage;
use crate::{parts::parcel::by_school, text::Text};

/// `lines`: the gifts of this page of the desk.
pub(super) fn links(t: Text, lines: &[Line]) -> impl IntoView + use<> {
    let to_send: Vec<&Line> = lines.iter().filter(|line| Stage::of(line) == Stage::ToSend).collect();
    // A single one has its tag and its form on its own page.
    let tags = (to_send.len() > 1).then(|| link("/gifts/tags.pdf", t.tags_pdf()));
    let schools = by_school(to_send, |line| line.gift.place(t.0));
    let together = schools.iter().any(|(_, its)| its.len() > 1);
    let together = together.then(|| link("/gifts/ship", t.ship_together_link()));
    let others = [
        ("/gifts/offers", t.offers_title()),
        ("/gifts/organisation", t.own_org_link()),
        ("/gifts/plots", t.gifts_plots_link()),
        ("/gifts/pledges", t.pledges_title()),
        ("/gifts/confirmations", t.confirmations_title()),
        ("/gifts/payments", t.payments_title()),
        ("/gifts/support", t.support_title()),
    ];
    let others: Vec<_> = others.into_iter().map(|(href, name)| link(href, name)).collect();
    view! { <p class="row ways-on">{tags} {together} {others}</p> }
}

fn link(href: &'static str, name: &'static str) -> impl IntoView {
    view! {
        <a class="btn quiet" href=href>
            {name}
        </a>
    }
}
