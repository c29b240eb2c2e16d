//! The pages for what is not there, what may not be, and what went wrong: what happened, and where to go from here.

use axum::http::{HeaderMap, StatusCode, header};
use entity::{Refusal, account::Role, actor::SignedIn};
use leptos::prelude::*;

use crate::{AppError, Page, Visit, parts::icon::UiIcon, request::encode};

/// The page for a failure: what happened, and what to do next.
pub fn failure(visit: &Visit, error: &AppError) -> Page {
    let t = visit.t();
    let (icon, title, text) = match error {
        AppError::Busy => ("busy", t.busy_title(), busy(visit).to_owned()),
        AppError::Broken(reference) => ("lost", t.broken_title(), t.broken_text(reference)),
        AppError::Refused(refused) => match refused.0.first() {
            Some(Refusal::NotFound) | None => ("lost", t.lost_title(), t.lost_text().to_owned()),
            Some(Refusal::NotYours) => ("lost", t.forbidden_title(), t.forbidden_text().to_owned()),
            Some(refusal) => ("lost", t.refused_title(), t.refusal(refusal)),
        },
    };
    lost(visit, icon, title, text, None).status(error.status())
}

/// What the router or an extractor answered in bare words becomes a page too. `before`: the page to go back to.
pub fn plain_refusal(visit: &Visit, status: StatusCode, headers: &HeaderMap, before: Option<&str>) -> Option<Page> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let bare = kind.is_none_or(|kind| kind.starts_with("text/plain"));
    if !bare || !(status.is_client_error() || status.is_server_error()) {
        return None;
    }
    let t = visit.t();
    let (icon, title, text) = match status {
        StatusCode::NOT_FOUND => ("lost", t.lost_title(), t.lost_text()),
        StatusCode::METHOD_NOT_ALLOWED if visit.reads() => ("lost", t.form_only_title(), t.form_only_text()),
        StatusCode::METHOD_NOT_ALLOWED => ("lost", t.read_only_title(), t.read_only_text()),
        StatusCode::FORBIDDEN => ("lost", t.cross_site_title(), t.cross_site_text()),
        StatusCode::PAYLOAD_TOO_LARGE => ("lost", t.too_large_title(), t.too_large_text()),
        StatusCode::URI_TOO_LONG => ("lost", t.long_address_title(), t.long_address_text()),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => ("busy", t.busy_title(), busy(visit)),
        status if status.is_server_error() => ("busy", t.broken_title(), busy(visit)),
        _ if visit.reads() => ("lost", t.odd_address_title(), t.odd_address_text()),
        _ => ("lost", t.unreadable_title(), t.unreadable_text()),
    };
    Some(lost(visit, icon, title, text.to_owned(), before.map(str::to_owned)).status(status))
}

/// Who only read has typed nothing that could be lost.
fn busy(visit: &Visit) -> &'static str {
    if visit.reads() { visit.t().busy_reading() } else { visit.t().busy_text() }
}

/// An act that was not done, with the sentence that says why.
pub fn refusal(visit: &Visit, sentence: String) -> Page {
    lost(visit, "lost", visit.t().refused_title(), sentence, None).status(StatusCode::UNPROCESSABLE_ENTITY)
}

/// `before`: the page to go back to.
fn lost(visit: &Visit, icon: &'static str, title: &'static str, text: String, before: Option<String>) -> Page {
    let t = visit.t();
    let is_stranger = visit.signed_in().is_none() && visit.unread().is_none();
    let sign_in = is_stranger.then(|| format!("/sign-in?next={}", encode(visit.page_path())));
    // Who works here goes back to the desk; the wall of wishes is for everybody else.
    let (on, name) = match visit.signed_in().map(SignedIn::role) {
        Some(Role::School) => ("/school", t.back_to_desk()),
        Some(Role::Village) => ("/village", t.back_to_desk()),
        Some(Role::Office | Role::Admin) => ("/office", t.back_to_desk()),
        Some(Role::Donor) | None => ("/wishes", t.see_wishes()),
    };
    visit.page(title, || {
        view! {
            <div class="lost">
                <UiIcon name=icon big=true />
                <h1>{title}</h1>
                <p>{text}</p>
                <div class="actions">
                    {before
                        .map(|href| {
                            view! {
                                <a class="btn" href=href>
                                    {t.to_page_before()}
                                </a>
                            }
                        })}
                    <a class="btn" href=on>
                        {name}
                    </a>
                    {sign_in
                        .map(|href| {
                            view! {
                                <a class="btn quiet" href=href>
                                    {t.sign_in()}
                                </a>
                            }
                        })}
                    <a class="btn quiet" href="/">
                        {t.back_home()}
                    </a>
                </div>
            </div>
        }
    })
}
