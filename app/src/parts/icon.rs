//! The drawings: one picture per wish category, small signs for the interface, the brand and the hills.
//! All are decoration (`aria-hidden`), so a control that shows only a sign needs its own `aria-label`.
//! The lines themselves lie once in `public/icons.svg`; they take their colours from the page.

use leptos::prelude::*;

/// The picture of a wish's category, named as the category is stored (`schoolbag`, `learning_device`, …).
/// `big` draws it at poster size, for empty pages.
#[component]
pub fn CategoryIcon(category: &'static str, #[prop(optional)] big: bool) -> impl IntoView {
    view! {
        <svg class=icon_class(big) viewBox="0 0 64 64" aria-hidden="true">
            <use_ href=format!("/icons.svg#c-{category}") />
        </svg>
    }
}

/// A sign of the interface: error, success, info, clock, parcel, hand, search, printer, camera,
/// basket, close, letter, heart, lock, list, plus; lost and busy are large drawings for error pages.
#[component]
pub fn UiIcon(name: &'static str, #[prop(optional)] big: bool) -> impl IntoView {
    view! {
        <svg class=icon_class(big) viewBox="0 0 24 24" aria-hidden="true">
            <use_ href=format!("/icons.svg#u-{name}") />
        </svg>
    }
}

/// The brand: a heart that is also a persimmon, with its leaf.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 32 32" aria-hidden="true">
            <use_ href="/icons.svg#mark" />
        </svg>
    }
}

/// The ridge of fields and the village school that every page stands on, just above the footer.
#[component]
pub fn Hills() -> impl IntoView {
    view! {
        <svg class="hills" viewBox="0 0 1200 90" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
            <use_ href="/icons.svg#hills" />
        </svg>
    }
}

const fn icon_class(big: bool) -> &'static str {
    if big { "icon big" } else { "icon" }
}
