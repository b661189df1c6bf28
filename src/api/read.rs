//! Reads answers. Tolerant: what is unknown is ignored, an optional field of a wrong type is absent, and a
//! row that can't be read costs that row only.

use serde_json::Value;

use super::{
    AccessList, Archived, Collection, CollectionId, CollectionKind, Grant, GroupId, Level, List, Media, MediaId, Meta,
    Principal, Row, Timestamp, Transcoding, Unreadable, User, UserId,
};

fn text(row: &Value, key: &str) -> Option<String> {
    row.get(key)?.as_str().map(str::to_owned)
}

/// An int64, also one that a server wrote as a text to spare it from JavaScript.
fn int(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

fn whole(row: &Value, key: &str) -> Option<u64> {
    row.get(key).and_then(int).and_then(|number| u64::try_from(number).ok())
}

/// An id of another system: a text, or a number taken as one.
fn foreign_id(row: &Value, key: &str) -> Option<String> {
    text(row, key).or_else(|| row.get(key)?.as_i64().map(|id| id.to_string()))
}

fn time(row: &Value, key: &str) -> Option<Timestamp> {
    text(row, key).filter(|text| !text.is_empty()).map(Timestamp::new)
}

fn id(row: &Value) -> Option<i64> {
    row.get("id").and_then(int).filter(|id| *id > 0)
}

/// A text that the row is not whole without: absent and null are empty, another type is an error.
fn required(row: &Value, key: &str) -> Option<String> {
    match row.get(key) {
        None | Some(Value::Null) => Some(String::new()),
        Some(Value::String(text)) => Some(text.clone()),
        Some(_) => None,
    }
}

fn row<T>(value: &Value, read: fn(&Value) -> Option<T>) -> Row<T> {
    read(value).ok_or_else(|| Unreadable { id: id(value) })
}

fn rows<T>(values: &[Value], read: fn(&Value) -> Option<T>) -> Vec<Row<T>> {
    values.iter().map(|value| row(value, read)).collect()
}

/// A list under its key, with its `meta`; a bare array is taken too. An id stands in it once: what the server
/// repeats within a page, as it may where rows come or go while it counts, is dropped.
pub(super) fn list<T>(body: &Value, key: &str, read: fn(&Value) -> Option<T>) -> Option<List<T>> {
    let values = body.get(key).unwrap_or(body).as_array()?;
    let mut seen = Vec::new();
    let once = |value: &&Value| match id(value) {
        Some(id) if seen.contains(&id) => false,
        Some(id) => {
            seen.push(id);
            true
        }
        None => true,
    };
    let rows = values.iter().filter(once).map(|value| row(value, read)).collect();
    Some(List { rows, received: values.len(), meta: body.get("meta").map(meta).unwrap_or_default() })
}

fn meta(meta: &Value) -> Meta {
    let page = |key| whole(meta, key).and_then(|page| u32::try_from(page).ok());
    Meta {
        current_page: page("current_page"),
        last_page: page("last_page"),
        total: whole(meta, "total_count").or_else(|| whole(meta, "total")),
    }
}

/// One object under its key, or bare.
pub(super) fn one<T>(body: &Value, key: &str, read: fn(&Value) -> Option<T>) -> Option<T> {
    read(body.get(key).unwrap_or(body))
}

pub(super) fn user(row: &Value) -> Option<User> {
    Some(User {
        id: UserId::new(id(row)?)?,
        full_name: text(row, "full_name"),
        display_name: text(row, "display_name"),
        email: text(row, "email"),
    })
}

pub(super) fn collection(row: &Value) -> Option<Collection> {
    let archived = match row.get("archived_at") {
        Some(Value::Null) => Archived::No,
        Some(Value::String(_)) => time(row, "archived_at").map_or(Archived::No, Archived::Since),
        _ => Archived::Unsaid,
    };
    Some(Collection {
        id: CollectionId::new(id(row)?)?,
        name: text(row, "name"),
        kind: CollectionKind::from(&*required(row, "type")?),
        permission: text(row, "permission").map(|word| Level::from(&*word)),
        owner: row.get("owner").and_then(user),
        created_at: time(row, "created_at"),
        archived,
        course_id: row.get("course_id").and_then(int),
    })
}

pub(super) fn media(row: &Value) -> Option<Media> {
    let duration = row.get("duration").and_then(Value::as_f64);
    let collection = row.get("collection").and_then(id).or_else(|| row.get("collection_id").and_then(int));
    Some(Media {
        id: MediaId::new(id(row)?)?,
        title: required(row, "title")?,
        description: text(row, "description"),
        duration: duration.filter(|seconds| *seconds >= 0.0),
        created_at: time(row, "created_at"),
        thumbnail: text(row, "thumbnail_url").filter(|link| is_picture(link)),
        transcoding: text(row, "transcoding_status").map_or(Transcoding::Finished, |word| Transcoding::from(&*word)),
        owner: row.get("owner").and_then(user),
        size: whole(row, "size"),
        source: text(row, "source"),
        embed_id: foreign_id(row, "embed_id"),
        lti_launch_id: foreign_id(row, "lti_launch_id"),
        collection: collection.and_then(CollectionId::new),
    })
}

/// An `http(s)://` address with a host, or a path: one slash, not two. Nothing in it that a browser drops or
/// takes for a slash when it reads an address.
fn is_picture(link: &str) -> bool {
    let rest = ["https://", "http://", "/"].into_iter().find_map(|start| link.strip_prefix(start));
    let odd = |char: char| char == '\\' || char.is_control() || char.is_whitespace();
    let begins_well = |rest: &str| !rest.starts_with('/') && (!rest.is_empty() || link == "/");
    rest.is_some_and(begins_well) && !link.contains(odd)
}

/// The list of permissions in any of the shapes that it may have [A].
pub(super) fn access(body: &Value) -> Option<AccessList> {
    let array = |key| body.get(key).and_then(Value::as_array);
    let mixed = body.as_array().or_else(|| array("permissions"));
    let users = array("users").or_else(|| array("user_permissions"));
    let groups = array("groups").or_else(|| array("group_permissions"));
    if mixed.is_none() && users.is_none() && groups.is_none() {
        return None;
    }
    let mut grants = Vec::new();
    for (values, read) in [(mixed, grant as fn(&Value) -> _), (users, user_grant), (groups, group_grant)] {
        grants.extend(values.into_iter().flat_map(|values| rows(values, read)));
    }
    Some(AccessList { grants })
}

/// A row that says itself whether it is a user or a group, or shows it by its fields.
fn grant(row: &Value) -> Option<Grant> {
    let word = text(row, "type").or_else(|| text(row, "share_type")).map(|word| word.to_ascii_lowercase());
    match word.as_deref() {
        Some("user") => user_grant(row),
        Some("group") => group_grant(row),
        Some(_) => None,
        None if ["full_name", "display_name", "email"].iter().any(|key| row.get(key).is_some()) => user_grant(row),
        None => row.get("name").and_then(|_| group_grant(row)),
    }
}

fn level(row: &Value) -> Option<Level> {
    text(row, "permission").or_else(|| text(row, "permission_type")).map(|word| Level::from(&*word))
}

fn user_grant(row: &Value) -> Option<Grant> {
    let user = user(row)?;
    let name = Some(user.name().to_owned()).filter(|name| !name.is_empty()).or_else(|| text(row, "name"));
    Some(Grant { principal: Principal::User(user.id), name, email: user.email, level: level(row)? })
}

fn group_grant(row: &Value) -> Option<Grant> {
    let principal = Principal::Group(GroupId::new(id(row)?)?);
    Some(Grant { principal, name: text(row, "name"), email: None, level: level(row)? })
}
