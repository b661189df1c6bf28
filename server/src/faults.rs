//! Faults on request: what the next requests that match come to, and what was asked of late.

mod mangle;
mod rule;

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

use crate::answer::{Refusal, json_response};
use crate::body;
use crate::serve::wrong_method;
use crate::state::lock;
use rule::Rule;

/// So many requests are remembered.
const LOG: usize = 2000;

/// The orders that are left, and the log.
#[derive(Default)]
pub(crate) struct Faults {
    rules: Mutex<Vec<Rule>>,
    log: Mutex<VecDeque<Value>>,
}

impl Faults {
    /// The order for this request, where there is one; it is used up by it.
    pub(crate) fn take(&self, method: &Method, path: &str) -> Option<Rule> {
        let mut rules = lock(&self.rules);
        let at = rules.iter().position(|rule| rule.matches(method, path))?;
        let rule = rules.get_mut(at)?;
        rule.times -= 1;
        let taken = rule.clone();
        if taken.times == 0 {
            rules.remove(at);
        }
        Some(taken)
    }

    /// Remembers a request.
    pub(crate) fn remember(&self, method: &Method, path: &str, query: &str, status: StatusCode) {
        let mut log = lock(&self.log);
        if log.len() == LOG {
            log.pop_front();
        }
        log.push_back(json!({
            "method": method.as_str(),
            "path": path,
            "query": query,
            "status": status.as_u16(),
        }));
    }

    /// Answers `/_faults` and `/_log`.
    pub(crate) async fn manage(&self, method: &Method, path: &str, body: Body, patience: Duration) -> Response {
        match (path, method) {
            ("/_log", &Method::GET) => {
                let rows: Vec<Value> = lock(&self.log).iter().cloned().collect();
                json_response(StatusCode::OK, &json!({ "log": rows }))
            }
            ("/_log", &Method::DELETE) => {
                lock(&self.log).clear();
                json_response(StatusCode::OK, &json!({ "log": [] }))
            }
            ("/_faults", &Method::DELETE) => {
                lock(&self.rules).clear();
                json_response(StatusCode::OK, &json!({ "faults": 0 }))
            }
            ("/_faults", &Method::POST) => match self.order(body, patience).await {
                Ok(count) => json_response(StatusCode::CREATED, &json!({ "faults": count })),
                Err(refusal) => refusal.response(),
            },
            ("/_log", _) => wrong_method(&[Method::GET, Method::DELETE]),
            _ => wrong_method(&[Method::POST, Method::DELETE]),
        }
    }

    async fn order(&self, body: Body, patience: Duration) -> Result<usize, Refusal> {
        let bytes = body::read(body, 1 << 16, patience).await?;
        let order: Value = serde_json::from_slice(&bytes).map_err(|_| Refusal::invalid("the order is no JSON"))?;
        let new = match &order {
            Value::Array(rows) => rows.iter().map(Rule::read).collect::<Result<Vec<_>, _>>()?,
            one => vec![Rule::read(one)?],
        };
        let mut rules = lock(&self.rules);
        rules.extend(new);
        Ok(rules.len())
    }
}

/// Waits as ordered; what comes back is the answer where the request is not to be run at all.
pub(crate) async fn before(rule: &Rule) -> Option<Response> {
    if rule.latency > Duration::ZERO {
        tokio::time::sleep(rule.latency).await;
    }
    let status = rule.status?;
    let text = format!("ordered fault: {status}");
    Some(Refusal(status, text).response())
}

/// Spoils an answer as ordered.
pub(crate) async fn after(rule: &Rule, response: Response) -> Response {
    let mut response = match rule.body {
        Some(kind) => mangle::mangle(kind, response).await,
        None => response,
    };
    if let Some(seconds) = rule.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
