//! People by e-mail and the members of groups: for those who have something to share.

use rusqlite::Connection;

use super::Call;
use crate::answer::{Answer, Refusal, json};
use crate::shapes::UserList;
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
    json(&UserList { users: store::by_email(db, email)? })
}

pub(super) fn members(db: &Connection, caller: Caller, call: &Call) -> Answer {
    let id = call.id()?;
    if !store::exists(db, "group", id)? {
        return Err(Refusal::missing("there is no such group"));
    }
    may_look(db, caller)?;
    json(&UserList { users: store::members(db, id)? })
}
