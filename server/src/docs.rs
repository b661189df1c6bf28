//! The description of the API, OpenAPI 3.1 and Swagger 2.0, made from the table of operations.

mod describe;
mod swagger;

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;

use crate::answer::{Refusal, json_response};

/// OpenAPI 3.1.
pub(crate) fn openapi() -> Response {
    answer(|openapi| openapi)
}

/// Swagger 2.0 of the same.
pub(crate) fn swagger() -> Response {
    answer(|openapi| swagger::of(&openapi))
}

fn answer(turn: impl FnOnce(Value) -> Value) -> Response {
    match serde_json::to_value(describe::api()) {
        Ok(openapi) => json_response(StatusCode::OK, &turn(openapi)),
        Err(error) => Refusal::failed(error).response(),
    }
}
