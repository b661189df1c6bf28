//! What an instance is drawn in: the document, or the shadow root of an element in somebody else's page.

use crate::signal::StoredValue;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};

/// Finds elements of this instance, and of no other.
#[derive(Clone, Copy)]
pub struct Root(StoredValue<Option<ShadowRoot>>);

impl Root {
    /// A document of its own, or an element's shadow root.
    #[must_use]
    pub fn new(shadow: Option<ShadowRoot>) -> Self {
        Self(StoredValue::new_local(shadow))
    }

    /// Nothing is left of an instance that has gone.
    fn shadow(self) -> Option<ShadowRoot> {
        self.0.try_get_value().flatten()
    }

    /// Whether the page around is somebody else's.
    #[must_use]
    pub fn is_embedded(self) -> bool {
        self.shadow().is_some()
    }

    /// The first element that a selector means.
    #[must_use]
    pub fn find(self, selector: &str) -> Option<HtmlElement> {
        let found = match self.shadow() {
            Some(shadow) => shadow.query_selector(selector),
            None => document().query_selector(selector),
        };
        found.ok().flatten()?.dyn_into().ok()
    }

    /// What has the focus.
    #[must_use]
    pub fn active(self) -> Option<Element> {
        match self.shadow() {
            Some(shadow) => shadow.active_element(),
            None => document().active_element().filter(|active| active.tag_name() != "BODY"),
        }
    }

    /// Puts the focus on the first element that a selector means. Answers whether it is there.
    pub fn focus(self, selector: &str) -> bool {
        self.find(selector).is_some_and(|element| element.focus().is_ok())
    }
}
