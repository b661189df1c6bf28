//! The pictures and the files of media.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::answer::{Refusal, typed};
use crate::state::State;
use crate::{sample, store, thumbnail};

/// The thumbnail that is named, as `1001.png`.
pub(super) fn picture(state: &State, name: &str) -> Result<Response, Refusal> {
    let missing = || Refusal::missing("there is no such thumbnail");
    let id = name.strip_suffix(".png").and_then(number).ok_or_else(missing)?;
    match state.db.read(|db| store::media::picture(db, id))??.as_deref() {
        None => Err(missing()),
        Some("audio") => Err(Refusal::forbidden("there is no picture of this medium")),
        Some(_) => {
            let bytes = thumbnail::png(id).map_err(Refusal::failed)?;
            Ok(typed(StatusCode::OK, "image/png", "public, max-age=31536000, immutable", bytes))
        }
    }
}

/// The file of a medium, to be kept by whoever follows its download.
pub(super) fn file(state: &State, name: &str) -> Result<Response, Refusal> {
    let missing = || Refusal::missing("there is no such file");
    let id = number(name).ok_or_else(missing)?;
    if !state.db.read(|db| store::media::has_file(db, id))?? {
        return Err(missing());
    }
    let mut response = typed(StatusCode::OK, "audio/wav", "no-store", sample::wav(id));
    let kept = HeaderValue::from_str(&format!("attachment; filename=\"{id}.wav\"")).map_err(Refusal::failed)?;
    response.headers_mut().insert(header::CONTENT_DISPOSITION, kept);
    Ok(response)
}

fn number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|id| *id > 0 && text.bytes().all(|byte| byte.is_ascii_digit()))
}
