//! The body of an answer, passed on as it comes, to a limit.

use axum::body::{Body, Bytes};
use futures_util::{Stream, StreamExt};

/// A body that breaks off where it is longer than `limit`, so that nobody takes a part for the whole.
pub(super) fn limited(stream: impl Stream<Item = reqwest::Result<Bytes>> + Send + 'static, limit: u64) -> Body {
    let mut left = limit;
    Body::from_stream(stream.map(move |piece| {
        let piece = piece.map_err(|error| {
            tracing::warn!(timeout = error.is_timeout(), "the upstream broke its answer off");
            "the video service broke its answer off"
        })?;
        left = left.checked_sub(u64::try_from(piece.len()).unwrap_or(u64::MAX)).ok_or_else(|| {
            tracing::warn!("the upstream's answer is too large");
            "the video service's answer is too large"
        })?;
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>(piece)
    }))
}
