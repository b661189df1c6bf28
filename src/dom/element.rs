//! Elements and what they hold.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, EventTarget, Node};

use super::{
    Attribute, Child,
    effect::{keep, watch},
};

/// An element of the page.
pub struct El(pub(super) Element);

/// Several nodes beside each other.
pub struct Nodes(pub(super) Node);

/// Makes an HTML element.
///
/// # Panics
/// For a name that no element can have.
#[must_use]
pub fn el(name: &'static str) -> El {
    made(document().create_element(name))
}

/// Makes an SVG element.
///
/// # Panics
/// For a name that no element can have.
#[must_use]
pub fn svg(name: &'static str) -> El {
    made(document().create_element_ns(Some("http://www.w3.org/2000/svg"), name))
}

fn made(element: Result<Element, JsValue>) -> El {
    match element {
        Ok(node) => El(node),
        Err(_) => unreachable!("names of elements are written in the code"),
    }
}

/// Nothing yet, to be filled by [`Nodes::with`].
#[must_use]
pub fn nodes() -> Nodes {
    Nodes(document().create_document_fragment().into())
}

impl Nodes {
    /// With one more at the end.
    #[must_use]
    pub fn with(self, child: impl Child) -> Self {
        child.put(&self.0);
        self
    }
}

impl El {
    /// One that stands in the page already.
    #[must_use]
    pub fn of(element: Element) -> Self {
        Self(element)
    }

    /// With one more child at the end.
    #[must_use]
    pub fn with(self, child: impl Child) -> Self {
        child.put(&self.0);
        self
    }

    /// With an attribute.
    #[must_use]
    pub fn attr(self, name: &'static str, value: impl Attribute) -> Self {
        value.set(&self.0, name);
        self
    }

    /// With a class, or several apart by spaces.
    #[must_use]
    pub fn class(self, value: impl Attribute) -> Self {
        self.attr("class", value)
    }

    /// With a property of the element's object, such as what a field holds: unlike the attribute it also
    /// undoes what a person has typed.
    #[must_use]
    pub fn prop(self, name: &'static str, read: impl Fn() -> JsValue + 'static) -> Self {
        self.follow(move |node| {
            // Setting a property that the element has does not fail.
            let _ = js_sys::Reflect::set(node, &JsValue::from_str(name), &read());
        })
    }

    /// With an effect that writes to the element itself: now, and whenever what it reads changes.
    #[must_use]
    pub fn follow(self, write: impl Fn(&Element) + 'static) -> Self {
        let node = self.0.clone();
        watch(move || write(&node));
        self
    }

    /// With a listener.
    #[must_use]
    pub fn on(self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        attach(&self.0, event, false, Box::new(act));
        self
    }

    /// With a listener for an event that elements in this one do not pass on, such as that a picture has come; it is
    /// told which element.
    #[must_use]
    pub fn on_within(self, event: &'static str, act: impl Fn(&Element) + 'static) -> Self {
        let tell = move |event: Event| {
            if let Some(target) = event.target() {
                act(target.unchecked_ref());
            }
        };
        attach(&self.0, event, true, Box::new(tell));
        self
    }

    /// The element itself, as the class of the DOM that its name stands for; a field is an
    /// `HtmlInputElement`.
    #[must_use]
    pub fn node<T: JsCast + Clone>(&self) -> T {
        self.0.unchecked_ref::<T>().clone()
    }
}

/// The element that something happened to.
#[must_use]
pub fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Sets an attribute, or leaves it out.
pub fn write(node: &Element, name: &str, value: Option<&str>) {
    // Fails only for a name that no attribute can have.
    let _ = match value {
        Some(value) => node.set_attribute(name, value),
        None => node.remove_attribute(name),
    };
}

/// Listens to a target until what is being drawn has gone.
pub fn listen(target: &EventTarget, event: &'static str, act: impl FnMut(Event) + 'static) {
    attach(target, event, false, Box::new(act));
}

/// A listener, taken away when it is dropped: an event may be under way to an element that has gone.
struct Listener {
    target: EventTarget,
    event: &'static str,
    /// Whether on the way to the element that it happened to.
    early: bool,
    act: Closure<dyn FnMut(Event)>,
}

fn attach(target: &EventTarget, event: &'static str, early: bool, act: Box<dyn FnMut(Event)>) {
    let act = Closure::wrap(act);
    // Fails for nothing that is a function.
    let _ = target.add_event_listener_with_callback_and_bool(event, act.as_ref().unchecked_ref(), early);
    keep(Box::new(Listener { target: target.clone(), event, early, act }));
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback_and_bool(
            self.event,
            self.act.as_ref().unchecked_ref(),
            self.early,
        );
    }
}

pub(super) fn append(parent: &Node, child: &Node) {
    // Fails only for a node that holds its own parent.
    let _ = parent.append_child(child);
}

impl Child for El {
    fn put(self, parent: &Node) {
        append(parent, &self.0);
    }
}

impl Child for Nodes {
    fn put(self, parent: &Node) {
        append(parent, &self.0);
    }
}
