//! The state of a list that has nothing to show, and why.

use leptos::prelude::*;

use super::icon::CategoryIcon;

#[component]
pub fn Empty(title: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <div class="empty">
            <CategoryIcon category="other" big=true />
            <h2>{title}</h2>
            <p>{text}</p>
        </div>
    }
}
