//! The dialogs that a person asks for from a list, a menu or a head: at most one is open.

use crate::{
    api::CollectionId,
    app::use_app,
    dom::{Part, part, watch},
    extras,
    signal::RwSignal,
};

/// What is asked.
#[derive(Clone, Copy, PartialEq)]
pub enum Question {
    /// What a new collection is to be called.
    Create,
    /// Whether to archive this one, or (`None`) all that are chosen.
    Archive(Option<CollectionId>),
    /// With whom to share this one.
    Share(CollectionId),
    /// With whom to share all that are chosen.
    ShareMany,
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

/// The dialog of the question that is open. It belongs to the address at which it was asked.
pub fn question() -> Part {
    let app = use_app();
    watch(move || {
        app.nav.address.track();
        app.ask.close();
    });
    part(move || {
        let question = app.ask.0.get()?;
        Some(extras::draw(move |extras| match question {
            Question::Create => Some((extras.create)(app)),
            Question::Archive(id) => Some((extras.archive)(app, id)),
            Question::Share(id) => Some((extras.share)(app, id)),
            Question::ShareMany => Some((extras.share_many)(app)),
            Question::Delete(id) => (extras.delete)(app, id),
        }))
    })
}
