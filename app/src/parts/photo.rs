//! A picture for those who may see it: the page shows the middle size, and leads to the large one.

use entity::{id::PhotoId, photo::Size};
use leptos::prelude::*;

use crate::text::Text;

/// The address of one size of a picture; whoever may not see it finds nothing there.
pub fn address(id: PhotoId, size: Size) -> String {
    format!("/pictures/{id}/{}.jpg", size.key())
}

#[component]
pub fn Photo(
    id: PhotoId,
    /// What it shows, for those who do not see it.
    says: String,
    t: Text,
) -> impl IntoView {
    view! {
        <figure class="thanks-card">
            <a href=address(id, Size::Large)>
                <img src=address(id, Size::Medium) alt=says />
            </a>
            <figcaption>
                <a href=address(id, Size::Large)>{t.cards_larger()}</a>
            </figcaption>
        </figure>
    }
}
