//! Which operation an address names.

use axum::http::Method;

use crate::form;

/// What an address of the API names; ids are still as they came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Ping,
    Collections,
    Collection(String),
    Archive(String, bool),
    CollectionMedia(String),
    Permissions(String),
    UserSearch,
    GroupUsers(String),
    MediaSearch,
    Uploads,
    Upload(String),
    UploadComplete(String),
    MediumArchive(String, bool),
    Medium(String),
    MediumPart(String, &'static str),
    Download(String),
    Authorize,
    Token,
    ApiDocs,
    OpenApi,
}

/// The parts of a medium that are lists of their own.
const PARTS: [&str; 4] = ["courses", "tags", "users", "caption_files"];

impl Route {
    /// The operation behind a path; a trailing slash makes no difference.
    pub(crate) fn of(path: &str) -> Option<Self> {
        let path = path.strip_suffix('/').unwrap_or(path);
        let rest = path.strip_prefix("/api/public/")?;
        let parts: Vec<&str> = rest.split('/').collect();
        Some(match parts.as_slice() {
            ["oauth", "authorize"] => Self::Authorize,
            ["oauth", "token"] => Self::Token,
            ["apidocs"] => Self::ApiDocs,
            ["openapi.json"] => Self::OpenApi,
            ["v1", "ping"] => Self::Ping,
            ["v1", "users", "search"] => Self::UserSearch,
            ["v1", "groups", id, "users"] => Self::GroupUsers(decode(id)),
            ["v1", "collections"] => Self::Collections,
            ["v1", "collections", id] => Self::Collection(decode(id)),
            ["v1", "collections", id, "archive"] => Self::Archive(decode(id), true),
            ["v1", "collections", id, "unarchive"] => Self::Archive(decode(id), false),
            ["v1", "collections", id, "media"] => Self::CollectionMedia(decode(id)),
            ["v1", "collections", id, "permissions"] => Self::Permissions(decode(id)),
            ["v1", "media", "search"] => Self::MediaSearch,
            ["v1", "media", "uploads"] => Self::Uploads,
            ["v1", "media", "uploads", id] => Self::Upload(decode(id)),
            ["v1", "media", "uploads", id, "complete"] => Self::UploadComplete(decode(id)),
            ["v1", "media", id, "archive"] => Self::MediumArchive(decode(id), true),
            ["v1", "media", id, "unarchive"] => Self::MediumArchive(decode(id), false),
            ["v1", "media", id] => Self::Medium(decode(id)),
            ["v1", "media", id, "download"] => Self::Download(decode(id)),
            ["v1", "media", id, part] => {
                let part = PARTS.iter().find(|one| *one == part)?;
                Self::MediumPart(decode(id), part)
            }
            _ => return None,
        })
    }

    /// Whether it needs no access token.
    pub(crate) fn open(&self) -> bool {
        matches!(self, Self::Authorize | Self::Token | Self::ApiDocs | Self::OpenApi)
    }

    /// The methods that it answers.
    pub(crate) fn methods(&self) -> &'static [Method] {
        match self {
            Self::Collections | Self::Permissions(_) | Self::Authorize => &[Method::GET, Method::POST],
            Self::Collection(_) => &[Method::GET, Method::DELETE],
            Self::Archive(..) | Self::MediumArchive(..) | Self::Uploads | Self::UploadComplete(_) | Self::Token => {
                &[Method::POST]
            }
            Self::Upload(_) => &[Method::PUT],
            _ => &[Method::GET],
        }
    }
}

/// A path segment with its percent signs taken away; one that is no text stays as it came.
fn decode(segment: &str) -> String {
    form::decode(segment).unwrap_or_else(|_| segment.to_owned())
}
