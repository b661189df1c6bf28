//! How collections, people and errors are named.

use web_sys::Element;

use crate::{
    api::{Collection, CollectionKind, Error, Level, Reason},
    data::Shown,
    dom::{Nodes, el, nodes},
    i18n::I18n,
};

/// The name of a collection; a personal library has none of its own.
#[must_use]
pub fn name_of(i18n: I18n, collection: &Collection) -> String {
    match (&collection.name, &collection.kind) {
        (Some(name), _) if !name.trim().is_empty() => name.clone(),
        (_, CollectionKind::Personal) => i18n.collection_library(),
        _ => i18n.collection_unnamed(),
    }
}

/// The word for a kind; one that is not known is shown as the server sent it.
#[must_use]
pub fn kind(i18n: I18n, kind: &CollectionKind) -> String {
    match kind {
        CollectionKind::Personal => i18n.kind_personal(),
        CollectionKind::Course => i18n.kind_course(),
        CollectionKind::CourseWide => i18n.kind_course_wide(),
        CollectionKind::Collection => i18n.kind_collection(),
        CollectionKind::Other(word) => word.clone(),
    }
}

/// The same in the midst of a line, whose direction a word of the server's does not change.
#[must_use]
pub(super) fn kind_in_line(i18n: I18n, known: &CollectionKind) -> String {
    match known {
        CollectionKind::Other(word) => isolated(word),
        known => kind(i18n, known),
    }
}

/// A word of the server's between marks, so that its direction is its own.
pub(super) fn isolated(word: &str) -> String {
    "\u{2068}".to_owned() + word + "\u{2069}"
}

/// The word for a level and the class of its mark.
#[must_use]
pub(super) fn level(i18n: I18n, level: &Level) -> (String, &'static str) {
    match level {
        Level::View => (i18n.level_view(), "tag"),
        Level::Edit => (i18n.level_edit(), "tag edit"),
        Level::Admin => (i18n.level_owner(), "tag own"),
        Level::Other(word) => (isolated(word), "tag"),
    }
}

/// Shows the person's own level in its mark; an empty mark is not seen.
pub(super) fn show_level(i18n: I18n, mark: &Element, known: Option<&Level>) {
    let (text, class) = known.map_or_else(|| (String::new(), "tag"), |known| level(i18n, known));
    mark.set_text_content(Some(&text));
    mark.set_class_name(class);
}

/// Kind, owner, day of creation and own level, in one line.
pub fn about(i18n: I18n, shown: &Shown) -> Nodes {
    let collection = &shown.collection;
    let owner = collection.owner.as_ref().map(|owner| owner.name().to_owned()).filter(|name| !name.is_empty());
    let created = collection.created_at.as_ref().map(|time| " · ".to_owned() + &i18n.created(&i18n.date(time)));
    let mark = el("span");
    show_level(i18n, &mark.node::<Element>(), collection.permission.as_ref());
    nodes()
        .with(kind_in_line(i18n, &collection.kind))
        .with(owner.map(|owner| nodes().with(" · ").with(el("bdi").with(owner))))
        .with(created.unwrap_or_default() + " ")
        .with(mark)
}

/// Why something could not be read, as the end of a sentence.
#[must_use]
pub fn why_unread(i18n: I18n, error: &Error) -> String {
    match error {
        Error::Forbidden(_) => i18n.why_not_seen(),
        other => why(i18n, other),
    }
}

/// Why something was not done, as the end of a sentence.
#[must_use]
pub fn why(i18n: I18n, error: &Error) -> String {
    match error {
        Error::SignIn => i18n.why_sign_in(),
        Error::Forbidden(_) => i18n.why_forbidden(),
        Error::NotFound(_) => i18n.why_not_found(),
        Error::Invalid { .. } => i18n.why_invalid(),
        Error::Wait { .. } => i18n.why_wait(),
        Error::Unreachable(Reason::Offline) => i18n.why_offline(),
        Error::Unreachable(Reason::TimedOut) => i18n.why_timed_out(),
        Error::Unreachable(Reason::CutOff) => i18n.why_cut_off(),
        Error::Unreachable(Reason::NoAnswer) => i18n.why_unreachable(),
        Error::Server { status, .. } => i18n.why_server(&status.to_string()),
        Error::Nonsense { .. } => i18n.why_nonsense(),
        Error::Aborted => i18n.why_aborted(),
    }
}
