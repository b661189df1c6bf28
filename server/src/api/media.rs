//! The media of a collection, and a medium by itself.

use axum::http::StatusCode;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::Call;
use super::call::id as parse_id;
use super::collections::readable;
use crate::answer::{Answer, Refusal};
use crate::store::media as store;
use crate::store::people::Caller;

pub(super) fn list(db: &Connection, caller: Caller, call: &Call, id: &str) -> Answer {
    let id = parse_id(id, "id")?;
    let page = call.page()?;
    readable(db, caller, id)?;
    let total = store::count(db, id)?;
    let rows = store::list(db, id, page.size, page.offset())?;
    Ok((StatusCode::OK, json!({ "media": rows, "meta": page.meta(total) })))
}

/// A medium in a collection that the caller may read.
fn find(db: &Connection, caller: Caller, id: &str) -> Result<Value, Refusal> {
    let id = parse_id(id, "id")?;
    let (mut medium, collection) = store::find(db, id)?.ok_or_else(|| Refusal::missing("there is no such medium"))?;
    medium["collection"] = readable(db, caller, collection)?.json;
    Ok(medium)
}

pub(super) fn show(db: &Connection, caller: Caller, id: &str) -> Answer {
    let medium = find(db, caller, id)?;
    Ok((StatusCode::OK, json!({ "media": medium })))
}

/// The lists around a medium; the demo has nothing in them.
pub(super) fn part(db: &Connection, caller: Caller, id: &str, part: &str) -> Answer {
    find(db, caller, id)?;
    let key = if part == "users" { "user_permissions" } else { part };
    let mut answer = json!({});
    answer[key] = json!([]);
    Ok((StatusCode::OK, answer))
}

/// Where the file of a medium lies.
pub(super) fn download(db: &Connection, caller: Caller, id: &str) -> Result<String, Refusal> {
    let medium = find(db, caller, id)?;
    if medium["source"] == "external" {
        return Err(Refusal::invalid("an external video can't be downloaded"));
    }
    if medium["transcoding_status"] != "transcoded" {
        return Err(Refusal::missing("there is no file of this medium yet"));
    }
    Ok(format!("/files/{}", medium["id"]))
}

/// Media by a part of their title, in what the caller finds in the list of collections.
pub(super) fn search(db: &Connection, caller: Caller, call: &Call) -> Answer {
    let page = call.page()?;
    let text = call
        .parameter("query")
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .ok_or_else(|| Refusal::bad("query is required"))?;
    let (rows, total) = store::search(db, caller, text, page.size, page.offset())?;
    Ok((StatusCode::OK, json!({ "media": rows, "meta": page.meta(total) })))
}

/// Archives a medium, for whoever may edit its collection.
pub(super) fn archive(db: &Connection, caller: Caller, id: &str, on: bool) -> Answer {
    let medium = find(db, caller, id)?;
    if !matches!(medium["collection"]["permission"].as_str(), Some("edit" | "admin")) {
        return Err(Refusal::forbidden("you may only view this medium"));
    }
    store::set_archived(db, parse_id(id, "id")?, on)?;
    show(db, caller, id)
}
