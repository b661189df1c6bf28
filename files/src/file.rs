//! One file of the page as it goes out: its encoding, its tag, its type.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use vitrine_policy::{SHARED, cache_control, is_shared};

/// What a file may be kept as beside itself, the smallest first: the word for it, and the ending.
const PACKED: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// The answer with a file of `folder`, where there is such a one.
pub(crate) async fn read(folder: &Path, relative: &Path, asked: &HeaderMap) -> Option<Response> {
    let name = relative.file_name()?.to_str()?;
    let plain = folder.join(relative);
    let mut tag = tag(&plain).await?;
    let mut path = plain.clone();
    let mut encoding = None;
    for (word, ending) in PACKED.iter().filter(|(word, _)| accepts(asked, word)) {
        let packed = beside(&plain, ending);
        if let Some(of_packed) = self::tag(&packed).await {
            (tag, path, encoding) = (of_packed, packed, Some(*word));
            break;
        }
    }
    let tag = format!("\"{tag}{}\"", encoding.map(|word| format!("-{word}")).unwrap_or_default());
    let mut response = if known(asked, &tag) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        let mut response = Response::new(Body::from(tokio::fs::read(&path).await.ok()?));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
        if let Some(word) = encoding {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(word));
        }
        response
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache_control(name)));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if is_shared(name) {
        for (name, value) in SHARED {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    Some(response)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// What changes when a file changes: its size and when it was written. None where it is no file.
async fn tag(path: &Path) -> Option<String> {
    let about = tokio::fs::metadata(path).await.ok().filter(std::fs::Metadata::is_file)?;
    let written = about.modified().ok()?.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    Some(format!("{:x}-{written:x}", about.len()))
}

/// The words of a header that is a list.
fn words(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
}

/// Whether the client has this very file.
fn known(headers: &HeaderMap, tag: &str) -> bool {
    words(headers, header::IF_NONE_MATCH).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

/// Whether the client takes this encoding.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    words(headers, header::ACCEPT_ENCODING).any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let refused = |part: &str| part.strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0));
        parts.next().is_some_and(|word| word.eq_ignore_ascii_case(encoding)) && !parts.any(refused)
    })
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
