//! Public pages are kept rendered (and compressed) until data changes, for readers who are nobody in particular.
//!
//! A page says itself that it is the same for all of them ([`app::request::Shared`]). What is kept is tied to
//! the store's commit count taken before it was rendered; with several processes (PostgreSQL) it lives two seconds.
//! While the database is away it is shown for longer, and says how old it is; but not once somebody did anything here
//! since that could have taken it down ([`QUIET`] could not).

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use app::{
    Site,
    request::{self, Shared},
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use entity::{Lang, store::DbBackend};
use quick_cache::sync::Cache;

/// Most pages kept: filters make many, and few are asked for twice.
const MOST: usize = 512;
const LARGEST: usize = 512 * 1024;
/// How old a page may be while the database is away.
const OLDEST: Duration = Duration::from_mins(10);

/// Where somebody comes in or goes, asks for letters or does without, or fills a basket that the browser alone holds:
/// nothing public is taken down by any of it.
const QUIET: [&str; 16] = [
    "/sign-in",
    "/sign-in/link",
    "/sign-in/as",
    "/sign-up",
    "/verify",
    "/enter",
    "/forgot",
    "/reset",
    "/sign-out",
    "/sign-out-everywhere",
    "/account/password",
    "/account/letters",
    "/account/verify",
    "/unsubscribe",
    "/basket",
    "/basket/remove",
];

#[derive(Clone)]
pub struct Kept {
    site: Site,
    pages: Arc<Cache<Key, Rendered>>,
    lives: Duration,
    /// Counts what people did here, but for [`QUIET`]; the clock takes nothing down.
    acts: Arc<AtomicU64>,
}

type Key = (Lang, &'static str, String);

#[derive(Clone)]
struct Rendered {
    version: u64,
    acts: u64,
    at: Instant,
    headers: HeaderMap,
    body: Bytes,
}

impl Kept {
    pub fn new(site: Site) -> Self {
        let alone = site.store.backend() == DbBackend::Sqlite;
        // One process sees every change; the minute is for what changes with the day.
        let lives = if alone { Duration::from_mins(1) } else { Duration::from_secs(2) };
        Self { site, pages: Arc::new(Cache::new(MOST)), lives, acts: Arc::default() }
    }

    fn acts(&self) -> u64 {
        self.acts.load(Ordering::Acquire)
    }

    /// Whoever does something is answered by the site alone. Counted even when the answer got lost: it may be done.
    async fn passed_on(&self, request: Request, next: Next) -> Response {
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        let acts = !is_read && !QUIET.contains(&request.uri().path());
        let version = self.site.store.version();
        let response = next.run(request).await;
        let status = response.status();
        let is_lost = status.is_server_error() && self.site.store.version() != version;
        if acts && (status.is_success() || status.is_redirection() || is_lost) {
            self.acts.fetch_add(1, Ordering::AcqRel);
        }
        response
    }
}

pub async fn kept(State(kept): State<Kept>, request: Request, next: Next) -> Response {
    let Some(key) = key(&request) else { return kept.passed_on(request, next).await };
    let (version, acts) = (kept.site.store.version(), kept.acts());
    let page = kept.pages.get(&key);
    if let Some(page) = &page
        && page.version == version
        && page.at.elapsed() < kept.lives
    {
        return answer(page);
    }
    let old = page.filter(|page| page.acts == acts && page.at.elapsed() < OLDEST);
    if let Some(page) = &old
        && kept.site.is_away()
    {
        return old_answer(page);
    }
    let response = next.run(request).await;
    if let Some(page) = &old
        && response.status() == StatusCode::SERVICE_UNAVAILABLE
    {
        return old_answer(page);
    }
    let is_shared = response.extensions().get::<Shared>().is_some();
    // A cookie is for one reader.
    let sets_cookie = response.headers().contains_key(header::SET_COOKIE);
    if !is_shared || sets_cookie || response.status() != StatusCode::OK {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, LARGEST).await else {
        return Response::builder().status(StatusCode::INTERNAL_SERVER_ERROR).body(Body::empty()).unwrap_or_default();
    };
    let page = Rendered { version, acts, at: Instant::now(), headers: parts.headers.clone(), body: body.clone() };
    kept.pages.insert(key, page);
    Response::from_parts(parts, Body::from(body))
}

/// None for readers whose page may be their own.
fn key(request: &Request) -> Option<Key> {
    if request.method() != Method::GET {
        return None;
    }
    let lang = request::strangers_lang(request.uri().query().unwrap_or(""), request.headers())?;
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("");
    let encoding = ["br", "gzip"].into_iter().find(|name| accepted.contains(name)).unwrap_or("");
    Some((lang, encoding, request.uri().path_and_query()?.as_str().to_owned()))
}

fn answer(page: &Rendered) -> Response {
    let mut response = Response::new(Body::from(page.body.clone()));
    response.headers_mut().clone_from(&page.headers);
    response
}

/// Says in the header that is there for it how old it is, in seconds.
fn old_answer(page: &Rendered) -> Response {
    let mut response = answer(page);
    response.headers_mut().insert(header::AGE, HeaderValue::from(page.at.elapsed().as_secs()));
    response
}

#[cfg(test)]
mod tests {
    use app::pages;

    use super::QUIET;

    #[test]
    fn what_is_quiet_is_a_place_of_ours() {
        let places: Vec<&str> = pages::map().into_iter().map(|place| place.path).collect();
        assert!(QUIET.iter().all(|path| places.contains(path)), "{places:?}");
    }
}
