//! One order.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use serde_json::Value;

use super::mangle::Kind;
use crate::answer::Refusal;

/// What the next requests that match come to.
#[derive(Clone)]
pub(crate) struct Rule {
    method: Option<Method>,
    path: String,
    pub(super) times: u64,
    pub(super) latency: Duration,
    pub(super) status: Option<StatusCode>,
    pub(super) retry_after: Option<u64>,
    pub(super) body: Option<Kind>,
}

impl Rule {
    /// Reads an order.
    pub(super) fn read(order: &Value) -> Result<Self, Refusal> {
        let number = |key: &str| match order.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => {
                value.as_u64().map(Some).ok_or_else(|| Refusal::invalid(format!("{key} must be a whole number")))
            }
        };
        let method = match order.get("method").and_then(Value::as_str) {
            None => None,
            Some(text) => Some(text.to_ascii_uppercase().parse().map_err(|_| Refusal::invalid("method is none"))?),
        };
        let status = match number("status")? {
            None => None,
            Some(status) => Some(
                u16::try_from(status)
                    .ok()
                    .filter(|status| (200..600).contains(status))
                    .and_then(|status| StatusCode::from_u16(status).ok())
                    .ok_or_else(|| Refusal::invalid("status must be 200 to 599"))?,
            ),
        };
        let body = match order.get("body") {
            None | Some(Value::Null) => None,
            Some(word) => Some(Kind::read(word.as_str().unwrap_or_default())?),
        };
        Ok(Self {
            method,
            path: order
                .get("path")
                .and_then(Value::as_str)
                .ok_or_else(|| Refusal::invalid("path is required: exact, or a prefix and *"))?
                .to_owned(),
            times: number("times")?.unwrap_or(1).max(1),
            latency: Duration::from_millis(number("latency_ms")?.unwrap_or(0).min(120_000)),
            status,
            retry_after: number("retry_after")?,
            body,
        })
    }

    pub(super) fn matches(&self, method: &Method, path: &str) -> bool {
        let meant = self.method.as_ref().is_none_or(|one| one == method);
        meant
            && match self.path.strip_suffix('*') {
                Some(prefix) => path.starts_with(prefix),
                None => path == self.path,
            }
    }
}
