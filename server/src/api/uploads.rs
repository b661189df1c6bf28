//! Uploads: begin, send, complete.

use axum::http::StatusCode;
use rusqlite::Connection;
use serde_json::json;

use super::Call;
use super::call::id as parse_id;
use super::collections::{check_name, readable};
use crate::answer::{Answer, Refusal};
use crate::store::people::Caller;
use crate::store::uploads::{self as store, Upload};

pub(super) fn begin(db: &Connection, caller: Caller, call: &Call) -> Answer {
    let collection = call.parameter("collection_id").ok_or_else(|| Refusal::invalid("collection_id is required"))?;
    let collection = parse_id(collection, "collection_id")?;
    if !readable(db, caller, collection)?.editable() {
        return Err(Refusal::forbidden("you may only view this collection"));
    }
    let id = store::begin(db, collection, caller.id)?;
    let url = format!("/api/public/v1/media/uploads/{id}");
    Ok((StatusCode::CREATED, json!({ "upload": { "id": id, "url": url } })))
}

fn own(db: &Connection, caller: Caller, id: i64) -> Result<Upload, Refusal> {
    let upload = store::find(db, id)?.ok_or_else(|| Refusal::missing("there is no such upload"))?;
    if upload.owner != caller.id {
        return Err(Refusal::forbidden("this upload is somebody else's"));
    }
    Ok(upload)
}

pub(super) fn receive(db: &Connection, caller: Caller, call: &Call, id: &str) -> Answer {
    let id = parse_id(id, "id")?;
    own(db, caller, id)?;
    let size = i64::try_from(call.body.len()).unwrap_or(i64::MAX);
    store::received(db, id, size)?;
    Ok((StatusCode::OK, json!({ "upload": { "id": id } })))
}

pub(super) fn complete(db: &Connection, caller: Caller, call: &Call, id: &str) -> Answer {
    let id = parse_id(id, "id")?;
    let title = call.parameter("title").ok_or_else(|| Refusal::invalid("title is required"))?;
    check_name(title)?;
    let upload = own(db, caller, id)?;
    if upload.size.is_none() {
        return Err(Refusal::bad("the file was not sent yet"));
    }
    let medium = store::complete(db, id, &upload, title)?;
    super::media::show(db, caller, &medium.to_string()).map(|(_, medium)| (StatusCode::CREATED, medium))
}
