//! Who has access, and batches that change it: all of one or nothing.

use rusqlite::Connection;
use serde_json::Value;

use super::Call;
use super::call::id as parse_id;
use super::collections::readable;
use crate::answer::{Answer, Refusal, json};
use crate::shapes::{Collection, PermissionList};
use crate::store::people::{self, Caller};
use crate::store::shares;

/// The largest batch.
const BATCH: usize = 1000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Action {
    Create,
    Update,
    Destroy,
}

/// One operation of a batch.
struct Step {
    id: i64,
    action: Action,
    kind: &'static str,
    permission: &'static str,
}

pub(super) fn list(db: &Connection, caller: Caller, call: &Call) -> Answer {
    let id = call.id()?;
    readable(db, caller, id)?;
    answer(db, id)
}

fn answer(db: &Connection, id: i64) -> Answer {
    json(&PermissionList { permissions: shares::list(db, id)? })
}

pub(super) fn update(db: &Connection, caller: Caller, call: &Call) -> Answer {
    let id = call.id()?;
    let steps = steps(&call.json()?)?;
    let found = readable(db, caller, id)?;
    for step in &steps {
        allowed(&found, step)?;
    }
    for step in &steps {
        apply(db, id, &found, step)?;
    }
    answer(db, id)
}

/// Reads a batch in any of the dialects.
fn steps(body: &Value) -> Result<Vec<Step>, Refusal> {
    let rows = match body {
        Value::Array(rows) => rows,
        Value::Object(object) => object
            .get("permissions")
            .and_then(Value::as_array)
            .ok_or_else(|| Refusal::invalid("permissions must be a list"))?,
        _ => return Err(Refusal::invalid("the body must be a list of permissions")),
    };
    if rows.is_empty() || rows.len() > BATCH {
        return Err(Refusal::invalid(format!("a batch has between 1 and {BATCH} permissions")));
    }
    rows.iter().map(step).collect()
}

fn step(row: &Value) -> Result<Step, Refusal> {
    let id = match &row["id"] {
        Value::Number(number) => number.as_i64().filter(|id| *id > 0),
        Value::String(text) => parse_id(text, "id").ok(),
        _ => None,
    }
    .ok_or_else(|| Refusal::invalid("id must be a positive whole number"))?;
    let action = match row["action"].as_str() {
        Some("create") => Action::Create,
        Some("update") => Action::Update,
        Some("destroy") => Action::Destroy,
        _ => return Err(Refusal::invalid("action must be create, update or destroy")),
    };
    let kind = match either(row, "type", "share_type") {
        Some("user") => "user",
        Some("group") => "group",
        _ => return Err(Refusal::invalid("type must be user or group")),
    };
    let permission = match either(row, "permission", "permission_type") {
        Some("view") => "view",
        Some("edit") => "edit",
        _ if action == Action::Destroy => "",
        _ => return Err(Refusal::invalid("permission must be view or edit")),
    };
    Ok(Step { id, action, kind, permission })
}

fn either<'a>(row: &'a Value, one: &str, other: &str) -> Option<&'a str> {
    row.get(one).or_else(|| row.get(other))?.as_str()
}

/// What the caller may not do is refused before anything is looked up.
fn allowed(found: &Collection, step: &Step) -> Result<(), Refusal> {
    let shares_view = step.action == Action::Create && step.permission == "view";
    if !found.editable() && !shares_view {
        return Err(Refusal::forbidden("you may only share this collection, with view"));
    }
    if step.action != Action::Create && step.kind == "user" && step.id == found.owner.id {
        return Err(Refusal::forbidden("the owner's access can't be changed or removed"));
    }
    Ok(())
}

fn apply(db: &Connection, collection: i64, found: &Collection, step: &Step) -> Result<(), Refusal> {
    let who = format!("{} {}", step.kind, step.id);
    if !people::exists(db, step.kind, step.id)? {
        return Err(Refusal::bad(format!("{who} was not found")));
    }
    let is_owner = step.kind == "user" && step.id == found.owner.id;
    let exists = is_owner || shares::exists(db, collection, step.kind, step.id)?;
    match (step.action, exists) {
        (Action::Create, true) => Err(Refusal::bad(format!("{who} has a permission already"))),
        (Action::Update | Action::Destroy, false) => Err(Refusal::bad(format!("{who} has no permission here"))),
        (Action::Destroy, true) => Ok(shares::remove(db, collection, step.kind, step.id)?),
        _ => Ok(shares::put(db, collection, step.kind, step.id, step.permission)?),
    }
}
