//! Public pages are kept rendered (and compressed) until data changes, for readers who are nobody in particular.
//!
//! A page says itself that it is the same for all of them ([`app::request::Shared`]). What is kept is tied to
//! the store's commit count taken before it was rendered; with several processes (PostgreSQL) it lives two seconds.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use app::{
    Site,
    request::{self, Shared},
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use entity::{Lang, store::DbBackend};
use quick_cache::sync::Cache;

/// Most pages kept: filters make many, and few are asked for twice.
const MOST: usize = 512;
const LARGEST: usize = 512 * 1024;

#[derive(Clone)]
pub struct Kept {
    site: Site,
    pages: Arc<Cache<Key, Rendered>>,
    lives: Duration,
}

type Key = (Lang, &'static str, String);

#[derive(Clone)]
struct Rendered {
    version: u64,
    at: Instant,
    headers: HeaderMap,
    body: Bytes,
}

impl Kept {
    pub fn new(site: Site) -> Self {
        let alone = site.store.backend() == DbBackend::Sqlite;
        // One process sees every change; the minute is for what changes with the day.
        let lives = if alone { Duration::from_mins(1) } else { Duration::from_secs(2) };
        Self { site, pages: Arc::new(Cache::new(MOST)), lives }
    }
}

pub async fn kept(State(kept): State<Kept>, request: Request, next: Next) -> Response {
    let Some(key) = key(&request) else { return next.run(request).await };
    let version = kept.site.store.version();
    if let Some(page) = kept.pages.get(&key)
        && page.version == version
        && page.at.elapsed() < kept.lives
    {
        return answer(page.headers, page.body);
    }
    let response = next.run(request).await;
    if response.extensions().get::<Shared>().is_none() || response.status() != StatusCode::OK {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, LARGEST).await else {
        return Response::builder().status(StatusCode::INTERNAL_SERVER_ERROR).body(Body::empty()).unwrap_or_default();
    };
    let page = Rendered { version, at: Instant::now(), headers: parts.headers.clone(), body: body.clone() };
    kept.pages.insert(key, page);
    Response::from_parts(parts, Body::from(body))
}

/// None for readers whose page may be their own.
fn key(request: &Request) -> Option<Key> {
    if request.method() != Method::GET || request.headers().contains_key(header::COOKIE) {
        return None;
    }
    let lang = request::reader_lang(request.uri().query().unwrap_or(""), request.headers())?;
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("");
    let encoding = ["br", "gzip"].into_iter().find(|name| accepted.contains(name)).unwrap_or("");
    Some((lang, encoding, request.uri().path_and_query()?.as_str().to_owned()))
}

fn answer(headers: HeaderMap, body: Bytes) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.headers_mut() = headers;
    response
}
