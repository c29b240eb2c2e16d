//! Signing in and up, the links of letters, and one's own account. For anyone; a GET never acts.

pub mod enter;
pub mod invitation;
pub mod own;
pub mod reset;
pub mod sign_in;
pub mod sign_out;
pub mod sign_up;
pub mod unsubscribe;
pub mod verify;

use axum::response::{IntoResponse, Response};
use axum_extra::extract::Query;
use entity::{Error, Refusal, account::Role, session::Opened};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    parts::{dead_link::dead_link, icon::UiIcon},
    request::{Go, session_cookie, with_token},
    text::Text,
};

/// A link's token, from the address or from the form of its page.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Followed {
    token: String,
}

/// Lets somebody in who has just proved who they are: to the page they came for, or to their own desk.
fn welcome(visit: &Visit, opened: &Opened, next: &str) -> Go {
    let desk = home_of(visit, opened.person.role());
    visit.go(if next.is_empty() { desk } else { next }).with(session_cookie(opened))
}

/// Like [`welcome`], and the next page says this sentence.
fn welcome_saying(visit: &Visit, opened: &Opened, sentence: &str) -> Go {
    visit.go_saying(home_of(visit, opened.person.role()), sentence).with(session_cookie(opened))
}

/// The desk of a role; somebody who has wishes in the basket came for these.
fn home_of(visit: &Visit, role: Role) -> &'static str {
    match role {
        Role::Donor if !visit.basket().is_empty() => "/basket",
        Role::Donor => "/gifts",
        Role::School => "/school",
        Role::Village => "/village",
        Role::Office | Role::Admin => "/office",
    }
}

/// A page whose link does not work any more. A button pressed twice spends its link with the first press: the
/// reader is in, and is led on as if there had been one.
fn not_followed(visit: &Visit, error: Error) -> Result<Response, AppError> {
    match error {
        Error::Refused(refused) if refused.0 == [Refusal::LinkSpent] => match visit.signed_in() {
            Some(person) => Ok(visit.go(home_of(visit, person.role())).into_response()),
            None => Ok(spent(visit).into_response()),
        },
        error => Err(error.into()),
    }
}

fn spent(visit: &Visit) -> Page {
    let t = visit.t();
    let (text, again) = match visit.path() {
        "/invitation" => (t.spent_invitation(), None),
        "/unsubscribe" => (t.spent_unsubscribe(), Some(("/account", t.account_title()))),
        "/reset" => (t.spent_text(), Some(("/forgot", t.spent_again()))),
        _ => (t.spent_text(), Some(("/sign-in", t.spent_again()))),
    };
    dead_link(visit, "letter", (t.spent_title(), text), again, ("/", t.back_home()))
}

/// A page that asks before it does what its link is for.
fn asks(
    visit: &Visit,
    title: &'static str,
    text: String,
    action: &'static str,
    token: String,
    button: &'static str,
) -> Page {
    let action = with_token(action, &token);
    visit.page(title, || {
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <form class="form box" method="post" action=action>
                    <p>{text}</p>
                    <input type="hidden" name="token" value=token />
                    <div class="actions">
                        <button class="btn big">{button}</button>
                    </div>
                </form>
            </div>
        }
    })
}

/// What was sent.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    what: String,
}

/// After a letter was asked for; says the same whether one was sent or not.
pub async fn letter_sent(visit: Visit, Query(sent): Query<Sent>) -> Page {
    let t = visit.t();
    let text = match sent.what.as_str() {
        "sign-up" => t.sent_sign_up(),
        "reset" => t.sent_reset(),
        _ => t.sent_link(),
    };
    let demo = visit.site().demo;
    visit.page(t.sent_title(), || {
        view! {
            <div class="lost">
                <UiIcon name="letter" big=true />
                <h1>{t.sent_title()}</h1>
                <p>{text}</p>
                <p class="soft">{t.sent_where()}</p>
                <div class="actions">
                    {demo
                        .then(|| {
                            view! {
                                <a class="btn" href="/dev/mail">
                                    {t.sent_demo()}
                                </a>
                            }
                        })} <a class="btn quiet" href="/wishes">
                        {t.see_wishes()}
                    </a>
                </div>
            </div>
        }
    })
}

/// The choice of a language, each named in itself.
pub(super) fn languages(t: Text) -> Vec<(String, String)> {
    vec![("zh".to_owned(), t.account_lang_zh().to_owned()), ("en".to_owned(), t.account_lang_en().to_owned())]
}
