//! Media [D].

use super::{CollectionId, MediaId, Timestamp, User};

/// How far the server is with a medium.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Transcoding {
    /// It can be watched; also where the server says nothing [A].
    Finished,
    /// It can't be watched yet.
    Processing,
    /// It could not be read.
    Failed,
    /// Another word.
    Other(String),
}

impl From<&str> for Transcoding {
    /// [A] Which words there are is published nowhere.
    fn from(word: &str) -> Self {
        match word {
            "transcoded" | "finished" | "complete" | "completed" | "ready" | "success" => Self::Finished,
            "processing" | "transcoding" | "pending" | "queued" | "uploading" | "started" => Self::Processing,
            "failed" | "failure" | "error" | "errored" => Self::Failed,
            _ => Self::Other(word.to_owned()),
        }
    }
}

/// A medium: a video, a recording.
#[derive(Clone, PartialEq, Debug)]
pub struct Media {
    /// Which one.
    pub id: MediaId,
    /// Its title; empty where it has none.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// Its length in seconds, never negative.
    pub duration: Option<f64>,
    /// When it was added.
    pub created_at: Option<Timestamp>,
    /// Where its picture is: an `http(s)://` address or a path on the API's origin. It may answer 403.
    pub thumbnail: Option<String>,
    /// How far the server is with it.
    pub transcoding: Transcoding,
    /// Whose it is.
    pub owner: Option<User>,
    /// Its size in bytes.
    pub size: Option<u64>,
    /// Where it came from, in the server's word.
    pub source: Option<String>,
    /// The id that embeds it.
    pub embed_id: Option<String>,
    /// The id that launches it from a course.
    pub lti_launch_id: Option<String>,
    /// The collection that it is in; said only where it is asked for by itself.
    pub collection: Option<CollectionId>,
}
