//! Fetches a language, keeps what was chosen, and tells the document.

use crate::signal::StoredValue;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Response, Storage};

use super::{Choice, I18n, Spoken, choose::of, preferred, words::Words};

/// Under which name the person's own choice is kept.
const KEPT: &str = "vitrine-locale";

/// A browser that keeps nothing for us still speaks.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// The language that the person has chosen here before.
#[must_use]
pub fn kept() -> Option<String> {
    storage()?.get_item(KEPT).ok().flatten()
}

/// Keeps the person's choice for the next time.
pub fn keep(language: &str) {
    if let Some(storage) = storage() {
        // Full or forbidden storage only means that the choice is not remembered.
        let _ = storage.set_item(KEPT, language);
    }
}

/// What the page names: where the texts of a language are, its `base` and its `js`.
#[must_use]
pub fn named(what: &str) -> Option<String> {
    let page = document().query_selector("meta[name=app]").ok().flatten()?;
    page.get_attribute(&("data-".to_owned() + what))
}

/// A text file of the page, where it can be had.
pub async fn text(address: &str) -> Option<String> {
    let answer: Response = JsFuture::from(window().fetch_with_str(address)).await.ok()?.unchecked_into();
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}

/// The language as it is spoken, where its texts can be had.
async fn fetch(choice: Choice, address: Option<String>) -> Option<Spoken> {
    let words = if choice.language == "en" { None } else { Some(Words::read(&text(&address?).await?)?) };
    Some(Spoken::new(choice, words))
}

/// A language whose texts are at this address, and English where they can't be had.
pub async fn begin(choice: Choice, address: Option<String>) -> Spoken {
    fetch(choice, address).await.unwrap_or_else(|| Spoken::new(of("en", &preferred()), None))
}

impl I18n {
    /// Speaks a language.
    #[must_use]
    pub fn new(spoken: Spoken) -> Self {
        Self(StoredValue::new_local(Rc::new(spoken)))
    }

    /// Speaks another language. Answers whether it could be had: where not, it goes on in the one that it is in.
    pub async fn speak(self, choice: Choice) -> bool {
        let address = named(choice.language);
        let spoken = fetch(choice, address).await;
        let here = spoken.is_some();
        if let Some(spoken) = spoken {
            self.0.set_value(Rc::new(spoken));
        }
        here
    }

    /// The language that is spoken.
    #[must_use]
    pub fn language_now(self) -> &'static str {
        self.spoken().choice.language
    }

    /// Tells an element, or else the document, which language it is in, and which way that runs.
    pub fn tell(self, element: Option<Element>) {
        let choice = &self.spoken().choice;
        if let Some(root) = element.or_else(|| document().document_element()) {
            // Neither name is refused.
            let _ = root.set_attribute("lang", &choice.tag);
            let _ = root.set_attribute("dir", if choice.is_rtl() { "rtl" } else { "ltr" });
        }
    }
}
