//! The page's files, and its configuration.

use std::path::Path;

use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use serde_json::{Map, Value, json};
use vitrine_policy::Policy;

use crate::answer::{Refusal, json_response};
use crate::state::State;

/// What is wrong where nobody can be told who may hold the page in a frame.
pub(crate) const FRAME_HOSTS: &str = "frame_hosts in config.json is no list of origins";

/// Answers with a file of the page, where the gateway has the page.
pub(crate) async fn answer(state: &State, method: &Method, path: &str, headers: &HeaderMap) -> Response {
    let Some(dist) = &state.dist else {
        return Refusal::new(StatusCode::NOT_FOUND, "there is nothing at this address").json();
    };
    let mut response = if *method != Method::GET && *method != Method::HEAD {
        Refusal::other_method("GET, HEAD").json()
    } else if path == "/config.json" {
        match config(dist) {
            Ok(config) => json_response(StatusCode::OK, &Value::Object(config)),
            Err(text) => Refusal::failed(text).json(),
        }
    } else {
        let missing = || Refusal::new(StatusCode::NOT_FOUND, "there is no such file").json();
        vitrine_files::answer(dist, path, headers).await.unwrap_or_else(missing)
    };
    let images: Vec<&str> = state.images.iter().map(String::as_str).collect();
    let hosts = vitrine_files::frame_hosts(path, || config(dist).ok().map(Value::Object));
    let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
    vitrine_files::mark(&mut response, &Policy { images: &images, api: None, hosts: &hosts });
    response
}

/// The page's configuration: the folder's `config.json`, if any, with what the gateway knows better.
///
/// # Errors
/// The file is no JSON object, or says wrongly who may hold the page in a frame; the text says so.
pub(crate) fn config(dist: &Path) -> Result<Map<String, Value>, &'static str> {
    let mut config = match std::fs::read(dist.join("config.json")) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|_| "config.json is no JSON object")?,
        Err(_) => Map::new(),
    };
    if vitrine_files::listed_hosts(config.get("frame_hosts")).is_none() {
        return Err(FRAME_HOSTS);
    }
    config.insert("api".to_owned(), json!(""));
    config.insert("sign_in".to_owned(), json!({ "kind": "gateway" }));
    Ok(config)
}
