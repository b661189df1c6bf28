//! The one table of operations: requests are led by it, and the description of the API is made from it.

use axum::http::{Method, StatusCode};
use rusqlite::Connection;
use utoipa::ToSchema;
use utoipa::openapi::HttpMethod::{self, Delete, Get, Post, Put};
use utoipa::openapi::{RefOr, Schema};

use super::{Call, collections, media, people, permissions, ping, uploads};
use crate::answer::Answer;
use crate::shapes::{
    CaptionList, CollectionAnswer, CollectionList, CourseList, MediumAnswer, MediumList, MediumUserList,
    PermissionList, TagList, UploadAnswer, UserList,
};
use crate::store::people::Caller;

/// One operation of the API.
pub(crate) struct Operation {
    pub(crate) verb: HttpMethod,
    /// Below `/api/public/v1`. Where two fit an address, the first is meant.
    pub(crate) path: &'static str,
    pub(crate) summary: &'static str,
    /// Runs it in the caller's name.
    pub(super) run: fn(&Connection, Caller, &Call) -> Answer,
    /// What it takes in the query.
    pub(crate) takes: &'static [Parameter],
    pub(crate) body: Body,
    pub(crate) success: StatusCode,
    pub(crate) gives: Gives,
    /// The statuses of its refusals.
    pub(crate) refuses: &'static [u16],
}

/// A parameter in the query.
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) required: bool,
    pub(crate) description: &'static str,
    /// One that finds something in the demo.
    pub(crate) example: Option<&'static str>,
}

/// What a parameter is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    /// From 1.
    Number,
}

/// What the body of a request is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    Nothing,
    /// The batch of permissions.
    Permissions,
    /// The bytes of a file.
    File,
}

/// Schemas by their names.
pub(crate) type Schemas = Vec<(String, RefOr<Schema>)>;

/// What an answer is.
#[derive(Clone, Copy)]
pub(crate) enum Gives {
    Text,
    Address,
    /// JSON of the shape that the function names, which adds what the shape refers to.
    Json(fn(&mut Schemas) -> String),
}

impl Operation {
    /// The method of HTTP.
    pub(crate) fn method(&self) -> Method {
        match self.verb {
            HttpMethod::Post => Method::POST,
            HttpMethod::Put => Method::PUT,
            HttpMethod::Delete => Method::DELETE,
            _ => Method::GET,
        }
    }
}

/// The name of a shape; it and those in it join `all`.
pub(crate) fn shape<T: ToSchema>(all: &mut Schemas) -> String {
    let name = T::name().into_owned();
    all.push((name.clone(), T::schema()));
    T::schemas(all);
    name
}

const fn json<T: ToSchema>() -> Gives {
    Gives::Json(shape::<T>)
}

const OK: StatusCode = StatusCode::OK;
const CREATED: StatusCode = StatusCode::CREATED;
const FOUND: StatusCode = StatusCode::FOUND;

const fn query(name: &'static str, kind: Kind, required: bool, description: &'static str) -> Parameter {
    Parameter { name, kind, required, description, example: None }
}

const PAGE: Parameter = query("page", Kind::Number, false, "The page, from 1 (default 1)");
const PER_PAGE: Parameter = query("per_page", Kind::Number, false, "Rows on a page, 50 at most (default 20)");
const NAME: Parameter = query("name", Kind::Text, true, "The name, 255 characters at most");
const USER: Parameter = query("user_id", Kind::Number, false, "Create on behalf of this user");
const COLLECTION: Parameter = query("collection_id", Kind::Number, true, "The collection that it goes into");
const TITLE: Parameter = query("title", Kind::Text, true, "The title, 255 characters at most");
const TEXT: Parameter = Parameter { example: Some("cell"), ..query("query", Kind::Text, true, "A part of the title") };
const EMAIL: Parameter =
    Parameter { example: Some("a.ferreira@uni.example"), ..query("email", Kind::Text, true, "The e-mail address") };

/// What an operation on one thing refuses.
const USUAL: &[u16] = &[401, 403, 404, 422];

const fn op(
    verb: HttpMethod,
    path: &'static str,
    summary: &'static str,
    run: fn(&Connection, Caller, &Call) -> Answer,
) -> Operation {
    Operation {
        verb,
        path,
        summary,
        run,
        takes: &[],
        body: Body::Nothing,
        success: StatusCode::OK,
        gives: Gives::Text,
        refuses: USUAL,
    }
}

impl Operation {
    const fn takes(self, takes: &'static [Parameter]) -> Self {
        Self { takes, ..self }
    }

    const fn body(self, body: Body) -> Self {
        Self { body, ..self }
    }

    const fn gives(self, success: StatusCode, gives: Gives) -> Self {
        Self { success, gives, ..self }
    }

    const fn refuses(self, refuses: &'static [u16]) -> Self {
        Self { refuses, ..self }
    }
}

/// Every operation.
pub(crate) const OPERATIONS: &[Operation] = &[
    op(Get, "/ping", "Check the token", ping).refuses(&[401]),
    op(Get, "/collections", "List collections", collections::list)
        .takes(&[PAGE, PER_PAGE])
        .gives(OK, json::<CollectionList>())
        .refuses(&[401, 422]),
    op(Post, "/collections", "Create a collection", collections::create)
        .takes(&[NAME, USER])
        .gives(CREATED, json::<CollectionAnswer>())
        .refuses(&[401, 403, 404, 413, 415, 422]),
    op(Get, "/collections/{id}", "Show a collection", collections::show).gives(OK, json::<CollectionAnswer>()),
    op(Delete, "/collections/{id}", "Delete a collection with all its media", collections::delete)
        .gives(OK, json::<CollectionAnswer>()),
    op(Post, "/collections/{id}/archive", "Archive a collection", collections::archive)
        .gives(OK, json::<CollectionAnswer>()),
    op(Post, "/collections/{id}/unarchive", "Unarchive a collection", collections::unarchive)
        .gives(OK, json::<CollectionAnswer>()),
    op(Get, "/collections/{id}/media", "List the media of a collection", media::list)
        .takes(&[PAGE, PER_PAGE])
        .gives(OK, json::<MediumList>()),
    op(Get, "/collections/{id}/permissions", "List who has access", permissions::list)
        .gives(OK, json::<PermissionList>()),
    op(Post, "/collections/{id}/permissions", "Change who has access", permissions::update)
        .body(Body::Permissions)
        .gives(OK, json::<PermissionList>())
        .refuses(&[400, 401, 403, 404, 413, 415, 422]),
    op(Get, "/users/search", "Find people by e-mail", people::search)
        .takes(&[EMAIL])
        .gives(OK, json::<UserList>())
        .refuses(&[400, 401, 403, 422]),
    op(Get, "/groups/{id}/users", "List the members of a group", people::members).gives(OK, json::<UserList>()),
    op(Get, "/media/search", "Find media by title", media::search)
        .takes(&[TEXT, PAGE, PER_PAGE])
        .gives(OK, json::<MediumList>())
        .refuses(&[400, 401, 422]),
    op(Post, "/media/uploads", "Begin an upload", uploads::begin)
        .takes(&[COLLECTION])
        .gives(CREATED, json::<UploadAnswer>()),
    op(Put, "/media/uploads/{id}", "Send the file of an upload", uploads::receive)
        .body(Body::File)
        .gives(OK, json::<UploadAnswer>())
        .refuses(&[401, 403, 404, 413, 422]),
    op(Post, "/media/uploads/{id}/complete", "Make a medium of an upload", uploads::complete)
        .takes(&[TITLE])
        .gives(CREATED, json::<MediumAnswer>())
        .refuses(&[400, 401, 403, 404, 422]),
    op(Get, "/media/{id}", "Show a medium", media::show).gives(OK, json::<MediumAnswer>()),
    op(Get, "/media/{id}/courses", "List the courses of a medium", media::courses).gives(OK, json::<CourseList>()),
    op(Get, "/media/{id}/tags", "List the tags of a medium", media::tags).gives(OK, json::<TagList>()),
    op(Get, "/media/{id}/users", "List who has access to a medium", media::users).gives(OK, json::<MediumUserList>()),
    op(Get, "/media/{id}/caption_files", "List the captions of a medium", media::captions)
        .gives(OK, json::<CaptionList>()),
    op(Get, "/media/{id}/download", "Download a medium", media::download).gives(FOUND, Gives::Address),
    op(Post, "/media/{id}/archive", "Archive a medium", media::archive).gives(OK, json::<MediumAnswer>()),
    op(Post, "/media/{id}/unarchive", "Unarchive a medium", media::unarchive).gives(OK, json::<MediumAnswer>()),
];
