//! The HTTP edge: every layer that all requests go through, outermost first.

mod away;
mod contract;
mod guard;
mod kept;
mod network;
mod own;
mod paper;
mod picture;
mod report;
mod sheets;
mod shelf;
mod tag;

use std::sync::Arc;

use app::{Site, request};
use axum::{Router, extract::DefaultBodyLimit, middleware, routing::get};
use tokio::sync::Notify;
use tower::ServiceBuilder;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer};

use crate::{assets, labels::Fonts, papers::Shelf, pictures::Pictures};

pub use network::{Peer, Proxies};

/// The largest form: a roster of a large school. A place that takes files says so in the site map.
const MOST_BYTES: usize = 256 * 1024;
/// The largest of these.
const MOST_BYTES_WITH_FILES: usize = 11 << 20;

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
}

/// The whole site as one router.
pub fn router(edge: &Edge) -> Router {
    let pages = app::pages::router()
        .merge(own::routes(edge))
        .merge(away::routes())
        .merge(tag::routes(edge.fonts.clone()))
        .merge(sheets::routes())
        .merge(report::routes(edge.fonts.clone()))
        .merge(contract::routes(edge.fonts.clone()))
        .merge(paper::routes(edge.fonts.clone(), edge.papers.clone()))
        .merge(picture::routes(edge.pictures.clone()))
        .fallback(missing)
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn_with_state(edge.site.clone(), request::visit))
        .with_state(edge.site.clone());
    let pages = pages.layer(
        ServiceBuilder::new()
            .layer(middleware::from_fn_with_state(kept::Kept::new(edge.site.clone()), kept::kept))
            .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest))
            .layer(middleware::from_fn_with_state([edge.mail.clone(), edge.press.clone()], guard::wake))
            .layer(middleware::from_fn(guard::patience))
            .layer(DefaultBodyLimit::max(MOST_BYTES))
            .layer(tower_http::limit::RequestBodyLimitLayer::new(MOST_BYTES_WITH_FILES)),
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
            .layer(CatchPanicLayer::custom(guard::panicked))
            .layer(middleware::from_fn_with_state(edge.proxies.clone(), network::network)),
    )
}

/// No such page.
async fn missing() -> app::AppError {
    app::AppError::not_found()
}
