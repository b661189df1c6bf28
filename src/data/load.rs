//! What is known of something that is being loaded: the one enum that every view draws from.

use crate::api::Error;

/// The state of one load.
#[derive(Clone, Debug, PartialEq)]
pub enum Load<T> {
    /// Nothing is there yet.
    Loading,
    /// It is there and as new as can be.
    Ready(T),
    /// It is there and being fetched anew.
    Refreshing(T),
    /// It is there, but fetching it anew failed.
    Stale(T, Error),
    /// It could not be had.
    Failed(Error),
}

impl<T> Load<T> {
    /// What can be shown, new or not.
    pub fn value(&self) -> Option<&T> {
        match self {
            Load::Ready(value) | Load::Refreshing(value) | Load::Stale(value, _) => Some(value),
            Load::Loading | Load::Failed(_) => None,
        }
    }

    /// Why it could not be had, or not anew.
    pub fn error(&self) -> Option<&Error> {
        match self {
            Load::Stale(_, error) | Load::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// Whether an answer is awaited.
    pub fn is_pending(&self) -> bool {
        matches!(self, Load::Loading | Load::Refreshing(_))
    }
}
