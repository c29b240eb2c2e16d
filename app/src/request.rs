//! One visit to one page: who reads, in which language, when; and how pages and redirects leave.

mod answer;
mod before;
mod cookies;
mod meet;
pub mod upload;

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
};
use axum_extra::extract::cookie::CookieJar;
use entity::{
    Code, FormKey, Lang, Refusal, Store, Time,
    actor::{Admin, Donor, Keeper, Officer, Receiver, School, SignedIn, Village},
    county::County,
    wish::browse::{self, PublicWish},
};
use leptos::IntoView;
use serde::Deserialize;

use crate::{AppError, Site, parts::notice::WARNING, shell, text::Text};

pub use answer::{Go, Page, Shared};
pub use cookies::{
    BASKET, BASKET_MOST, SESSION, basket_cookie, cookie, encode, lang_cookie, no_session, organisation_cookie,
    parameters, session_cookie, with_token,
};
pub use meet::{strangers_lang, visit};

use cookies::SAID;

/// Where a request came from, as far as limits on guessing care; set by `server`.
#[derive(Clone, Debug, Default)]
pub struct Network(pub String);

/// One request of a reader.
#[derive(Clone, Debug)]
pub struct Visit {
    site: Site,
    lang: Lang,
    signed_in: Option<SignedIn>,
    unread: Option<AppError>,
    path: String,
    /// Where a page can be opened, for a form that may be sent where none is.
    page_path: Option<String>,
    query: String,
    network: String,
    /// The page of ours that sent this, as far as the browser says it.
    came_from: Option<String>,
    said: Option<String>,
    basket: Vec<Code>,
    organisation: String,
    now: Time,
}

impl Visit {
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Phases, townships and schools, as anybody may know them.
    pub async fn county(&self) -> Result<Arc<County>, AppError> {
        self.site.county().await
    }

    /// The public wishes with these codes.
    pub async fn wishes(&self, codes: &[Code]) -> Result<Vec<PublicWish>, AppError> {
        Ok(browse::by_codes(self.db(), &*self.county().await?, codes, self.lang).await?)
    }

    pub fn store(&self) -> &Store {
        &self.site.store
    }

    /// For reads.
    pub fn db(&self) -> &entity::store::Connection {
        self.site.store.read()
    }

    /// The page of ours that sent this, as far as the browser says it.
    pub fn came_from(&self) -> Option<&str> {
        self.came_from.as_deref()
    }

    pub const fn now(&self) -> Time {
        self.now
    }

    /// Today in China.
    pub fn today(&self) -> entity::Day {
        entity::lang::china_date(self.now)
    }

    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The catalogue in the reader's language.
    pub const fn t(&self) -> Text {
        Text(self.lang)
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    /// The path of a page that can be opened: this one, or the nearest to where a form was sent.
    pub fn page_path(&self) -> &str {
        self.page_path.as_deref().unwrap_or(&self.path)
    }

    pub fn query(&self) -> &str {
        &self.query
    }

    /// Whether a page is read, and nothing sent.
    pub const fn reads(&self) -> bool {
        self.page_path.is_none()
    }

    /// For limits on guessing.
    pub fn network(&self) -> &str {
        &self.network
    }

    pub fn said(&self) -> Option<&str> {
        self.said.as_deref()
    }

    pub fn basket(&self) -> &[Code] {
        &self.basket
    }

    /// The word of an organisation's link that was followed before; blank where there was none.
    pub fn organisation(&self) -> &str {
        &self.organisation
    }

    pub const fn signed_in(&self) -> Option<&SignedIn> {
        self.signed_in.as_ref()
    }

    /// Why the session that came along could not be read just now: whoever it is, is no stranger.
    pub const fn unread(&self) -> Option<&AppError> {
        self.unread.as_ref()
    }

    fn somebody(&self) -> Result<&SignedIn, Refusal> {
        self.signed_in.as_ref().ok_or(Refusal::SignInFirst)
    }

    /// Anybody signed in.
    pub fn account(&self) -> Result<&SignedIn, AppError> {
        Ok(self.somebody()?)
    }

    pub fn donor(&self) -> Result<Donor, AppError> {
        Ok(self.somebody()?.donor()?)
    }

    pub fn school(&self) -> Result<School, AppError> {
        Ok(self.somebody()?.school()?)
    }

    pub fn village(&self) -> Result<Village, AppError> {
        Ok(self.somebody()?.village()?)
    }

    pub fn officer(&self) -> Result<Officer, AppError> {
        Ok(self.somebody()?.officer()?)
    }

    pub fn admin(&self) -> Result<Admin, AppError> {
        Ok(self.somebody()?.admin()?)
    }

    pub fn keeper(&self) -> Result<Keeper, AppError> {
        Ok(self.somebody()?.keeper()?)
    }

    pub fn receiver(&self) -> Result<Receiver, AppError> {
        Ok(self.somebody()?.receiver()?)
    }

    /// The key of a form that was just rendered (see [`crate::parts::form::FormKeyField`]).
    pub fn mint(&self) -> String {
        self.site.store.dice.id()
    }

    /// The key a form came back with, bound to who sent it.
    pub fn form_key(&self, minted: &str) -> FormKey {
        match &self.signed_in {
            Some(signed_in) => FormKey::new(signed_in.account().id, minted),
            None => FormKey::new("visitor", minted),
        }
    }

    /// Renders a page. `body` runs inside a reactive owner of its own, synchronously: all reads are done before.
    pub fn page<V: IntoView>(&self, title: &str, body: impl FnOnce() -> V) -> Page {
        Page {
            html: shell::document(self, title, body),
            status: StatusCode::OK,
            shared: false,
            clear_said: self.said.is_some(),
            cookies: CookieJar::new(),
        }
    }

    /// Goes to another page of ours (303).
    pub fn go(&self, path: impl Into<String>) -> Go {
        Go { path: path.into(), cookies: CookieJar::new() }
    }

    /// Goes to another page, which says this sentence once.
    pub fn go_saying(&self, path: impl Into<String>, sentence: impl AsRef<str>) -> Go {
        self.go(path).with(cookie(SAID, encode(sentence.as_ref()), Some(60)))
    }

    /// Goes to another page, which warns with this sentence once: not all was done.
    pub fn go_warning(&self, path: impl Into<String>, sentence: &str) -> Go {
        self.go_saying(path, format!("{WARNING}{sentence}"))
    }
}

impl FromRequestParts<Site> for Visit {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, AppError> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| AppError::Broken("no visit".to_owned()))
    }
}

/// A form as it comes in: its key, and what was typed.
#[derive(Debug, Default, Deserialize)]
pub struct Sent<T> {
    /// See [`Visit::form_key`].
    #[serde(default)]
    pub form: String,
    #[serde(flatten)]
    pub typed: T,
}

/// A form that is one button.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Pressed {
    /// See [`Visit::form_key`].
    pub form: String,
}
