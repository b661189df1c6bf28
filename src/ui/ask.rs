//! The dialogs that a person asks for from a list, a menu or a head: at most one is open.

use leptos::prelude::*;

use super::{archive, create, delete};
use crate::{
    api::CollectionId,
    app::use_app,
    dom::{El, Part, part},
};

/// What is asked.
#[derive(Clone, Copy, PartialEq)]
pub enum Question {
    /// What a new collection is to be called.
    Create,
    /// Whether to archive this one, or (`None`) all that are chosen.
    Archive(Option<CollectionId>),
    /// Whether to delete this one.
    Delete(CollectionId),
}

/// The question that is open.
#[derive(Clone, Copy)]
pub struct Ask(RwSignal<Option<Question>>);

impl Ask {
    /// None.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Opens one.
    pub fn open(self, question: Question) {
        self.0.set(Some(question));
    }

    /// Closes the one that is open.
    pub fn close(self) {
        self.0.set(None);
    }
}

impl Default for Ask {
    fn default() -> Self {
        Self::new()
    }
}

/// The dialog of the question that is open.
pub fn question() -> Part {
    let app = use_app();
    part(move || -> Option<El> {
        match app.ask.0.get()? {
            Question::Create => Some(create::dialog_of(app)),
            Question::Archive(id) => Some(archive::dialog_of(app, id)),
            Question::Delete(id) => delete::dialog_of(app, id),
        }
    })
}
