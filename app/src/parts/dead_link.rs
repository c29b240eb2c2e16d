//! The page of a link that does not work, or no longer: why, and where to go instead.

use axum::http::StatusCode;
use leptos::prelude::*;

use super::icon::UiIcon;
use crate::{Page, Visit};

/// `first`: what helps most, where anything does; `other`: somewhere else. Both are an address and its name.
pub fn dead_link(
    visit: &Visit,
    icon: &'static str,
    (title, text): (&'static str, &'static str),
    first: Option<(&'static str, &'static str)>,
    other: (&'static str, &'static str),
) -> Page {
    let page = visit.page(title, || {
        let first = first.map(|(href, name)| {
            view! {
                <a class="btn" href=href>
                    {name}
                </a>
            }
        });
        let (href, name) = other;
        view! {
            <div class="lost">
                <UiIcon name=icon big=true />
                <h1>{title}</h1>
                <p>{text}</p>
                <div class="actions">
                    {first} <a class="btn quiet" href=href>
                        {name}
                    </a>
                </div>
            </div>
        }
    });
    page.status(StatusCode::GONE)
}
