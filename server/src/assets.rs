//! What `bundle` made and `public/` holds, read once at the start and served from memory.

use std::{collections::HashMap, fs, io, path::Path, sync::Arc};

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

/// One file with its compressed copies.
#[derive(Debug)]
struct File {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    kind: &'static str,
    etag: HeaderValue,
}

/// All static files, by their path.
#[derive(Clone, Debug, Default)]
pub struct Files(Arc<HashMap<String, File>>);

impl Files {
    /// Reads the folder. One without a style is an error, before any other file of it is read: its pages could hardly
    /// be read, and it may be any folder.
    pub fn read(folder: &Path) -> io::Result<Self> {
        if !has_style(folder) {
            return Err(io::Error::new(
                io::ErrorKind::NotFound,
                "there is no style in it; `make site` makes the folder",
            ));
        }
        let mut files = HashMap::new();
        gather(folder, "", &mut files)?;
        Ok(Self(Arc::new(files)))
    }

    /// The names that pages ask for.
    pub fn named(&self) -> app::site::Assets {
        app::site::Assets {
            css: self.style().unwrap_or_else(|| "/pkg/site.css".to_owned()),
            islands: self.find("/pkg/islands.", ".js"),
        }
    }

    fn style(&self) -> Option<String> {
        self.find("/pkg/site.", ".css")
    }

    fn find(&self, start: &str, end: &str) -> Option<String> {
        self.0.keys().find(|path| path.starts_with(start) && path.ends_with(end)).cloned()
    }

    /// Whether this is the path of a file.
    pub fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }
}

fn has_style(folder: &Path) -> bool {
    let is_style = |entry: fs::DirEntry| {
        let is_css = entry.path().extension().is_some_and(|ending| ending == "css");
        is_css && entry.file_name().to_string_lossy().starts_with("site.")
    };
    fs::read_dir(folder.join("pkg")).is_ok_and(|entries| entries.flatten().any(is_style))
}

/// Files only: whoever opens a pipe waits for somebody to write.
fn gather(folder: &Path, path: &str, files: &mut HashMap<String, File>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{path}/{name}");
        if entry.file_type()?.is_dir() {
            gather(&entry.path(), &path, files)?;
        } else if entry.path().is_file()
            && !matches!(Path::new(&name).extension().and_then(|ending| ending.to_str()), Some("br" | "gz"))
        {
            files.insert(path, read(&entry.path(), &name)?);
        }
    }
    Ok(())
}

fn read(file: &Path, name: &str) -> io::Result<File> {
    let plain = Bytes::from(fs::read(file)?);
    let beside = |ending: &str| {
        let mut path = file.as_os_str().to_owned();
        path.push(ending);
        fs::read(path).ok().map(Bytes::from)
    };
    let digest = entity::store::keys::hex(&entity::store::keys::digest(&plain)[..8]);
    Ok(File {
        brotli: beside(".br"),
        gzip: beside(".gz"),
        kind: kind(name),
        etag: HeaderValue::try_from(format!("\"{digest}\"")).unwrap_or(HeaderValue::from_static("\"0\"")),
        plain,
    })
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("webmanifest") => "application/manifest+json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Serves one file; names with a hash in them never change.
pub async fn serve(State(files): State<Files>, uri: Uri, headers: HeaderMap) -> Response {
    let Some(file) = files.0.get(uri.path()) else { return StatusCode::NOT_FOUND.into_response() };
    let caching =
        if uri.path().starts_with("/pkg/") { "public, max-age=31536000, immutable" } else { "public, max-age=3600" };
    if headers.get(header::IF_NONE_MATCH) == Some(&file.etag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, file.etag.clone())]).into_response();
    }
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let (body, encoding) = match (&file.brotli, &file.gzip) {
        (Some(brotli), _) if accepted.contains("br") => (brotli, Some("br")),
        (_, Some(gzip)) if accepted.contains("gzip") => (gzip, Some("gzip")),
        _ => (&file.plain, None),
    };
    let mut response = (
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(file.kind)),
            (header::CACHE_CONTROL, HeaderValue::from_static(caching)),
            (header::ETAG, file.etag.clone()),
            (header::VARY, HeaderValue::from_static("accept-encoding")),
        ],
        body.clone(),
    )
        .into_response();
    if let Some(encoding) = encoding {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Files;

    #[test]
    fn a_site_without_a_style_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Files::read(&folder.path().join("missing")).is_err());
        fs::write(folder.path().join("robots.txt"), "").unwrap();
        #[cfg(unix)]
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
        let error = Files::read(folder.path()).unwrap_err().to_string();
        assert!(error.contains("no style"), "{error}");
        fs::create_dir(folder.path().join("pkg")).unwrap();
        fs::write(folder.path().join("pkg/site.0a1b2c.css"), "").unwrap();
        let files = Files::read(folder.path()).unwrap();
        assert_eq!(files.named().css, "/pkg/site.0a1b2c.css");
        assert!(files.has("/robots.txt") && !files.has("/socket"));
    }
}
