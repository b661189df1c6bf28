//! What is served beside the API: the page's files, its configuration, thumbnails, files of media.

mod media;

use std::path::Path;
use std::sync::Arc;

use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use serde_json::Value;
use vitrine_files::{frame_hosts, is_address, mark, relative};
use vitrine_policy::Policy;

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
    let hosts = frame_hosts(path, || config(state));
    let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
    mark(&mut response, &Policy { hosts: &hosts, ..Policy::default() });
    response
}

/// The folder's configuration, else the demo's; nothing where the folder's can't be read.
fn config(state: &State) -> Option<Value> {
    let file = state.options.dist.as_deref().and_then(|dist| std::fs::read(dist.join("config.json")).ok());
    match file {
        Some(file) => serde_json::from_slice(&file).ok(),
        None => Some(demo::config(state.options.data == Data::Demo)),
    }
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
        && let Some(response) = vitrine_files::answer(dist, path, headers).await
    {
        return response;
    }
    if relative == Path::new("config.json") {
        return json_response(StatusCode::OK, &demo::config(state.options.data == Data::Demo));
    }
    match &state.options.dist {
        Some(_) if is_address(&relative) => plain(StatusCode::NOT_FOUND, "the page is not built yet"),
        None if relative == Path::new("index.html") => plain(
            StatusCode::OK,
            "The collections API answers under /api/public/v1. Start with --dist DIR for the page.",
        ),
        _ => Refusal::missing("there is no such file").response(),
    }
}
