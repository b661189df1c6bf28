//! What is served beside the API: the page's files, its configuration, thumbnails, files of media.

mod file;
mod media;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use vitrine_policy::{HEADERS, Policy};

use crate::answer::{Refusal, json_response};
use crate::serve::{plain, wrong_method};
use crate::state::State;
use crate::{Data, demo};

/// Answers what is not the API's.
pub(crate) async fn answer(state: &Arc<State>, method: &Method, path: &str, headers: &HeaderMap) -> Response {
    let mut response = if *method != Method::GET && *method != Method::HEAD {
        wrong_method(&[Method::GET])
    } else if let Some(name) = path.strip_prefix("/thumbnails/") {
        medium(state, name, media::picture).await
    } else if let Some(name) = path.strip_prefix("/files/") {
        medium(state, name, media::file).await
    } else {
        page(state, path, headers).await
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(&Policy::default().page()) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Runs what reads the database where it may wait.
async fn medium(state: &Arc<State>, name: &str, find: fn(&State, &str) -> Result<Response, Refusal>) -> Response {
    let (state, name) = (Arc::clone(state), name.to_owned());
    let work = tokio::task::spawn_blocking(move || find(&state, &name));
    work.await.unwrap_or_else(|error| Err(Refusal::failed(error))).unwrap_or_else(|refusal| refusal.response())
}

async fn page(state: &State, path: &str, headers: &HeaderMap) -> Response {
    let Some(relative) = relative(path) else {
        return Refusal::missing("there is no such file").response();
    };
    if let Some(dist) = &state.options.dist
        && let Some(response) = file::read(dist, &relative, headers).await
    {
        return response;
    }
    if relative == Path::new("config.json") {
        return json_response(StatusCode::OK, &demo::config(state.options.data == Data::Demo));
    }
    let extensionless = relative.extension().is_none();
    match &state.options.dist {
        Some(dist) if extensionless => match file::read(dist, Path::new("index.html"), headers).await {
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
