//! Workbooks to download: the empty table, and a school's own table with its errors marked.

use app::{AppError, Visit};
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use entity::{import::kept, phase};

use super::{Place, place};
use crate::sheets::write;

pub fn map() -> Vec<Place> {
    vec![place("/school/imports/template.xlsx", get(template)), place("/school/imports/{id}/marked.xlsx", get(marked))]
}

async fn template(visit: Visit) -> Result<Response, AppError> {
    visit.school()?;
    let cap = phase::writable(visit.db()).await?.first().map(|phase| phase.price_cap_fen);
    let t = visit.t();
    workbook(tokio::task::spawn_blocking(move || write::template(t, cap)).await, "wishes.xlsx")
}

/// Holds names: the journal knows who opened it.
async fn marked(visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = id.parse().map_err(|_| AppError::not_found())?;
    let (table, findings) = kept::opened(visit.store(), visit.school()?.into(), id, visit.now()).await?;
    let t = visit.t();
    workbook(tokio::task::spawn_blocking(move || write::marked(t, &table, &findings)).await, "marked.xlsx")
}

fn workbook(
    made: Result<Result<Vec<u8>, rust_xlsxwriter::XlsxError>, tokio::task::JoinError>,
    name: &str,
) -> Result<Response, AppError> {
    const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let bytes = made.map_err(|panic| AppError::broken(&panic))?.map_err(|error| AppError::broken(&error))?;
    let headers = [
        (header::CONTENT_TYPE, TYPE.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
