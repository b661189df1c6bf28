//! Every visible text, number, date and list in the person's language.
//!
//! Texts are our own table, checked at build: a crate for it adds 31 kB compressed with two languages
//! (`leptos_i18n`) or 49 (`leptos-fluent`), this about one. English is built in and stands in where nothing else
//! can be had; each other language is a file of its own, of which the page fetches one. Numbers, dates and plural
//! rules are the browser's `Intl`.

pub mod choose;
mod fill;
mod format;
pub mod load;
mod words;

use std::rc::Rc;

use crate::signal::StoredValue;

pub use choose::Choice;
pub use format::{clock, preferred};

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// The language of one instance of the interface; cheap to hand around.
#[derive(Clone, Copy)]
pub struct I18n(StoredValue<Rc<Spoken>>);

/// One language, as it is spoken.
pub struct Spoken {
    choice: Choice,
    formats: format::Formats,
    /// None means English.
    words: Option<words::Words>,
}

impl I18n {
    fn spoken(self) -> Rc<Spoken> {
        self.0.get_value()
    }

    fn text(self, at: usize, english: &str) -> String {
        self.filled(at, english, &[])
    }

    fn filled(self, at: usize, english: &str, values: &[(&str, &str)]) -> String {
        let spoken = self.spoken();
        fill::fill(spoken.words.as_ref().and_then(|words| words.text(at)).unwrap_or(english), values)
    }

    /// Takes a form for each plural category of the language that differs.
    fn plural(self, at: usize, english: &[(&str, &str)], count: u64, values: &[(&str, &str)]) -> String {
        let spoken = self.spoken();
        let category = spoken.formats.category(count);
        let form = spoken.words.as_ref().and_then(|words| words.form(at, &category));
        let text = form.unwrap_or_else(|| fill::form(english, &category));
        let count = spoken.formats.number(count);
        let mut all = vec![("count", count.as_str())];
        all.extend_from_slice(values);
        fill::fill(text, &all)
    }
}

impl Spoken {
    fn new(choice: Choice, words: Option<words::Words>) -> Self {
        Self { formats: format::Formats::new(choice.formats()), choice, words }
    }
}
