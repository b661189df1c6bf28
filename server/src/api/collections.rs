//! Collections: list, create, show, delete, archive.

use rusqlite::Connection;

use super::Call;
use super::call::id as parse_id;
use crate::answer::{Answer, Refusal, json};
use crate::shapes::{Collection, CollectionAnswer, CollectionList};
use crate::store::collections as store;
use crate::store::people::{self, Caller};

/// The longest name.
const NAME_LENGTH: usize = 255;

/// A collection that the caller may at least read.
pub(super) fn readable(db: &Connection, caller: Caller, id: i64) -> Result<Collection, Refusal> {
    let found = store::find(db, caller, id)?.ok_or_else(|| Refusal::missing("there is no such collection"))?;
    if found.permission.is_none() {
        return Err(Refusal::forbidden("you have no permission to this collection"));
    }
    Ok(found)
}

/// A collection that the caller may archive and delete.
fn changeable(db: &Connection, caller: Caller, id: i64) -> Result<Collection, Refusal> {
    let found = readable(db, caller, id)?;
    if !found.editable() {
        return Err(Refusal::forbidden("you may only view this collection"));
    }
    if found.kind == "user" {
        return Err(Refusal::forbidden("a personal library can be neither archived nor deleted"));
    }
    Ok(found)
}

pub(super) fn list(db: &Connection, caller: Caller, call: &Call) -> Answer {
    let page = call.page()?;
    let total = store::count(db, caller)?;
    let collections = store::list(db, caller, page.size, page.offset())?;
    json(&CollectionList { collections, meta: page.meta(total) })
}

pub(super) fn create(db: &Connection, caller: Caller, call: &Call) -> Answer {
    let fields = call.fields()?;
    let field = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let name = field("name").ok_or_else(|| Refusal::invalid("name is required"))?;
    check_name(name)?;
    let mut owner = caller.id;
    if let Some(text) = field("user_id") {
        owner = parse_id(text, "user_id")?;
        if !people::exists(db, "user", owner)? {
            return Err(Refusal::missing("there is no such user"));
        }
        if !caller.admin {
            return Err(Refusal::forbidden("only an administrator may create on behalf of others"));
        }
    }
    let id = store::create(db, owner, name)?;
    json(&CollectionAnswer { collection: readable(db, caller, id)? })
}

/// Refuses a name that the API does not take.
pub(super) fn check_name(name: &str) -> Result<(), Refusal> {
    let wrong = if name.chars().all(char::is_whitespace) {
        "name must not be blank"
    } else if name.chars().count() > NAME_LENGTH {
        "name must have 255 characters at most"
    } else if name.chars().any(char::is_control) {
        "name must not have control characters"
    } else {
        return Ok(());
    };
    Err(Refusal::invalid(wrong))
}

pub(super) fn show(db: &Connection, caller: Caller, call: &Call) -> Answer {
    json(&CollectionAnswer { collection: readable(db, caller, call.id()?)? })
}

pub(super) fn delete(db: &Connection, caller: Caller, call: &Call) -> Answer {
    let collection = changeable(db, caller, call.id()?)?;
    store::delete(db, collection.id)?;
    json(&CollectionAnswer { collection })
}

pub(super) fn archive(db: &Connection, caller: Caller, call: &Call) -> Answer {
    set_archived(db, caller, call, true)
}

pub(super) fn unarchive(db: &Connection, caller: Caller, call: &Call) -> Answer {
    set_archived(db, caller, call, false)
}

fn set_archived(db: &Connection, caller: Caller, call: &Call, archived: bool) -> Answer {
    let found = changeable(db, caller, call.id()?)?;
    store::set_archived(db, found.id, archived)?;
    show(db, caller, call)
}
