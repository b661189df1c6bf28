//! Uploads: begin, send, complete.

use rusqlite::Connection;

use super::Call;
use super::call::id as parse_id;
use super::collections::{check_name, readable};
use super::media;
use crate::answer::{Answer, Refusal, json};
use crate::shapes::{self, UploadAnswer};
use crate::store::people::Caller;
use crate::store::uploads::{self as store, Upload};

fn answer(id: i64) -> Answer {
    json(&UploadAnswer { upload: shapes::Upload { id, url: format!("/api/public/v1/media/uploads/{id}") } })
}

pub(super) fn begin(db: &Connection, caller: Caller, call: &Call) -> Answer {
    let collection = call.parameter("collection_id").ok_or_else(|| Refusal::invalid("collection_id is required"))?;
    let collection = parse_id(collection, "collection_id")?;
    if !readable(db, caller, collection)?.editable() {
        return Err(Refusal::forbidden("you may only view this collection"));
    }
    answer(store::begin(db, collection, caller.id)?)
}

fn own(db: &Connection, caller: Caller, id: i64) -> Result<Upload, Refusal> {
    let upload = store::find(db, id)?.ok_or_else(|| Refusal::missing("there is no such upload"))?;
    if upload.owner != caller.id {
        return Err(Refusal::forbidden("this upload is somebody else's"));
    }
    Ok(upload)
}

pub(super) fn receive(db: &Connection, caller: Caller, call: &Call) -> Answer {
    let id = call.id()?;
    own(db, caller, id)?;
    let size = i64::try_from(call.body.len()).unwrap_or(i64::MAX);
    store::received(db, id, size)?;
    answer(id)
}

pub(super) fn complete(db: &Connection, caller: Caller, call: &Call) -> Answer {
    let id = call.id()?;
    let title = call.parameter("title").ok_or_else(|| Refusal::invalid("title is required"))?;
    check_name(title)?;
    let upload = own(db, caller, id)?;
    if upload.size.is_none() {
        return Err(Refusal::bad("the file was not sent yet"));
    }
    let medium = store::complete(db, id, &upload, title)?;
    media::one(db, caller, medium)
}
