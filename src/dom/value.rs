//! What an attribute or a text can be: fixed, absent, or following what it reads.

use std::borrow::Cow;

/// A word of the page, or its absence.
pub trait Word {
    /// The word; `None` leaves the attribute out and the text empty.
    fn word(self) -> Option<Cow<'static, str>>;
}

impl Word for &'static str {
    fn word(self) -> Option<Cow<'static, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Word for String {
    fn word(self) -> Option<Cow<'static, str>> {
        Some(Cow::Owned(self))
    }
}

impl<W: Word> Word for Option<W> {
    fn word(self) -> Option<Cow<'static, str>> {
        self.and_then(Word::word)
    }
}

/// `true` is `"true"`, `false` is absent, as ARIA's states and our own marks want it.
impl Word for bool {
    fn word(self) -> Option<Cow<'static, str>> {
        self.then_some(Cow::Borrowed("true"))
    }
}

/// A value of an attribute or a text.
pub enum Value {
    /// It never changes.
    Fixed(Option<Cow<'static, str>>),
    /// It follows the signals that it reads.
    Live(Box<dyn Fn() -> Option<Cow<'static, str>>>),
}

impl From<&'static str> for Value {
    fn from(word: &'static str) -> Self {
        Self::Fixed(word.word())
    }
}

impl From<String> for Value {
    fn from(word: String) -> Self {
        Self::Fixed(word.word())
    }
}

impl<W: Word> From<Option<W>> for Value {
    fn from(word: Option<W>) -> Self {
        Self::Fixed(word.word())
    }
}

impl From<bool> for Value {
    fn from(word: bool) -> Self {
        Self::Fixed(word.word())
    }
}

impl<W: Word, F: Fn() -> W + 'static> From<F> for Value {
    fn from(read: F) -> Self {
        Self::Live(Box::new(move || read().word()))
    }
}
