//! Collections and the people who own them [D].

use super::{CollectionId, Timestamp, UserId};

/// A person.
#[derive(Clone, PartialEq, Debug)]
pub struct User {
    /// Which one.
    pub id: UserId,
    /// The name in full.
    pub full_name: Option<String>,
    /// The name that the person goes by.
    pub display_name: Option<String>,
    /// The address.
    pub email: Option<String>,
}

impl User {
    /// The name to show: full name, display name, address; empty where none is known.
    #[must_use]
    pub fn name(&self) -> &str {
        let names = [&self.full_name, &self.display_name, &self.email];
        names.into_iter().flatten().map(String::as_str).find(|name| !name.trim().is_empty()).unwrap_or("")
    }
}

/// What a collection is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CollectionKind {
    /// A personal library: `user`.
    Personal,
    /// A course's own: `course`.
    Course,
    /// Open to a whole course: `course_wide`.
    CourseWide,
    /// One that a person made: `collection` [A].
    Collection,
    /// Another word; empty where none was said.
    Other(String),
}

impl From<&str> for CollectionKind {
    fn from(word: &str) -> Self {
        match word {
            "user" => Self::Personal,
            "course" => Self::Course,
            "course_wide" => Self::CourseWide,
            "collection" => Self::Collection,
            _ => Self::Other(word.to_owned()),
        }
    }
}

/// What somebody may do with a collection; each includes the ones before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Level {
    /// Look.
    View,
    /// Change, and give others access.
    Edit,
    /// Administer.
    Admin,
    /// Another word, to be shown as it is.
    Other(String),
}

impl Level {
    /// The API's word for it.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::View => "view",
            Self::Edit => "edit",
            Self::Admin => "admin",
            Self::Other(word) => word,
        }
    }
}

impl From<&str> for Level {
    fn from(word: &str) -> Self {
        match word {
            "view" => Self::View,
            "edit" => Self::Edit,
            "admin" => Self::Admin,
            _ => Self::Other(word.to_owned()),
        }
    }
}

/// Whether a collection is archived [D]: older deployments don't say.
#[derive(Clone, PartialEq, Debug)]
pub enum Archived {
    /// The server said nothing of it.
    Unsaid,
    /// It is not archived.
    No,
    /// It is archived.
    Since(Timestamp),
}

/// A collection.
#[derive(Clone, PartialEq, Debug)]
pub struct Collection {
    /// Which one.
    pub id: CollectionId,
    /// Its name; a personal library may have none.
    pub name: Option<String>,
    /// What it is.
    pub kind: CollectionKind,
    /// What the person who asks may do with it.
    pub permission: Option<Level>,
    /// Whose it is.
    pub owner: Option<User>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// Whether it is archived.
    pub archived: Archived,
    /// The course that it belongs to.
    pub course_id: Option<i64>,
}
