//! What the tests share.
#![allow(dead_code, unreachable_pub)]

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request};
use serde_json::Value;
use tower::ServiceExt;
use vitrine_server::{Data, Options, app};

pub const V1: &str = "/api/public/v1";

pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    pub json: Value,
}

pub fn options() -> Options {
    Options { data: Data::Demo, ..Options::default() }
}

pub fn demo() -> Router {
    app(&options()).unwrap()
}

/// The demo with something else than usual.
pub fn app_with(change: impl FnOnce(&mut Options)) -> Router {
    let mut options = options();
    change(&mut options);
    app(&options).unwrap()
}

pub async fn send(app: &Router, request: Request<Body>) -> Reply {
    let response = app.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default().to_vec();
    Reply {
        status: parts.status.as_u16(),
        headers: parts.headers,
        json: serde_json::from_slice(&bytes).unwrap_or_default(),
        bytes,
    }
}

/// A call as `who` (`teacher` stands for its demo token), below `/api/public/v1`.
pub async fn call(app: &Router, who: &str, method: &str, path: &str, body: Option<Value>) -> Reply {
    let mut request = Request::builder()
        .method(method)
        .uri(format!("{V1}{path}"))
        .header("authorization", format!("Bearer demo-{who}"));
    if body.is_some() {
        request = request.header("content-type", "application/json");
    }
    let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    send(app, request.body(body).unwrap()).await
}

pub async fn get(app: &Router, who: &str, path: &str) -> Reply {
    call(app, who, "GET", path, None).await
}

pub async fn post(app: &Router, who: &str, path: &str, body: Value) -> Reply {
    call(app, who, "POST", path, Some(body)).await
}

/// A plain request to any address.
pub async fn plain(app: &Router, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(app, request.body(Body::empty()).unwrap()).await
}
