//! How pages and redirects leave.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar};

use super::cookies::{SAID, cookie};

/// A rendered page on its way out.
#[derive(Debug)]
pub struct Page {
    pub(super) html: String,
    pub(super) status: StatusCode,
    pub(super) shared: bool,
    pub(super) clear_said: bool,
    pub(super) cookies: CookieJar,
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
    pub(super) path: String,
    pub(super) cookies: CookieJar,
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
        // Only a path of ours, whatever a `next=` said. A browser leaves out tabs and turns backslashes.
        let is_odd = |sign: char| sign.is_control() || sign == '\\';
        let ours = self.path.starts_with('/') && !self.path.starts_with("//") && !self.path.contains(is_odd);
        let path = if ours { self.path } else { "/".to_owned() };
        let to = HeaderValue::try_from(path).unwrap_or(HeaderValue::from_static("/"));
        let headers = [(header::LOCATION, to), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
        (StatusCode::SEE_OTHER, self.cookies, headers).into_response()
    }
}
