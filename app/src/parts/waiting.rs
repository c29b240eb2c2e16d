//! The way onto the waiting list; the list itself takes nobody while there are wishes to be had.

use leptos::prelude::*;

use super::wish_tag::{may_claim, sign_in_and_back};
use crate::Visit;

/// A button for a donor, the way to one for a visitor, nothing for whoever does not claim. `back`: this page.
pub fn join(visit: &Visit, back: &str) -> Option<AnyView> {
    let t = visit.t();
    if !may_claim(visit) {
        return None;
    }
    let way = match visit.signed_in() {
        None => {
            let href = sign_in_and_back(back);
            view! {
                <a class="btn" href=href>
                    {t.waiting_sign_in()}
                </a>
            }
            .into_any()
        }
        Some(_) => view! {
            <form method="post" action="/waiting">
                <button class="btn">{t.waiting_join()}</button>
            </form>
        }
        .into_any(),
    };
    Some(way)
}
