//! One visit to one page: who reads, in which language, when; and how pages and redirects leave.

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use entity::{
    Code, FormKey, Lang, Refusal, Store, Time,
    actor::{Admin, Donor, Officer, Receiver, School, SignedIn},
    session::{self, Opened},
};
use leptos::IntoView;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::Deserialize;

use crate::{AppError, Site, shell, text::Text};

/// The session's cookie.
pub const SESSION: &str = "__Host-nuanxin";
/// A sentence that the next page shows once.
const SAID: &str = "__Host-said";
const LANG: &str = "lang";
/// Codes chosen but not claimed yet, for visitors and donors alike.
pub const BASKET: &str = "basket";
/// A basket holds at most this many.
pub const BASKET_MOST: usize = 30;

/// Where a request came from, as far as limits on guessing care; set by `server`.
#[derive(Clone, Debug, Default)]
pub struct Network(pub String);

/// One request of a reader.
#[derive(Clone, Debug)]
pub struct Visit {
    site: Site,
    lang: Lang,
    signed_in: Option<SignedIn>,
    path: String,
    query: String,
    network: String,
    said: Option<String>,
    basket: Vec<Code>,
    now: Time,
}

impl Visit {
    pub fn site(&self) -> &Site {
        &self.site
    }

    pub fn store(&self) -> &Store {
        &self.site.store
    }

    /// For reads.
    pub fn db(&self) -> &entity::store::Connection {
        self.site.store.read()
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

    pub fn query(&self) -> &str {
        &self.query
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

    pub const fn signed_in(&self) -> Option<&SignedIn> {
        self.signed_in.as_ref()
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

    pub fn officer(&self) -> Result<Officer, AppError> {
        Ok(self.somebody()?.officer()?)
    }

    pub fn admin(&self) -> Result<Admin, AppError> {
        Ok(self.somebody()?.admin()?)
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

/// A rendered page on its way out.
#[derive(Debug)]
pub struct Page {
    html: String,
    status: StatusCode,
    shared: bool,
    clear_said: bool,
    cookies: CookieJar,
}

impl Page {
    #[must_use]
    pub const fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The same for every reader who is not signed in, until data changes.
    #[must_use]
    pub const fn shared(mut self) -> Self {
        self.shared = true;
        self
    }

    /// [`Page::shared`], where what it shows is as new as the store.
    #[must_use]
    pub const fn shared_if(self, is_current: bool) -> Self {
        if is_current { self.shared() } else { self }
    }

    #[must_use]
    pub fn with(mut self, cookie: Cookie<'static>) -> Self {
        self.cookies = self.cookies.add(cookie);
        self
    }
}

/// Marks a response that `server` may keep for the next anonymous reader.
#[derive(Clone, Copy, Debug)]
pub struct Shared;

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let mut cookies = self.cookies;
        if self.clear_said {
            cookies = cookies.add(cookie(SAID, String::new(), Some(0)));
        }
        let mut response = (self.status, cookies, Html(self.html)).into_response();
        let caching = if self.shared { "no-cache" } else { "no-store" };
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        if self.shared && self.status == StatusCode::OK {
            response.extensions_mut().insert(Shared);
        }
        response
    }
}

/// A redirect after an act.
#[derive(Debug)]
pub struct Go {
    path: String,
    cookies: CookieJar,
}

impl Go {
    #[must_use]
    pub fn with(mut self, cookie: Cookie<'static>) -> Self {
        self.cookies = self.cookies.add(cookie);
        self
    }
}

impl IntoResponse for Go {
    fn into_response(self) -> Response {
        // Only a path of ours, whatever a `next=` said.
        let ours =
            self.path.starts_with('/') && !self.path.starts_with("//") && !self.path.contains(['\\', '\r', '\n']);
        let path = if ours { self.path } else { "/".to_owned() };
        let to = HeaderValue::try_from(path).unwrap_or(HeaderValue::from_static("/"));
        let headers = [(header::LOCATION, to), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
        (StatusCode::SEE_OTHER, self.cookies, headers).into_response()
    }
}

/// A cookie of ours: `Secure`, `HttpOnly`, `SameSite=Lax`, for the whole site. `max_age` in seconds; none: this session.
pub fn cookie(name: &'static str, value: String, max_age: Option<i64>) -> Cookie<'static> {
    let cookie = Cookie::build((name, value)).path("/").secure(true).http_only(true).same_site(SameSite::Lax);
    match max_age {
        Some(seconds) => cookie.max_age(::cookie::time::Duration::seconds(seconds)).build(),
        None => cookie.build(),
    }
}

/// The cookie of a session that was just opened; it lasts as long as the session does.
pub fn session_cookie(opened: &Opened) -> Cookie<'static> {
    let lasts = session::lasts(opened.person.role());
    cookie(SESSION, opened.token.clone(), Some(lasts.num_seconds()))
}

/// Takes the session's cookie away.
pub fn no_session() -> Cookie<'static> {
    cookie(SESSION, String::new(), Some(0))
}

/// Keeps the language that was chosen.
pub fn lang_cookie(lang: Lang) -> Cookie<'static> {
    cookie(LANG, lang.tag().to_owned(), Some(365 * 24 * 3600))
}

/// Finds out who visits, once for each request, before any page runs; and turns failures into pages after it.
pub async fn visit(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let wants_lang = asked_lang(parts.uri.query().unwrap_or(""));
    let visit = match meet(site, &parts, wants_lang).await {
        Ok(visit) => visit,
        Err(response) => return response,
    };
    parts.extensions.insert(visit.clone());
    let get = matches!(parts.method, Method::GET | Method::HEAD);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(error) = response.extensions_mut().remove::<AppError>() {
        response = tell(&visit, &error, get);
    } else if let Some(page) = shell::plain_refusal(&visit, response.status(), response.headers()) {
        response = page.into_response();
    }
    if let Some(lang) = wants_lang {
        if let Ok(value) = HeaderValue::try_from(lang_cookie(lang).to_string()) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        response.extensions_mut().remove::<Shared>();
    }
    response
}

/// A failure as a page: sign-in is a redirect that comes back, everything else says what to do next.
fn tell(visit: &Visit, error: &AppError, get: bool) -> Response {
    if let AppError::Refused(refused) = error
        && refused.0.contains(&Refusal::SignInFirst)
    {
        let next = if get { visit.path.as_str() } else { "/" };
        let query = if get && !visit.query.is_empty() { format!("?{}", visit.query) } else { String::new() };
        return visit.go(format!("/sign-in?next={}", encode(&format!("{next}{query}")))).into_response();
    }
    shell::failure(visit, error).into_response()
}

async fn meet(site: Site, parts: &Parts, wants_lang: Option<Lang>) -> Result<Visit, Response> {
    let cookies = CookieJar::from_headers(&parts.headers);
    let now = site.now();
    let signed_in = match cookies.get(SESSION) {
        Some(token) => match session::who(&site.store, token.value(), now).await {
            Ok(who) => who,
            // Public pages are still shown to somebody whose session cannot be read just now.
            Err(_) if parts.method == Method::GET => None,
            Err(error) => return Err(AppError::from(error).into_response()),
        },
        None => None,
    };
    let lang = wants_lang
        .or_else(|| cookies.get(LANG).and_then(|kept| lang_of(kept.value())))
        .or_else(|| signed_in.as_ref().map(SignedIn::lang))
        .unwrap_or_else(|| accepted_lang(&parts.headers));
    Ok(Visit {
        lang,
        signed_in,
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        network: parts.extensions.get::<Network>().cloned().unwrap_or_default().0,
        said: cookies.get(SAID).map(|said| decode(said.value())).filter(|said| !said.is_empty()),
        basket: cookies.get(BASKET).map(|basket| basket_of(basket.value())).unwrap_or_default(),
        now,
        site,
    })
}

impl FromRequestParts<Site> for Visit {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, AppError> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| AppError::Broken("no visit".to_owned()))
    }
}

fn lang_of(tag: &str) -> Option<Lang> {
    match tag {
        "zh" | "zh-CN" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

fn asked_lang(query: &str) -> Option<Lang> {
    query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(lang_of)
}

/// The language of a reader who is not signed in; none when the request asks for a change of language.
pub fn reader_lang(query: &str, headers: &HeaderMap) -> Option<Lang> {
    if asked_lang(query).is_some() {
        return None;
    }
    let kept = CookieJar::from_headers(headers).get(LANG).and_then(|kept| lang_of(kept.value()));
    Some(kept.unwrap_or_else(|| accepted_lang(headers)))
}

/// Chinese unless English stands first among the two.
fn accepted_lang(headers: &HeaderMap) -> Lang {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let first = accepted.split(',').map(|tag| tag.trim().to_ascii_lowercase()).find_map(|tag| {
        let primary = tag.split([';', '-']).next().unwrap_or("");
        lang_of(primary)
    });
    first.unwrap_or_default()
}

fn basket_of(value: &str) -> Vec<Code> {
    let mut codes = Vec::new();
    for code in value.split('.').filter_map(|code| code.parse().ok()) {
        if codes.len() < BASKET_MOST && !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// The basket's cookie for these codes.
pub fn basket_cookie(codes: &[Code]) -> Cookie<'static> {
    let value = codes.iter().map(Code::as_str).collect::<Vec<_>>().join(".");
    let keep = if codes.is_empty() { 0 } else { 7 * 24 * 3600 };
    cookie(BASKET, value, Some(keep))
}

/// All but letters, digits and `-_.~/`.
const SPECIAL: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

/// Percent-encodes a text for a cookie or `next=`.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, SPECIAL).to_string()
}

fn decode(coded: &str) -> String {
    percent_decode_str(coded).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};
    use entity::Lang;

    use super::{accepted_lang, decode, encode};

    #[test]
    fn a_sentence_survives_its_cookie() {
        for said in ["已保存", "50 % off; really=\"yes\"", ""] {
            assert_eq!(decode(&encode(said)), said);
        }
        assert_eq!(decode("%E5%BF"), "\u{FFFD}");
    }

    #[test]
    fn the_browsers_first_known_language_counts() {
        for (accepted, lang) in
            [("en-GB,en;q=0.9,zh;q=0.8", Lang::En), ("fr, zh-TW", Lang::Zh), ("fr", Lang::Zh), ("", Lang::Zh)]
        {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accepted));
            assert_eq!(accepted_lang(&headers), lang, "{accepted}");
        }
    }
}
