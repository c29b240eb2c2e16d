//! The way onto the waiting list; the list itself takes nobody while there are wishes to be had.

use entity::waiting::join;
use leptos::prelude::*;

use super::wish_tag::{may_claim, sign_in_and_back};
use crate::{AppError, Visit};

/// Whether the reader is on the list already.
pub async fn is_on(visit: &Visit) -> Result<bool, AppError> {
    match visit.donor() {
        Ok(donor) => Ok(join::of(visit.db(), donor).await?.is_some()),
        Err(_) => Ok(false),
    }
}

/// A button for a donor, the way to one for a visitor, nothing for whoever does not claim. Whoever `is_on` the list
/// finds the way off it at their own gifts. `back`: this page.
pub fn join(visit: &Visit, back: &str, is_on: bool) -> Option<AnyView> {
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
        Some(_) if is_on => view! {
            <a class="btn quiet" href="/gifts">
                {t.waiting_is_on()}
            </a>
        }
        .into_any(),
        Some(_) => view! {
            <form method="post" action="/waiting">
                <button class="btn">{t.waiting_join()}</button>
            </form>
        }
        .into_any(),
    };
    Some(way)
}
