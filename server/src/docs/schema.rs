//! The shapes, each inline: a client that builds itself from them follows no reference.

use serde_json::{Value, json};

fn object(properties: &Value) -> Value {
    json!({ "type": "object", "properties": properties })
}

fn id() -> Value {
    json!({ "type": "integer", "format": "int64" })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn user() -> Value {
    object(&json!({ "id": id(), "full_name": text(), "display_name": text(), "email": text() }))
}

fn meta() -> Value {
    let number = json!({ "type": "integer" });
    object(&json!({ "current_page": number, "last_page": number, "total_count": number }))
}

fn one_collection() -> Value {
    object(&json!({
        "id": id(), "name": text(), "type": text(), "permission": text(), "owner": user(),
        "created_at": text(), "archived_at": text(), "course_id": id(),
    }))
}

fn one_medium() -> Value {
    object(&json!({
        "id": id(), "title": text(), "description": text(), "duration": { "type": "number" },
        "created_at": text(), "thumbnail_url": text(), "transcoding_status": text(),
        "owner": user(), "size": id(), "source": text(), "embed_id": text(),
        "lti_launch_id": text(),
    }))
}

pub(super) fn collection() -> Value {
    object(&json!({ "collection": one_collection() }))
}

pub(super) fn collections() -> Value {
    object(&json!({ "collections": list(&one_collection()), "meta": meta() }))
}

pub(super) fn medium() -> Value {
    object(&json!({ "media": one_medium() }))
}

pub(super) fn media() -> Value {
    object(&json!({ "media": list(&one_medium()), "meta": meta() }))
}

pub(super) fn users() -> Value {
    object(&json!({ "users": list(&user()) }))
}

pub(super) fn permissions() -> Value {
    let row = object(&json!({
        "id": id(), "type": text(), "full_name": text(), "display_name": text(),
        "email": text(), "name": text(), "permission": text(),
    }));
    object(&json!({ "permissions": list(&row) }))
}

pub(super) fn batch() -> Value {
    list(&object(&json!({
        "id": id(),
        "action": { "type": "string", "enum": ["create", "update", "destroy"] },
        "type": { "type": "string", "enum": ["user", "group"] },
        "permission": { "type": "string", "enum": ["view", "edit"] },
    })))
}

pub(super) fn error() -> Value {
    object(&json!({ "error": text() }))
}
