//! A form with a file in it, within the limit of its one place.

use axum::{
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, multipart::MultipartError},
    response::{IntoResponse, Response},
};

/// The file's limit and room for the rest of the form.
const MOST_BYTES: usize = (10 << 20) + 64 * 1024;

/// More than any other form may send.
pub fn limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(MOST_BYTES)
}

/// What came with it. A form without a file, or sent in another way, has none.
#[derive(Default)]
pub struct Upload {
    pub form: String,
    pub phase: String,
    /// Its name and its bytes.
    pub file: Option<(String, Vec<u8>)>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        match Multipart::from_request(request, state).await {
            Ok(parts) => gather(parts).await.map_err(|error| error.status().into_response()),
            Err(_) => Ok(Self::default()),
        }
    }
}

async fn gather(mut parts: Multipart) -> Result<Upload, MultipartError> {
    let mut upload = Upload::default();
    while let Some(part) = parts.next_field().await? {
        match part.name() {
            Some("form") => upload.form = part.text().await?,
            Some("phase") => upload.phase = part.text().await?,
            Some("file") => {
                let name = part.file_name().unwrap_or_default().to_owned();
                let bytes = part.bytes().await?;
                // A browser sends a field without a choice as a file without a name.
                if !name.is_empty() || !bytes.is_empty() {
                    upload.file = Some((name, bytes.to_vec()));
                }
            }
            _ => {}
        }
    }
    Ok(upload)
}
