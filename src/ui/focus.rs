//! Where the focus goes when what had it is gone or done.

use leptos::prelude::request_animation_frame;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::dom::{El, Root, soon};

/// To the heading of the page that has just been drawn. Who has gone on within it already stays there.
pub fn focus_heading(root: Root) {
    root.focus(".shell:not(:focus-within) h1");
}

/// To this element, where what had the focus has gone.
pub(super) fn keep_focus(root: Root, element: &El) {
    let element: HtmlElement = element.node();
    soon(move || {
        if root.active().is_none() {
            // One that can't be focused leaves the focus where it is.
            let _ = element.focus();
        }
    });
}

/// To the link of a row that has just been drawn, wherever it is.
pub(super) fn focus_row(row: Element) {
    request_animation_frame(move || {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Center);
        options.set_behavior(ScrollBehavior::Instant);
        row.scroll_into_view_with_scroll_into_view_options(&options);
        if let Some(link) = row.query_selector("a").ok().flatten().and_then(|link| link.dyn_into::<HtmlElement>().ok())
        {
            // One that can't be focused leaves the focus where it is.
            let _ = link.focus();
        }
    });
}

/// Shows the start of the list whose page was turned, if it is above what is seen.
pub fn show_list_start(root: Root) {
    let Some(list) = root.find("[data-list]") else { return };
    if list.get_bounding_client_rect().top() < 0.0 {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Start);
        options.set_behavior(ScrollBehavior::Instant);
        list.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
