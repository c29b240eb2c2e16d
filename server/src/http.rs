//! The HTTP edge: every layer that all requests go through, outermost first.

mod away;
mod contract;
mod guard;
mod kept;
mod network;
mod origin;
mod own;
mod paper;
mod picture;
mod report;
mod sheets;
mod shelf;
mod tag;

use std::sync::Arc;

use app::{Site, request};
use axum::{
    Extension, Router,
    extract::DefaultBodyLimit,
    http::{Method, Uri},
    middleware,
    response::{IntoResponse, Redirect, Response},
    routing::{MethodRouter, get},
};
use tokio::sync::Notify;
use tower::ServiceBuilder;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, limit::RequestBodyLimitLayer};

use crate::{assets, labels::Fonts, papers::Shelf, pictures::Pictures};

pub use guard::Patience;
pub use network::{Peer, Proxies};

/// The largest form: a roster of a large school. A place that takes files says so in the site map.
const MOST_BYTES: usize = 256 * 1024;
/// What these may send: more than a file may be, so that one from a phone is heard to its end, and told at its field.
const MOST_BYTES_WITH_FILES: usize = 32 << 20;

/// What the edge needs besides the site itself.
#[derive(Clone)]
pub struct Edge {
    pub site: Site,
    pub files: assets::Files,
    pub fonts: Fonts,
    /// Where letters are written as files; shown at `/dev/mail` in demo mode.
    pub mail_dir: std::path::PathBuf,
    /// Where the files of print jobs lie.
    pub papers: Shelf,
    pub pictures: Pictures,
    /// Woken after every write, so that letters leave at once …
    pub mail: Arc<Notify>,
    /// … and papers are made at once.
    pub press: Arc<Notify>,
    pub proxies: Proxies,
    pub patience: Patience,
}

/// The whole site as one router.
pub fn router(edge: &Edge) -> Router {
    let origin = origin::Origin::of(&edge.site.public_url);
    let pages = app::pages::router()
        .merge(files(edge))
        .fallback(missing)
        .layer(origin.layer())
        .layer(middleware::from_fn_with_state(origin, origin::of_this_site))
        // Inside of the visit, so that what they answer becomes a page in the reader's language.
        .layer(RequestBodyLimitLayer::new(MOST_BYTES_WITH_FILES))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(middleware::from_fn(guard::not_too_long))
        .layer(middleware::from_fn_with_state(edge.patience, guard::patience))
        .layer(middleware::from_fn_with_state(edge.site.clone(), request::visit))
        .with_state(edge.site.clone());
    let pages = pages.layer(
        ServiceBuilder::new()
            .layer(middleware::from_fn_with_state(kept::Kept::new(edge.site.clone()), kept::kept))
            .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest))
            .layer(middleware::from_fn_with_state([edge.mail.clone(), edge.press.clone()], guard::wake)),
    );
    let health = Router::new()
        .route("/livez", get(|| async { "ok\n" }))
        .route("/readyz", get(own::ready))
        .with_state(edge.site.clone());
    let files = edge.files.clone();
    let static_files = Router::new().fallback(get(assets::serve)).with_state(files.clone());
    let whole = Router::new().merge(health).fallback_service(guard::Either { files, static_files, pages });
    whole.layer(
        ServiceBuilder::new()
            .layer(middleware::from_fn(guard::log))
            .layer(middleware::from_fn(guard::security_headers))
            .layer(middleware::from_fn(guard::come_back))
            .layer(CatchPanicLayer::custom(guard::panicked))
            .layer(middleware::from_fn_with_state(edge.proxies.clone(), network::network)),
    )
}

/// An address of what is no page, and who answers there.
pub struct Place {
    pub path: String,
    methods: MethodRouter<Site>,
}

fn place(path: impl Into<String>, methods: MethodRouter<Site>) -> Place {
    Place { path: path.into(), methods }
}

/// Every address but the pages' ([`app::pages::map`]): files, pictures, what a phone without a network fetches; in the
/// demonstration the letters too. The tests hold them to the same table of roles.
pub fn map(demo: bool) -> Vec<Place> {
    let letters = if demo { own::map() } else { Vec::new() };
    [away::map(), tag::map(), sheets::map(), report::map(), contract::map(), paper::map(), picture::map(), letters]
        .into_iter()
        .flatten()
        .collect()
}

fn files(edge: &Edge) -> Router<Site> {
    map(edge.site.demo)
        .into_iter()
        .fold(Router::new(), |router, place| router.route(&place.path, place.methods))
        .layer(Extension(edge.fonts.clone()))
        .layer(Extension(edge.papers.clone()))
        .layer(Extension(edge.pictures.clone()))
        .layer(Extension(edge.mail_dir.clone()))
}

/// No such page; one with a slash too many at its end is the one without.
async fn missing(method: Method, address: Uri) -> Response {
    let path = address.path().trim_end_matches('/');
    let is_read = matches!(method, Method::GET | Method::HEAD);
    // Two slashes at its beginning would lead to another site, and a browser turns the other sort.
    let is_elsewhere = path.starts_with("//") || path.contains('\\');
    if !is_read || is_elsewhere || path.is_empty() || path.len() == address.path().len() {
        return app::AppError::not_found().into_response();
    }
    let query = address.query().map_or_else(String::new, |query| format!("?{query}"));
    Redirect::permanent(&format!("{path}{query}")).into_response()
}
