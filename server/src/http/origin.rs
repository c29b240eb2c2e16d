//! Forms come from a page of ours: from the address that people use, whatever the proxy before us calls us, or, on this
//! very machine, from where they are sent to.
//!
//! No other name will do: a browser that was told a stranger's name for our address (DNS rebinding) calls that the same
//! origin, and sends it as the host, too.

use std::{net::IpAddr, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{Method, StatusCode, header, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tower_http::csrf::CsrfLayer;
use url::Url;

/// Of the address that people use, as a browser says it.
#[derive(Clone)]
pub struct Origin(Arc<str>);

impl Origin {
    pub fn of(public_url: &str) -> Self {
        let origin = Url::parse(public_url).map(|url| url.origin().ascii_serialization());
        Self(origin.unwrap_or_default().into())
    }

    /// Refuses what another site made a browser send, by what the browser says of where it comes from.
    pub fn layer(&self) -> CsrfLayer {
        CsrfLayer::new().add_trusted_origin(&*self.0).unwrap_or_default()
    }

    fn admits(&self, origin: &str, host: &str) -> bool {
        let is_at = |origin: &str| origin.split_once("://").is_some_and(|(_, name)| name == host);
        match origin {
            // A browser that keeps it to itself; the layer goes by what else it says.
            "null" => is_at(&self.0),
            origin => *origin == *self.0 || (is_at(origin) && is_this_machine(host)),
        }
    }
}

/// Who names no origin is no page in a browser of today; the layer judges those.
pub async fn of_this_site(State(ours): State<Origin>, request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let headers = request.headers();
    let named = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = request.uri().authority().map(Authority::as_str).or(named).unwrap_or_default();
    let is_ours =
        headers.get(header::ORIGIN).is_none_or(|origin| origin.to_str().is_ok_and(|origin| ours.admits(origin, host)));
    if is_read || is_ours { next.run(request).await } else { StatusCode::FORBIDDEN.into_response() }
}

/// With or without a port.
fn is_this_machine(host: &str) -> bool {
    let Ok(host) = host.parse::<Authority>() else { return false };
    let name = host.host().trim_start_matches('[').trim_end_matches(']');
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::Origin;

    #[test]
    fn a_form_comes_from_the_public_address_or_from_this_machine_to_itself() {
        let ours = Origin::of("https://nuanxin.example.org/");
        for (origin, host, is_ours) in [
            ("https://nuanxin.example.org", "nuanxin.example.org", true),
            ("https://nuanxin.example.org", "127.0.0.1:3000", true),
            ("https://nuanxin.example.org", "nuanxin:3000", true),
            ("http://127.0.0.1:3000", "127.0.0.1:3000", true),
            ("http://localhost:3000", "localhost:3000", true),
            ("http://localhost", "localhost", true),
            ("http://[::1]:3000", "[::1]:3000", true),
            ("null", "nuanxin.example.org", true),
            ("null", "127.0.0.1:3000", false),
            ("null", "elsewhere.example.org", false),
            ("http://nuanxin.example.org", "nuanxin.example.org", false),
            ("https://elsewhere.example.org", "elsewhere.example.org", false),
            ("https://elsewhere.example.org", "127.0.0.1:3000", false),
            ("http://localhost:4000", "localhost:3000", false),
            ("http://localhost.example.org:3000", "localhost.example.org:3000", false),
            ("http://127.0.0.1.example.org", "127.0.0.1.example.org", false),
            ("http://10.0.0.5:3000", "10.0.0.5:3000", false),
            ("", "", false),
        ] {
            assert_eq!(ours.admits(origin, host), is_ours, "from {origin} to {host}");
        }
    }
}
