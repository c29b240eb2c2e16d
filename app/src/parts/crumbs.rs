//! The way back from a page to the list it belongs to.

use leptos::prelude::*;

use crate::text::Text;

/// `list`: address and name of the list; `here`: this page.
#[component]
pub fn Crumbs(t: Text, list: (&'static str, &'static str), #[prop(into)] here: String) -> impl IntoView {
    let (href, name) = list;
    let lang = t.own_lang(&here);
    view! {
        <ol class="crumbs" aria-label=t.crumbs()>
            <li>
                <a href=href>{name}</a>
            </li>
            <li aria-current="page" lang=lang>
                {here}
            </li>
        </ol>
    }
}
