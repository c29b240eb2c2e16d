//! What a donor is told whose address is not proved yet: with the button that sends the letter once more.

use axum::http::StatusCode;
use leptos::prelude::*;

use super::{form::FormKeyField, icon::UiIcon, notice::Notice};
use crate::{Page, Visit};

/// Whether the reader is signed in with an address that is not proved yet.
pub fn is_unproved(visit: &Visit) -> bool {
    visit.signed_in().is_some_and(|person| person.account().verified_at.is_none())
}

/// On a page that has other things to show.
pub fn notice(visit: &Visit) -> impl IntoView + use<> {
    let t = visit.t();
    let again = again(visit);
    view! { <Notice kind="wait">{t.account_unproved()} {again}</Notice> }
}

/// Instead of a page that is for proved donors.
pub fn page(visit: &Visit) -> Page {
    let t = visit.t();
    let page = visit.page(t.unproved_title(), || {
        view! {
            <div class="lost">
                <UiIcon name="letter" big=true />
                <h1>{t.unproved_title()}</h1>
                <p>{t.account_unproved()}</p>
                {again(visit)}
                <p>
                    <a href="/wishes">{t.see_wishes()}</a>
                </p>
            </div>
        }
    });
    page.status(StatusCode::FORBIDDEN)
}

fn again(visit: &Visit) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <form class="actions" method="post" action="/account/verify">
            <FormKeyField key=visit.mint() />
            <button class="btn quiet">{t.account_send_again()}</button>
        </form>
    }
}
