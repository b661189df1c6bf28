//! What comes before and after every answer.

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use hyper::body::Incoming;
use prometheus_client::encoding::EncodeLabelValue;
use vitrine_policy::HEADERS;

use crate::answer::Refusal;
use crate::rate::Kind;
use crate::state::State;
use crate::{auth, guard, health, path, proxy, rate, site};

/// What a request is for, as figures and the log name it.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, EncodeLabelValue)]
pub(crate) enum Area {
    Api,
    Auth,
    Health,
    Page,
}

impl Area {
    fn of(path: &str) -> Self {
        let below =
            |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        if below("/api") {
            Self::Api
        } else if below("/auth") {
            Self::Auth
        } else if path == "/health" || path == "/ready" {
            Self::Health
        } else {
            Self::Page
        }
    }
}

/// Answers one request of a connection from `peer`.
pub(crate) async fn handle(
    state: Arc<State>,
    peer: IpAddr,
    request: hyper::Request<Incoming>,
) -> Result<Response, Infallible> {
    let began = Instant::now();
    let request = request.map(Body::new);
    let area = Area::of(request.uri().path());
    let method = request.method().clone();
    // Of an address the log has what is known to be harmless.
    let place = match request.uri().path() {
        path if path::check(&Method::GET, path).is_ok() || path.starts_with("/auth/") && plain(path) => path.to_owned(),
        _ => String::new(),
    };
    let mut response = answer(&state, peer, area, request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let status = response.status().as_u16();
    state.metrics.answered(area, status);
    let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(%method, ?area, path = place, status, milliseconds, "answered");
    Ok(response)
}

fn plain(path: &str) -> bool {
    path.len() < 64 && path.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'/' | b'-'))
}

async fn answer(state: &State, peer: IpAddr, area: Area, request: Request) -> Response {
    let headers = request.headers();
    if let Err(refusal) = guard::framing(request.uri(), headers) {
        // Whatever follows on this connection may not be what it seems.
        let mut response = refusal.json();
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        return response;
    }
    if area == Area::Health {
        return match (request.method(), request.uri().path()) {
            (&Method::GET | &Method::HEAD, "/ready") => health::ready(state).await,
            (&Method::GET | &Method::HEAD, _) => health::alive(),
            _ => Refusal::other_method("GET, HEAD").json(),
        };
    }
    if let Err(refusal) = guard::host(state, headers) {
        return refusal.json();
    }
    let kind = match area {
        Area::Api => Some(Kind::Api),
        Area::Auth => Some(Kind::Auth),
        _ => None,
    };
    if let Some(kind) = kind {
        let client = rate::client(peer, headers, state.trusted_proxies);
        if let Err(refusal) = state.rates.check(kind, client) {
            tracing::warn!(%client, ?kind, "too many requests");
            return refusal.json();
        }
    }
    match area {
        Area::Api => proxy::answer(state, request).await,
        Area::Auth => auth::answer(state, &request.into_parts().0).await,
        _ => {
            let (parts, _) = request.into_parts();
            site::answer(state, &parts.method, parts.uri.path(), &parts.headers).await
        }
    }
}

/// Answers whoever collects figures.
pub(crate) async fn figures(state: Arc<State>, request: hyper::Request<Incoming>) -> Result<Response, Infallible> {
    Ok(if request.uri().path() == "/metrics" {
        crate::answer::typed(
            StatusCode::OK,
            "application/openmetrics-text; version=1.0.0; charset=utf-8",
            state.metrics.text(),
        )
    } else {
        Refusal::new(StatusCode::NOT_FOUND, "there is only /metrics").json()
    })
}
