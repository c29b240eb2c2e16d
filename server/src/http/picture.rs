//! Pictures, to whom the privacy table allows them: always JPEG, never kept by a browser, never anything but pixels.

use app::{AppError, Visit};
use axum::{
    Extension,
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use entity::{
    Refusal,
    adoption::paper,
    id::PhotoId,
    photo::{self, Purpose, Size, sight},
    plot::receipt,
};

use super::{Place, place};
use crate::pictures::Pictures;

/// A picture asks for nothing, runs nothing and stands in no frame.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

pub fn map() -> Vec<Place> {
    vec![place("/pictures/{id}/{size}", get(show))]
}

/// A picture that not everybody may see. What a household signed names it: a look at that is written down.
async fn for_some(visit: &Visit, id: Option<PhotoId>) -> Result<photo::Model, AppError> {
    let who = visit.account()?;
    let photo = sight::seen_by(visit.db(), who, id.ok_or(Refusal::NotFound)?).await?;
    match photo.purpose {
        Purpose::Paper => paper::look(visit.store(), visit.keeper()?, &photo, visit.now()).await?,
        Purpose::Receipt => receipt::look(visit.store(), visit.keeper()?, &photo, visit.now()).await?,
        Purpose::Card | Purpose::Piece | Purpose::Problem | Purpose::Diary => {}
    }
    Ok(photo)
}

async fn show(
    visit: Visit,
    Extension(pictures): Extension<Pictures>,
    Path((id, size)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let sought = id.parse::<PhotoId>().ok().zip(size.strip_suffix(".jpg").and_then(Size::from_key));
    let public = match sought {
        Some((id, _)) => sight::by_anybody(visit.db(), id).await?,
        None => None,
    };
    let photo = match public {
        Some(photo) => photo,
        None => for_some(&visit, sought.map(|(id, _)| id)).await?,
    };
    let (_, size) = sought.ok_or(Refusal::NotFound)?;
    let opened = pictures.open(visit.store(), &photo, size).await.map_err(|error| AppError::broken(&error))?;
    let jpeg = opened.ok_or(Refusal::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"nuanxin.jpg\"")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, jpeg).into_response())
}
