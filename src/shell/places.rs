//! Where a person was on each address, so that Back leads there and not only to the same page. Kept in memory:
//! the browser's own restoration knows nothing of content that is drawn later, nor of the focus.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::signal::StoredValue;
use crate::{
    data::Lru,
    dom::{self, listen},
};

/// Addresses remembered: more than anybody goes back.
const REMEMBERED: usize = 50;

#[derive(Clone, Default)]
struct Place {
    /// How far it was scrolled (px).
    top: f64,
    /// The row that had the focus.
    row: Option<String>,
}

struct Memory {
    seen: Lru<String, Place>,
    /// How far the window was scrolled (px) when it last said so.
    top: f64,
    /// The address that the person has gone back to, until it is shown.
    wanted: Option<(String, Place)>,
}

/// The places of one instance.
#[derive(Clone, Copy)]
pub struct Places(StoredValue<Memory>);

fn here() -> String {
    window().location().href().unwrap_or_default()
}

impl Places {
    /// Remembers from now on, until what is being drawn has gone.
    #[must_use]
    pub fn new() -> Self {
        let places = Self(StoredValue::new_local(Memory { seen: Lru::new(REMEMBERED, |_| 1), top: 0.0, wanted: None }));
        let window = window();
        listen(&window, "scroll", move |_| {
            let top = leptos::prelude::window().scroll_y().unwrap_or_default();
            places.0.update_value(|memory| memory.top = top);
            places.note(|place| place.top = top);
        });
        listen(&document(), "focusin", move |event| {
            let target = dom::target(&event);
            // Who is in a field before the place is there has gone on; a heading is focused by WebKit itself.
            if target.as_ref().is_some_and(|target| target.matches("input").unwrap_or_default()) {
                places.0.update_value(|memory| memory.wanted = None);
            }
            let row = target.and_then(|target| target.closest("[data-row]").ok().flatten());
            places.note(|place| place.row = row.and_then(|row| row.get_attribute("data-row")));
        });
        // Before the content changes, which may scroll by itself.
        listen(&window, "popstate", move |_| {
            places.0.update_value(|memory| {
                let here = here();
                memory.wanted = memory.seen.get(&here).map(|place| (here, place));
            });
        });
        places
    }

    /// Remembers nothing: in somebody else's page the window's place is not ours.
    #[must_use]
    pub fn none() -> Self {
        Self(StoredValue::new_local(Memory { seen: Lru::new(1, |_| 1), wanted: None, top: 0.0 }))
    }

    fn note(self, change: impl FnOnce(&mut Place)) {
        self.0.update_value(|memory| {
            let here = here();
            let mut place = memory.seen.get(&here).unwrap_or_default();
            change(&mut place);
            memory.seen.put(here, place);
        });
    }

    /// Whether the window is scrolled, without a look at it: that would have the browser lay out what has just been
    /// written, and once more after what is written next.
    #[must_use]
    pub fn is_scrolled(self) -> bool {
        self.0.with_value(|memory| memory.top > 0.0)
    }

    /// Whether the person came back to this address and is not yet where they were.
    #[must_use]
    pub fn is_back(self) -> bool {
        self.0.with_value(|memory| memory.wanted.as_ref().is_some_and(|(wanted, _)| *wanted == here()))
    }

    /// Goes to where the person was on this address, if they came back to it.
    pub fn restore(self) -> bool {
        let wanted = self.is_back().then(|| self.0.try_update_value(|memory| memory.wanted.take())).flatten().flatten();
        let Some((_, place)) = wanted else { return false };
        let find = |selector: &str| document().query_selector(selector).ok().flatten();
        let row = place.row.and_then(|row| find(&["[data-row=\"", &row, "\"] a"].concat()));
        let link = row.or_else(|| find(".shell h1"));
        if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
            // An element that can't be focused leaves the focus where it is.
            let _ = link.focus();
        }
        window().scroll_to_with_x_and_y(0.0, place.top);
        true
    }
}

impl Default for Places {
    fn default() -> Self {
        Self::new()
    }
}
