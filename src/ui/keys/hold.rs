//! The focus does not go with what has it: it moves to what stands beside, back to what a message was about, or to the
//! heading. For whoever came by keys; a pointer stays where it is.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

use super::{super::focus_heading, target};
use crate::dom::{Root, listen};

/// What stands in lines of which one may go.
const LINE: &str = "li, .toast";
const CONTROL: &str = "a, button, select";

/// What has the focus, and where that may go on from there.
struct At {
    element: Element,
    next: Vec<HtmlElement>,
}

/// What was last seen of the focus.
#[derive(Default)]
struct Seen {
    at: Option<At>,
    /// The messages, and what had the focus when each came.
    messages: Vec<(Element, Option<HtmlElement>)>,
}

/// The focus of one instance. Not kept as a signal: what that needs of each type would be in the first file.
#[derive(Clone)]
pub(super) struct Hold {
    root: Root,
    seen: Rc<RefCell<Seen>>,
}

/// Follows the focus.
pub(super) fn follow(root: Root) -> Hold {
    let hold = Hold { root, seen: Rc::default() };
    if let Some(target) = target(root) {
        for (event, by_keys) in [("focusin", true), ("pointerdown", false)] {
            let hold = hold.clone();
            listen(&target, event, move |event| hold.moved(event.target().filter(|_| by_keys)));
        }
    }
    hold
}

impl Hold {
    fn moved(&self, to: Option<EventTarget>) {
        let element = to.and_then(|to| to.dyn_into::<Element>().ok());
        let element = element.filter(|element| element.matches(":focus-visible").unwrap_or_default());
        let mut seen = self.seen.borrow_mut();
        seen.at = element.map(|element| {
            let mut next = Vec::new();
            if let Some(line) = element.closest(LINE).ok().flatten() {
                let own = seen.messages.iter().find(|(message, _)| message.is_same_node(Some(&line)));
                next.extend(own.and_then(|(_, about)| about.clone()));
                let beside = [line.next_element_sibling(), line.previous_element_sibling()];
                let control = |line: Element| line.query_selector(CONTROL).ok().flatten()?.dyn_into().ok();
                next.extend(beside.into_iter().flatten().filter_map(control));
            }
            At { element, next }
        });
    }

    /// Something has come or gone.
    pub(super) fn changed(&self) {
        let mut seen = self.seen.borrow_mut();
        seen.messages.retain(|(message, _)| message.is_connected());
        let mut message = self.root.find("dialog[open] .toast, .toast").map(Element::from);
        while let Some(one) = message {
            message = one.next_element_sibling();
            if !seen.messages.iter().any(|(known, _)| known.is_same_node(Some(&one))) {
                let active = self.root.active().and_then(|active| active.dyn_into().ok());
                seen.messages.push((one, active));
            }
        }
        if let Some(At { next, .. }) = seen.at.take_if(|at| !at.element.is_connected()) {
            // Whoever took it away may lead it on.
            let hold = self.clone();
            request_animation_frame(move || {
                request_animation_frame(move || {
                    if hold.is_lost() {
                        hold.go_on(&next);
                    }
                });
            });
        }
    }

    /// Whether nothing has the focus, in the page around neither.
    fn is_lost(&self) -> bool {
        self.root.active().is_none() && document().active_element().is_none_or(|active| active.tag_name() == "BODY")
    }

    fn go_on(&self, next: &[HtmlElement]) {
        for place in next.iter().filter(|place| place.is_connected()) {
            // One that can't be focused leaves the focus where it is.
            if place.focus().is_ok() && !self.is_lost() {
                return;
            }
        }
        if !self.root.focus("dialog[open] footer button") {
            focus_heading(self.root);
        }
    }
}
