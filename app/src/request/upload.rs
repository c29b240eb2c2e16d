//! A form with a file in it, within the limit of its one place.

use axum::{
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// A little more than the largest file, so that one above the limit is told so beside its field.
const MOST_BYTES: usize = (10 << 20) + 64 * 1024;

/// [`Upload`] counts for itself.
pub fn limit() -> DefaultBodyLimit {
    DefaultBodyLimit::disable()
}

/// What came with it. A form without a file, or sent in another way, has none.
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
        let upload = match Multipart::from_request(request, state).await {
            Ok(parts) => gather(parts).await.map_err(IntoResponse::into_response)?,
            Err(_) => Self::default(),
        };
        Ok(Self { is_by_script, ..upload })
    }
}

async fn gather(mut parts: Multipart) -> Result<Upload, StatusCode> {
    let mut upload = Upload::default();
    let mut left = MOST_BYTES;
    while let Some(part) = parts.next_field().await.map_err(unread)? {
        let (field, name) = (part.name().map(ToOwned::to_owned), part.file_name().unwrap_or_default().to_owned());
        let bytes = whole(part, &mut left).await?;
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

async fn whole(mut part: Field<'_>, left: &mut usize) -> Result<Vec<u8>, StatusCode> {
    let mut bytes = Vec::new();
    while let Some(some) = part.chunk().await.map_err(unread)? {
        *left = left.checked_sub(some.len()).ok_or(StatusCode::PAYLOAD_TOO_LARGE)?;
        bytes.extend_from_slice(&some);
    }
    Ok(bytes)
}

fn unread(error: MultipartError) -> StatusCode {
    error.status()
}
