//! Every visible text, number, date and list in the person's language.
//!
//! Texts are our own table, checked at build: a crate for it adds 31 kB compressed with two languages
//! (`leptos_i18n`) or 49 (`leptos-fluent`), this about one. Numbers, dates and plural rules are the
//! browser's `Intl`.

mod fill;
mod format;

use std::rc::Rc;

use crate::signal::StoredValue;

pub use format::{clock, preferred};

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// The language of one instance of the interface; cheap to hand around.
#[derive(Clone, Copy)]
pub struct I18n(StoredValue<Rc<format::Formats>>);

impl I18n {
    /// Texts and formats for a BCP 47 language tag; one that the browser does not know means English.
    #[must_use]
    pub fn new(tag: &str) -> Self {
        Self(StoredValue::new_local(Rc::new(format::Formats::new(tag))))
    }

    fn formats(self) -> Rc<format::Formats> {
        self.0.get_value()
    }

    /// Takes a form for each plural category of the language that differs.
    fn plural(self, forms: &[(&str, &str)], count: u64, values: &[(&str, &str)]) -> String {
        let formats = self.formats();
        let text = fill::form(forms, &formats.category(count));
        let count = formats.number(count);
        let mut all = vec![("count", count.as_str())];
        all.extend_from_slice(values);
        fill::fill(text, &all)
    }
}
