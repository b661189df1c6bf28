//! How the `oauth2` crate reaches the upstream: within limits, and knowing a refusal from silence.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use futures_util::StreamExt;
use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};
use serde_json::{Value, json};

/// Bytes of an answer with tokens.
const LIMIT: usize = 64 << 10;

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Failed {
    Unreachable,
    TooLarge,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreachable => "the upstream can't be reached",
            Self::TooLarge => "the upstream's answer is too large",
        })
    }
}

impl std::error::Error for Failed {}

/// The client as the crate wants it.
pub(super) struct Http(pub(super) reqwest::Client);

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Failed;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Failed>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(send(&self.0, request))
    }
}

/// Sends one request.
async fn send(client: &reqwest::Client, request: HttpRequest) -> Result<HttpResponse, Failed> {
    let (parts, body) = request.into_parts();
    let request = client.request(parts.method, parts.uri.to_string()).headers(parts.headers).body(body);
    let answer = request.send().await.map_err(|error| unreachable(&error))?;
    let status = answer.status();
    if status.is_server_error() || status == 429 {
        tracing::warn!(status = status.as_u16(), "the upstream gives no tokens now");
        return Err(Failed::Unreachable);
    }
    let headers = answer.headers().clone();
    let mut body = Vec::new();
    let mut stream = answer.bytes_stream();
    while let Some(piece) = stream.next().await {
        let piece = piece.map_err(|error| unreachable(&error))?;
        if body.len() + piece.len() > LIMIT {
            return Err(Failed::TooLarge);
        }
        body.extend_from_slice(&piece);
    }
    let mut response = HttpResponse::new(tidied(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}

fn unreachable(error: &reqwest::Error) -> Failed {
    tracing::warn!(timeout = error.is_timeout(), connect = error.is_connect(), "the upstream can't be reached");
    Failed::Unreachable
}

/// An answer with what the crate needs and services leave out or write otherwise: `token_type`, and
/// `expires_in` as a number.
fn tidied(body: Vec<u8>) -> Vec<u8> {
    let Ok(Value::Object(mut answer)) = serde_json::from_slice(&body) else {
        return body;
    };
    if answer.contains_key("access_token") {
        answer.entry("token_type").or_insert_with(|| json!("bearer"));
    }
    if let Some(seconds) = answer.get("expires_in").and_then(Value::as_str).and_then(|text| text.parse::<u64>().ok()) {
        answer.insert("expires_in".to_owned(), json!(seconds));
    }
    Value::Object(answer).to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::tidied;

    #[test]
    fn what_services_leave_out_is_added() {
        for (given, tidy) in [
            (
                r#"{"access_token":"a","expires_in":"60"}"#,
                r#"{"access_token":"a","expires_in":60,"token_type":"bearer"}"#,
            ),
            (r#"{"error":"invalid_grant"}"#, r#"{"error":"invalid_grant"}"#),
            ("<html>", "<html>"),
        ] {
            assert_eq!(String::from_utf8(tidied(given.into())).unwrap(), tidy);
        }
    }
}
