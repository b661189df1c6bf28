//! People by e-mail and the members of groups: for those who have something to share.

use axum::http::StatusCode;
use rusqlite::Connection;
use serde_json::json;

use super::Call;
use super::call::id as parse_id;
use crate::answer::{Answer, Refusal};
use crate::store::people::{self as store, Caller};

/// Whoever owns no more than a personal library has no right to look others up.
fn may_look(db: &Connection, caller: Caller) -> Result<(), Refusal> {
    if caller.admin || crate::store::collections::owned(db, caller.id)? > 0 {
        Ok(())
    } else {
        Err(Refusal::forbidden("you may not look people up"))
    }
}

pub(super) fn search(db: &Connection, caller: Caller, call: &Call) -> Answer {
    let email = call
        .parameter("email")
        .map(str::trim)
        .filter(|email| !email.is_empty())
        .ok_or_else(|| Refusal::bad("email is required"))?;
    may_look(db, caller)?;
    let users = store::by_email(db, email)?;
    Ok((StatusCode::OK, json!({ "users": users })))
}

pub(super) fn members(db: &Connection, caller: Caller, id: &str) -> Answer {
    let id = parse_id(id, "id")?;
    if !store::exists(db, "group", id)? {
        return Err(Refusal::missing("there is no such group"));
    }
    may_look(db, caller)?;
    let users = store::members(db, id)?;
    Ok((StatusCode::OK, json!({ "users": users })))
}
