//! The shapes of answers: what is sent, and what the description of the API says, from one source.

use serde::Serialize;
use utoipa::ToSchema;

/// A person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct User {
    pub(crate) id: i64,
    pub(crate) full_name: String,
    pub(crate) display_name: String,
    pub(crate) email: String,
}

/// Where a page of a list stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct Meta {
    pub(crate) current_page: i64,
    /// At least 1
    pub(crate) last_page: i64,
    pub(crate) total_count: i64,
}

/// A collection, as one person sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Collection {
    pub(crate) id: i64,
    /// Null for a personal library
    pub(crate) name: Option<String>,
    /// `user` (a personal library), `collection`, `course`, `course_wide`, or another
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) course_id: Option<i64>,
    /// RFC 3339
    pub(crate) created_at: String,
    /// RFC 3339; null where it is not archived
    pub(crate) archived_at: Option<String>,
    pub(crate) owner: User,
    /// The caller's own: `view`, `edit` or `admin`
    // None is somebody without access, who is never sent it.
    #[schema(value_type = String)]
    pub(crate) permission: Option<String>,
}

/// A medium. Duration and thumbnail are left out where there is none: a null breaks real clients.
#[derive(Serialize, ToSchema)]
pub(crate) struct Medium {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    /// Seconds
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) duration: Option<f64>,
    /// RFC 3339
    pub(crate) created_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) thumbnail_url: Option<String>,
    /// `transcoded`, `processing` or `failed`
    pub(crate) transcoding_status: String,
    pub(crate) owner: User,
    /// Bytes
    pub(crate) size: Option<i64>,
    pub(crate) source: String,
    pub(crate) embed_id: String,
    pub(crate) lti_launch_id: String,
    /// RFC 3339; null where it is not archived
    pub(crate) archived_at: Option<String>,
    /// Where the medium is asked for by itself
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) collection: Option<Collection>,
}

/// The access of a person or a group.
#[derive(Serialize, ToSchema)]
pub(crate) struct Access {
    pub(crate) id: i64,
    /// `user` or `group`
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// Of a group
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) name: Option<String>,
    /// Of a person, like the two that follow
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) full_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) display_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) email: Option<String>,
    /// `view` or `edit`
    pub(crate) permission: String,
}

impl Access {
    pub(crate) fn of_user(user: User, permission: String) -> Self {
        Self {
            id: user.id,
            kind: "user",
            name: None,
            full_name: Some(user.full_name),
            display_name: Some(user.display_name),
            email: Some(user.email),
            permission,
        }
    }

    pub(crate) fn of_group(id: i64, name: String, permission: String) -> Self {
        Self { id, kind: "group", name: Some(name), full_name: None, display_name: None, email: None, permission }
    }
}

/// A course or a tag.
#[derive(Serialize, ToSchema)]
pub(crate) struct Named {
    id: i64,
    name: String,
}

/// A file of captions.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaptionFile {
    status: String,
    url: String,
}

/// An upload on its way.
#[derive(Serialize, ToSchema)]
pub(crate) struct Upload {
    pub(crate) id: i64,
    /// Where the file is put
    pub(crate) url: String,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct CollectionAnswer {
    pub(crate) collection: Collection,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct CollectionList {
    pub(crate) collections: Vec<Collection>,
    pub(crate) meta: Meta,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct MediumAnswer {
    pub(crate) media: Medium,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct MediumList {
    pub(crate) media: Vec<Medium>,
    pub(crate) meta: Meta,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct PermissionList {
    pub(crate) permissions: Vec<Access>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct UserList {
    pub(crate) users: Vec<User>,
}

#[derive(Default, Serialize, ToSchema)]
pub(crate) struct CourseList {
    courses: Vec<Named>,
}

#[derive(Default, Serialize, ToSchema)]
pub(crate) struct TagList {
    tags: Vec<Named>,
}

#[derive(Default, Serialize, ToSchema)]
pub(crate) struct MediumUserList {
    user_permissions: Vec<Access>,
}

#[derive(Default, Serialize, ToSchema)]
pub(crate) struct CaptionList {
    caption_files: Vec<CaptionFile>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct UploadAnswer {
    pub(crate) upload: Upload,
}

/// Why a request was refused.
#[derive(Serialize, ToSchema)]
pub(crate) struct ErrorAnswer {
    pub(crate) error: String,
}
