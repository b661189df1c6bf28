//! Fetches a language, keeps what was chosen, and tells the document.

use std::rc::Rc;

use gloo_net::http::Request;
use leptos::prelude::*;
use web_sys::Storage;

use super::{Choice, I18n, Spoken, choose::is_pseudo, words::Words};

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

/// Where the texts of a language are. The page names the file of each language that is offered.
fn address(language: &str) -> Option<String> {
    let page = document().query_selector("meta[name=app]").ok().flatten()?;
    let table = page.get_attribute("data-words")?;
    let start = language.to_owned() + "-";
    let named = table.split(',').find(|name| name.starts_with(&start));
    let name = named.or_else(|| is_pseudo(language).then_some(language))?;
    Some("/words-".to_owned() + name + ".json")
}

async fn fetch(language: &str) -> Option<Words> {
    let answer = Request::get(&address(language)?).send().await.ok().filter(|answer| answer.ok())?;
    Words::read(&answer.text().await.ok()?)
}

impl I18n {
    /// Speaks another language, once it is there. Answers whether it could be had: where not, it goes on in the one
    /// that it is in.
    pub async fn speak(self, choice: Choice) -> bool {
        let english = choice.language == "en";
        let words = if english { None } else { fetch(&choice.language).await };
        let here = english || words.is_some();
        if here {
            self.0.set_value(Rc::new(Spoken::new(choice, words)));
        }
        here
    }

    /// The language that is spoken.
    #[must_use]
    pub fn choice(self) -> Choice {
        self.spoken().choice.clone()
    }

    /// Tells the document which language it is in, and which way that runs.
    pub fn tell(self) {
        let choice = self.choice();
        if let Some(root) = document().document_element() {
            // Neither name is refused.
            let _ = root.set_attribute("lang", &choice.tag);
            let _ = root.set_attribute("dir", if choice.is_rtl() { "rtl" } else { "ltr" });
        }
    }
}
