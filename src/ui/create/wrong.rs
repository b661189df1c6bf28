//! What is wrong with what was typed for a new collection, and what answers say of it.

use crate::{
    api::{Error, UserId},
    i18n::I18n,
    signal::RwSignal,
    ui::why,
};

/// The longest name that the server takes, in characters.
const LONGEST: usize = 255;

/// What is wrong, by the field that it is about.
#[derive(Clone, Copy)]
pub(super) struct Wrong {
    pub(super) name: RwSignal<Option<String>>,
    pub(super) owner: RwSignal<Option<String>>,
    pub(super) whole: RwSignal<Option<String>>,
    /// The name that may have been created.
    pub(super) unsure: RwSignal<Option<String>>,
    /// How the look for it ended, once it has.
    pub(super) looked: RwSignal<Option<Looked>>,
}

/// What came of looking for what may have been created.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Looked {
    /// One of that name is there.
    Found,
    /// None was seen.
    NotFound,
}

impl Wrong {
    pub(super) fn new() -> Self {
        let none = || RwSignal::new(None);
        Self { name: none(), owner: none(), whole: none(), unsure: none(), looked: RwSignal::new(None) }
    }

    /// Whether it is this name that may have been created.
    pub(super) fn is_about(self, name: &str) -> bool {
        self.unsure.with_untracked(|unsure| unsure.as_deref() == Some(name))
    }

    pub(super) fn clear(self) {
        for one in [self.name, self.owner, self.whole, self.unsure] {
            one.set(None);
        }
        self.looked.set(None);
    }

    /// Where an answer belongs. `false` where the dialog has gone and nobody reads it.
    pub(super) fn tell(self, i18n: I18n, name: &str, owner: Option<UserId>, error: &Error) -> bool {
        let why = || why(i18n, error);
        let said = |fallback: String| error.told().map_or(fallback, str::to_owned);
        let about_owner = |text: String| self.owner.try_set(Some(text)).is_none();
        match (error, owner) {
            (error, _) if error.may_have_happened() => self.unsure.try_set(Some(name.to_owned())).is_none(),
            (Error::Forbidden(_), Some(_)) => about_owner(i18n.create_not_for_others()),
            (Error::NotFound(_), Some(owner)) => about_owner(i18n.create_no_such_person(&owner.to_string())),
            // The server says of which of the two it speaks, or else it is the name.
            (Error::Invalid { .. }, Some(_)) if error.told().is_some_and(|told| told.contains("user")) => {
                about_owner(said(i18n.create_owner_wrong()))
            }
            (Error::Invalid { .. }, _) => self.name.try_set(Some(said(i18n.create_name_wrong()))).is_none(),
            _ => self.whole.try_set(Some(i18n.create_refused(&why()))).is_none(),
        }
    }
}

/// Why a name would be refused, if that is known beforehand.
pub(super) fn name_refused(i18n: I18n, name: &str) -> Option<String> {
    if name.trim().is_empty() {
        return Some(i18n.create_name_missing());
    }
    if name.chars().count() > LONGEST {
        return Some(i18n.create_name_long(&i18n.number(name.chars().count() as u64)));
    }
    name.chars().any(char::is_control).then(|| i18n.create_name_control())
}
