//! How a request's body is read, and what becomes of what nobody reads.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use futures_util::StreamExt;
use http_body::{Frame, SizeHint};

use crate::answer::Refusal;

/// So much of what nobody reads is taken in before the connection breaks.
const REST_LIMIT: usize = 1 << 28;

/// Reads a whole body, of `limit` bytes and in `time` at most.
pub(crate) async fn read(body: Body, limit: usize, time: Duration) -> Result<Bytes, Refusal> {
    let too_large = || Refusal(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large".into());
    let announced = HttpBody::size_hint(&body).lower();
    if announced > u64::try_from(limit).unwrap_or(u64::MAX) {
        return Err(too_large());
    }
    let gather = async {
        let mut stream = body.into_data_stream();
        let mut all = Vec::new();
        while let Some(piece) = stream.next().await {
            let piece = piece.map_err(|_| Refusal::bad("the body broke off"))?;
            if all.len() + piece.len() > limit {
                return Err(too_large());
            }
            all.extend_from_slice(&piece);
        }
        Ok(all.into())
    };
    tokio::time::timeout(time, gather)
        .await
        .unwrap_or_else(|_| Err(Refusal(StatusCode::REQUEST_TIMEOUT, "the body did not arrive in time".into())))
}

/// Has what nobody reads of a body taken in and thrown away while the answer goes out: many clients
/// read no answer before they have sent everything, and would find the connection broken.
pub(crate) fn patient(request: Request, time: Duration) -> Request {
    // Who asked whether to send at all sends nothing after a refusal.
    if request.headers().contains_key(header::EXPECT) || request.body().is_end_stream() {
        return request;
    }
    request.map(|body| Body::new(Patient { body, time }))
}

/// A body that reads itself to its end when it is dropped before.
struct Patient {
    body: Body,
    time: Duration,
}

impl HttpBody for Patient {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Patient {
    fn drop(&mut self) {
        let rest = std::mem::take(&mut self.body);
        if let (false, Ok(runtime)) = (rest.is_end_stream(), tokio::runtime::Handle::try_current()) {
            runtime.spawn(tokio::time::timeout(self.time, discard(rest)));
        }
    }
}

async fn discard(rest: Body) {
    let mut stream = rest.into_data_stream();
    let mut taken = 0;
    while let Some(Ok(piece)) = stream.next().await {
        taken += piece.len();
        if taken > REST_LIMIT {
            return;
        }
    }
}
