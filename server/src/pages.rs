//! What is served beside the API: the page's files, its configuration, thumbnails.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use vitrine_policy::{HEADERS, Policy, cache_control};

use crate::answer::{Refusal, json_response, typed};
use crate::serve::{plain, wrong_method};
use crate::state::State;
use crate::{Data, demo, store, thumbnail};

/// Answers what is not the API's.
pub(crate) async fn answer(state: &Arc<State>, method: &Method, path: &str, headers: &HeaderMap) -> Response {
    let mut response = if *method != Method::GET && *method != Method::HEAD {
        wrong_method(&[Method::GET])
    } else if let Some(name) = path.strip_prefix("/thumbnails/") {
        picture(state, name)
    } else {
        file(state, path, headers).await
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(&Policy::default().page()) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn picture(state: &State, name: &str) -> Response {
    let id = name.strip_suffix(".png").and_then(|digits| digits.parse::<i64>().ok());
    let Some(id) = id.filter(|id| *id > 0) else {
        return Refusal::missing("there is no such thumbnail").response();
    };
    match store::media::picture(&state.db(), id) {
        Ok(Some(kind)) if kind == "audio" => Refusal::forbidden("there is no picture of this medium").response(),
        Ok(Some(_)) => match thumbnail::png(id) {
            Ok(bytes) => typed(StatusCode::OK, "image/png", "public, max-age=31536000, immutable", bytes),
            Err(_) => Refusal::missing("there is no such thumbnail").response(),
        },
        Ok(None) => Refusal::missing("there is no such thumbnail").response(),
        Err(error) => Refusal::from(error).response(),
    }
}

async fn file(state: &State, path: &str, headers: &HeaderMap) -> Response {
    let Some(relative) = relative(path) else {
        return Refusal::missing("there is no such file").response();
    };
    if let Some(dist) = &state.options.dist
        && let Some(response) = read(dist, &relative, headers).await
    {
        return response;
    }
    if relative == Path::new("config.json") {
        return json_response(StatusCode::OK, &demo::config(state.options.data == Data::Demo));
    }
    let extensionless = relative.extension().is_none();
    match &state.options.dist {
        Some(dist) if extensionless => match read(dist, Path::new("index.html"), headers).await {
            Some(response) => response,
            None => plain(StatusCode::NOT_FOUND, "the page is not built yet"),
        },
        None if relative == Path::new("index.html") => plain(
            StatusCode::OK,
            "The collections API answers under /api/public/v1. Start with --dist DIR for the page.",
        ),
        _ => Refusal::missing("there is no such file").response(),
    }
}

/// The file that a path names, never one outside of the folder nor a hidden one.
fn relative(path: &str) -> Option<PathBuf> {
    let mut relative = PathBuf::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let plain = !part.starts_with('.') && !part.bytes().any(|byte| matches!(byte, b'\\' | b':' | b'%' | 0));
        // What is percent-encoded can only be one of the page's own addresses.
        relative.push(if plain {
            part
        } else if part.contains('%') && !part.contains('.') {
            "x"
        } else {
            return None;
        });
    }
    if relative.as_os_str().is_empty() {
        relative.push("index.html");
    }
    Some(relative)
}

async fn read(dist: &Path, relative: &Path, headers: &HeaderMap) -> Option<Response> {
    let path = dist.join(relative);
    let name = relative.file_name()?.to_str()?;
    if !tokio::fs::metadata(&path).await.ok()?.is_file() {
        return None;
    }
    let mut packed = path.clone().into_os_string();
    packed.push(".br");
    let small = if accepts_brotli(headers) { tokio::fs::read(&packed).await.ok() } else { None };
    let encoded = small.is_some();
    let bytes = match small {
        Some(bytes) => bytes,
        None => tokio::fs::read(&path).await.ok()?,
    };
    let mut response = typed(StatusCode::OK, media_type(name), cache_control(name), bytes);
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if encoded {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    Some(response)
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|one| {
            let mut parts = one.split(';').map(str::trim);
            parts.next() == Some("br") && !parts.any(|part| part == "q=0" || part == "q=0.0")
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
