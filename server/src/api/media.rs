//! The media of a collection, and a medium by itself.

use rusqlite::Connection;

use super::Call;
use super::collections::readable;
use crate::answer::{Answer, Content, Refusal, json};
use crate::shapes::{CaptionList, Collection, CourseList, Medium, MediumAnswer, MediumList, MediumUserList, TagList};
use crate::store::media as store;
use crate::store::people::Caller;

pub(super) fn list(db: &Connection, caller: Caller, call: &Call) -> Answer {
    let (id, page) = (call.id()?, call.page()?);
    readable(db, caller, id)?;
    let total = store::count(db, id)?;
    let media = store::list(db, id, page.size, page.offset())?;
    json(&MediumList { media, meta: page.meta(total) })
}

/// A medium in a collection that the caller may read.
fn find(db: &Connection, caller: Caller, id: i64) -> Result<(Medium, Collection), Refusal> {
    let (medium, collection) = store::find(db, id)?.ok_or_else(|| Refusal::missing("there is no such medium"))?;
    Ok((medium, readable(db, caller, collection)?))
}

/// The answer with a medium and the collection that it is in.
pub(super) fn one(db: &Connection, caller: Caller, id: i64) -> Answer {
    let (medium, collection) = find(db, caller, id)?;
    json(&MediumAnswer { media: Medium { collection: Some(collection), ..medium } })
}

pub(super) fn show(db: &Connection, caller: Caller, call: &Call) -> Answer {
    one(db, caller, call.id()?)
}

// The lists around a medium: the server has nothing in them.

pub(super) fn courses(db: &Connection, caller: Caller, call: &Call) -> Answer {
    find(db, caller, call.id()?)?;
    json(&CourseList::default())
}

pub(super) fn tags(db: &Connection, caller: Caller, call: &Call) -> Answer {
    find(db, caller, call.id()?)?;
    json(&TagList::default())
}

pub(super) fn users(db: &Connection, caller: Caller, call: &Call) -> Answer {
    find(db, caller, call.id()?)?;
    json(&MediumUserList::default())
}

pub(super) fn captions(db: &Connection, caller: Caller, call: &Call) -> Answer {
    find(db, caller, call.id()?)?;
    json(&CaptionList::default())
}

/// Tells where the file of a medium lies.
pub(super) fn download(db: &Connection, caller: Caller, call: &Call) -> Answer {
    let (medium, _) = find(db, caller, call.id()?)?;
    if medium.source == "external" {
        return Err(Refusal::invalid("an external video can't be downloaded"));
    }
    if !store::has_file(db, medium.id)? {
        return Err(Refusal::missing("there is no file of this medium yet"));
    }
    Ok(Content::Elsewhere(format!("/files/{}", medium.id)))
}

/// Media by a part of their title, in what the caller finds in the list of collections.
pub(super) fn search(db: &Connection, caller: Caller, call: &Call) -> Answer {
    let page = call.page()?;
    let text = call
        .parameter("query")
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .ok_or_else(|| Refusal::bad("query is required"))?;
    let (media, total) = store::search(db, caller, text, page.size, page.offset())?;
    json(&MediumList { media, meta: page.meta(total) })
}

pub(super) fn archive(db: &Connection, caller: Caller, call: &Call) -> Answer {
    set_archived(db, caller, call, true)
}

pub(super) fn unarchive(db: &Connection, caller: Caller, call: &Call) -> Answer {
    set_archived(db, caller, call, false)
}

/// For whoever may edit its collection.
fn set_archived(db: &Connection, caller: Caller, call: &Call, archived: bool) -> Answer {
    let (medium, collection) = find(db, caller, call.id()?)?;
    if !collection.editable() {
        return Err(Refusal::forbidden("you may only view this medium"));
    }
    store::set_archived(db, medium.id, archived)?;
    one(db, caller, medium.id)
}
