//! The one table that both descriptions are made from.

use serde_json::Value;

use super::schema;

pub(super) struct Operation {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) summary: &'static str,
    pub(super) parameters: &'static [&'static str],
    pub(super) success: u16,
    pub(super) answer: Option<fn() -> Value>,
    pub(super) errors: &'static [u16],
}

/// Where a parameter stands, its type, whether it is required, and what it is.
pub(super) fn parameter(name: &str) -> (&'static str, &'static str, bool, &'static str) {
    match name {
        "id" => ("path", "integer", true, "The id"),
        "page" => ("query", "integer", false, "The page, from 1"),
        "per_page" => ("query", "integer", false, "Rows on a page, 50 at most (default 20)"),
        "name" | "title" => ("query", "string", true, "The name"),
        "user_id" => ("query", "integer", false, "Create on behalf of this user"),
        "collection_id" => ("query", "integer", true, "The collection that it goes into"),
        "query" => ("query", "string", true, "A part of the title"),
        "email" => ("query", "string", true, "The e-mail address"),
        _ => ("body", "array", true, "The permissions to create, update or destroy"),
    }
}

const fn op(
    method: &'static str,
    path: &'static str,
    summary: &'static str,
    parameters: &'static [&'static str],
    success: (u16, Option<fn() -> Value>),
    errors: &'static [u16],
) -> Operation {
    Operation { method, path, summary, parameters, success: success.0, answer: success.1, errors }
}

const ID: &[&str] = &["id"];
const USUAL: &[u16] = &[401, 403, 404, 422];

pub(super) const OPERATIONS: &[Operation] = &[
    op("get", "/ping", "Check the token", &[], (200, None), &[401]),
    op("get", "/collections", "List collections", &["page", "per_page"], (200, Some(schema::collections)), &[401, 422]),
    op("post", "/collections", "Create a collection", &["name", "user_id"], (201, Some(schema::collection)), USUAL),
    op("get", "/collections/{id}", "Show a collection", ID, (200, Some(schema::collection)), USUAL),
    op(
        "delete",
        "/collections/{id}",
        "Delete a collection with all its media",
        ID,
        (200, Some(schema::collection)),
        USUAL,
    ),
    op("post", "/collections/{id}/archive", "Archive a collection", ID, (200, Some(schema::collection)), USUAL),
    op("post", "/collections/{id}/unarchive", "Unarchive a collection", ID, (200, Some(schema::collection)), USUAL),
    op(
        "get",
        "/collections/{id}/media",
        "List the media of a collection",
        &["id", "page", "per_page"],
        (200, Some(schema::media)),
        USUAL,
    ),
    op("get", "/collections/{id}/permissions", "List who has access", ID, (200, Some(schema::permissions)), USUAL),
    op(
        "post",
        "/collections/{id}/permissions",
        "Change who has access",
        &["id", "permissions"],
        (200, Some(schema::permissions)),
        &[400, 401, 403, 404, 422],
    ),
    op("get", "/users/search", "Find people by e-mail", &["email"], (200, Some(schema::users)), &[400, 401, 403]),
    op("get", "/groups/{id}/users", "List the members of a group", ID, (200, Some(schema::users)), USUAL),
    op("get", "/media/{id}", "Show a medium", ID, (200, Some(schema::medium)), USUAL),
    op("get", "/media/{id}/courses", "List the courses of a medium", ID, (200, None), USUAL),
    op("get", "/media/{id}/tags", "List the tags of a medium", ID, (200, None), USUAL),
    op("get", "/media/{id}/users", "List who has access to a medium", ID, (200, None), USUAL),
    op("get", "/media/{id}/caption_files", "List the captions of a medium", ID, (200, None), USUAL),
    op("get", "/media/{id}/download", "Download a medium", ID, (302, None), USUAL),
    op(
        "get",
        "/media/search",
        "Find media by title",
        &["query", "page", "per_page"],
        (200, Some(schema::media)),
        &[400, 401, 422],
    ),
    op("post", "/media/{id}/archive", "Archive a medium", ID, (200, Some(schema::medium)), USUAL),
    op("post", "/media/{id}/unarchive", "Unarchive a medium", ID, (200, Some(schema::medium)), USUAL),
    op("post", "/media/uploads", "Begin an upload", &["collection_id"], (201, None), USUAL),
    op("put", "/media/uploads/{id}", "Send the file of an upload", ID, (200, None), USUAL),
    op(
        "post",
        "/media/uploads/{id}/complete",
        "Make a medium of an upload",
        &["id", "title"],
        (201, Some(schema::medium)),
        &[400, 401, 403, 404, 422],
    ),
];
