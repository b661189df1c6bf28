//! How an answer is spoilt.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};

use crate::answer::Refusal;

/// What takes the place of the body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Html,
    Half,
    Cut,
    BadRow,
    Empty,
    /// An older deployment, which never says whether a collection is archived.
    NoArchived,
}

impl Kind {
    pub(super) fn read(word: &str) -> Result<Self, Refusal> {
        Ok(match word {
            "html" => Self::Html,
            "half" => Self::Half,
            "cut" => Self::Cut,
            "bad_row" => Self::BadRow,
            "empty" => Self::Empty,
            "no_archived" => Self::NoArchived,
            _ => {
                return Err(Refusal::invalid("body must be html, half, cut, bad_row, empty or no_archived"));
            }
        })
    }
}

const HTML: &str = "<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>";

pub(super) async fn mangle(kind: Kind, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    let half = bytes.slice(..bytes.len() / 2);
    let body = match kind {
        Kind::Html => {
            let html = HeaderValue::from_static("text/html; charset=utf-8");
            parts.headers.insert(header::CONTENT_TYPE, html);
            Body::from(HTML)
        }
        Kind::Half => Body::from(half),
        Kind::Cut => {
            // The half has to be on its way first: a browser that has seen nothing of an answer on a connection
            // that it used before sends the request again by itself, a POST too.
            let end = stream::once(async {
                tokio::time::sleep(Duration::from_millis(50)).await;
                Err(std::io::Error::other("cut as ordered"))
            });
            Body::from_stream(stream::iter([Ok::<Bytes, std::io::Error>(half)]).chain(end))
        }
        Kind::BadRow => Body::from(bad_row(&bytes)),
        Kind::Empty => Body::empty(),
        Kind::NoArchived => Body::from(no_archived(&bytes)),
    };
    Response::from_parts(parts, body)
}

/// The answer with its first row, or its only object, made unreadable.
fn bad_row(bytes: &[u8]) -> String {
    let mut value: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let bad = json!({ "id": "not a number", "name": 7, "title": 7, "created_at": false });
    if let Some(object) = value.as_object_mut() {
        for (key, part) in object.iter_mut() {
            match part {
                Value::Array(rows) if !rows.is_empty() => rows[0] = bad.clone(),
                Value::Object(_) if key != "meta" => *part = bad.clone(),
                _ => {}
            }
        }
    }
    value.to_string()
}

/// The answer without a word on what is archived.
fn no_archived(bytes: &[u8]) -> String {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(object) => {
                object.remove("archived_at");
                object.values_mut().for_each(strip);
            }
            Value::Array(rows) => rows.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value: Value = serde_json::from_slice(bytes).unwrap_or_default();
    strip(&mut value);
    value.to_string()
}
