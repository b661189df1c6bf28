//! Whether the gateway lives, and whether it can do its work.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;
use tokio::sync::Mutex;

use crate::answer::json_response;
use crate::state::State;

/// What was found out holds for so long: however often it is asked, the upstream is not.
const FRESH: Duration = Duration::from_secs(5);
/// The upstream may take so long to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is known of the upstream, and since when.
#[derive(Default)]
pub(crate) struct Probe(Mutex<Option<(Instant, bool)>>);

/// Says that the process answers.
pub(crate) fn alive() -> Response {
    json_response(StatusCode::OK, &json!({ "alive": true }))
}

/// Says whether the upstream can be reached.
pub(crate) async fn ready(state: &State) -> Response {
    let mut known = state.probe.0.lock().await;
    let ready = match *known {
        Some((since, ready)) if since.elapsed() < FRESH => ready,
        _ => {
            let ready = reached(state).await;
            *known = Some((Instant::now(), ready));
            ready
        }
    };
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    json_response(status, &json!({ "ready": ready }))
}

/// Any answer will do, a refusal for want of a token as well; not a failure of its own.
async fn reached(state: &State) -> bool {
    let Ok(url) = state.upstream.join("/api/public/v1/ping") else {
        return false;
    };
    match state.client.get(url).timeout(PATIENCE).send().await {
        Ok(answer) => !answer.status().is_server_error(),
        Err(_) => false,
    }
}
