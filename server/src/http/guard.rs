//! Headers that every answer carries, the log line of every request, and what a panic looks like from outside.

use std::{
    any::Any,
    convert::Infallible,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::sync::Notify;
use tower::Service;

use crate::assets::Files;

/// No inline script or style, nothing from elsewhere. Islands need WebAssembly.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'";

/// How long a request may take; one that takes longer is given up, and the reader is told to try again.
#[derive(Clone, Copy)]
pub struct Patience {
    pub page: Duration,
    /// With a file, which is long on its way where there is one bar of signal. One that stalls is given up earlier
    /// (`app::request::upload`).
    pub with_file: Duration,
}

impl Patience {
    pub const USUAL: Self = Self { page: Duration::from_secs(20), with_file: Duration::from_secs(200) };
}

pub async fn patience(State(patience): State<Patience>, request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let has_file = kind.is_some_and(|kind| kind.starts_with("multipart/form-data"));
    let most = if has_file { patience.with_file } else { patience.page };
    match tokio::time::timeout(most, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// An address, in bytes; the usual proxy takes no longer one either.
const LONGEST: usize = 8 * 1024;

/// Far below what the server under us takes, which would answer in bare words.
pub async fn not_too_long(request: Request, next: Next) -> Response {
    if request.uri().path_and_query().is_some_and(|address| address.as_str().len() > LONGEST) {
        return StatusCode::URI_TOO_LONG.into_response();
    }
    next.run(request).await
}

pub async fn security_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(), microphone=()"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// When it is worth while to come back: a database is back soon, a limit on guessing counts by quarters of an hour.
pub async fn come_back(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let seconds = match response.status() {
        StatusCode::SERVICE_UNAVAILABLE => "60",
        StatusCode::TOO_MANY_REQUESTS => "900",
        _ => return response,
    };
    response.headers_mut().entry(header::RETRY_AFTER).or_insert(HeaderValue::from_static(seconds));
    response
}

/// One line for each request: no query (it may hold a token), no address, no cookie.
pub async fn log(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let path = quiet_path(request.uri().path());
    let response = next.run(request).await;
    tracing::info!(
        %method,
        path,
        status = response.status().as_u16(),
        milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
    response
}

/// A path that a mistyped address could have put a secret into is cut.
fn quiet_path(path: &str) -> String {
    path.chars().take(80).map(|c| if c.is_control() { '?' } else { c }).collect()
}

/// Letters leave, and papers are made, as soon as the act that asked for them has been answered.
pub async fn wake(State(bells): State<[Arc<Notify>; 2]>, request: Request, next: Next) -> Response {
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD);
    let response = next.run(request).await;
    if writes {
        for bell in bells {
            bell.notify_one();
        }
    }
    response
}

/// A panic is a defect: logged with its message, answered without it.
pub fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    tracing::error!(message, "a request panicked");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// Static files by their exact path, pages for all else.
#[derive(Clone)]
pub struct Either {
    pub files: Files,
    pub static_files: Router,
    pub pages: Router,
}

impl Service<Request<Body>> for Either {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let to = if self.files.has(request.uri().path()) { &mut self.static_files } else { &mut self.pages };
        Box::pin(to.call(request))
    }
}
