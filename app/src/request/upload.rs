//! A form with a file in it, within the limit of its one place.

use std::time::Duration;

use axum::{
    body::{Body, to_bytes},
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;

use super::Visit;

/// A file may be long on its way, but something of it has to come by then.
const STALLED: Duration = Duration::from_secs(20);
/// A little more than the largest file, so that one above the limit is told so beside its field.
const MOST_OF_FILE: usize = (10 << 20) + 1;
/// Of all that is typed beside it, the names of the fields among it.
const MOST_TYPED: usize = 1 << 20;
/// What a field costs besides what is typed into it, so that a million empty ones are too many.
const EACH_FIELD: usize = 64;

/// [`Upload`] counts for itself.
pub fn limit() -> DefaultBodyLimit {
    DefaultBodyLimit::disable()
}

/// What came with it. A form without a file has none, and one sent in a way that no browser does has nothing; a file of
/// a visitor, for whom no place takes any, is heard to its end, so that the browser hears our answer, and not held.
#[derive(Default)]
pub struct Upload {
    fields: Vec<(String, String)>,
    /// Its name and its bytes.
    pub file: Option<(String, Vec<u8>)>,
    /// By a script of ours that draws its progress, and not by the browser itself.
    pub is_by_script: bool,
}

impl Upload {
    /// What was typed into this field; blank where there was none.
    pub fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, typed)| typed)
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let is_by_script = request.headers().get("x-sent-by").is_some_and(|by| by == "script");
        let is_somebody = request.extensions().get::<Visit>().is_some_and(|visit| visit.signed_in().is_some());
        if is_typed_only(&request) {
            let fields = typed(request).await.map_err(IntoResponse::into_response)?;
            return Ok(Self { fields, file: None, is_by_script });
        }
        let upload = match Multipart::from_request(request, state).await {
            Ok(parts) => gather(parts, is_somebody).await.map_err(IntoResponse::into_response)?,
            Err(_) => Self::default(),
        };
        Ok(Self { is_by_script, ..upload })
    }
}

fn is_typed_only(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

/// A form that could have a file and was sent without one, as a form that could not.
async fn typed(request: Request) -> Result<Vec<(String, String)>, StatusCode> {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, MOST_TYPED).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    let request = Request::from_parts(parts, Body::from(bytes));
    let Form(fields) = Form::from_request(request, &()).await.map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(fields)
}

async fn gather(mut parts: Multipart, is_somebody: bool) -> Result<Upload, StatusCode> {
    let mut upload = Upload::default();
    let mut left = MOST_TYPED;
    while let Some(part) = moving(parts.next_field()).await? {
        let (field, name) = (part.name().map(ToOwned::to_owned), part.file_name().unwrap_or_default().to_owned());
        let around = EACH_FIELD + name.len() + field.as_ref().map_or(0, String::len);
        left = left.checked_sub(around).ok_or(StatusCode::PAYLOAD_TOO_LARGE)?;
        let bytes = match field.as_deref() {
            Some("file") => beginning(part, is_somebody).await?,
            _ => whole(part, &mut left, is_somebody).await?,
        };
        match field {
            // A browser sends a field without a choice as a file without a name.
            Some(field) if field == "file" && (!name.is_empty() || !bytes.is_empty()) => {
                upload.file = Some((name, bytes));
            }
            Some(field) => upload.fields.push((field, String::from_utf8_lossy(&bytes).into_owned())),
            None => {}
        }
    }
    Ok(upload)
}

/// A file, or as much of one as shows that it is too large: the rest is heard and not held.
async fn beginning(mut part: Field<'_>, is_held: bool) -> Result<Vec<u8>, StatusCode> {
    let mut bytes = Vec::new();
    while let Some(some) = moving(part.chunk()).await? {
        let fits = some.len().min(MOST_OF_FILE - bytes.len());
        if is_held {
            bytes.extend_from_slice(&some[..fits]);
        }
    }
    Ok(bytes)
}

async fn whole(mut part: Field<'_>, left: &mut usize, is_held: bool) -> Result<Vec<u8>, StatusCode> {
    let mut bytes = Vec::new();
    while let Some(some) = moving(part.chunk()).await? {
        *left = left.checked_sub(some.len()).ok_or(StatusCode::PAYLOAD_TOO_LARGE)?;
        if is_held {
            bytes.extend_from_slice(&some);
        }
    }
    Ok(bytes)
}

/// What comes next, unless nothing does.
async fn moving<T>(next: impl Future<Output = Result<T, MultipartError>>) -> Result<T, StatusCode> {
    match tokio::time::timeout(STALLED, next).await {
        Ok(came) => came.map_err(|error| error.status()),
        Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}
