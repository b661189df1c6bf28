//! Elements and what they hold.

use std::{borrow::Cow, cell::RefCell};

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, Node};

use super::{Held, Value, effect::effect};

/// An element of the page, with the effects and listeners that keep it as it should be.
pub struct El {
    pub(super) node: Element,
    pub(super) held: Held,
}

/// Several nodes beside each other.
pub struct Nodes {
    pub(super) fragment: Node,
    pub(super) held: Held,
}

/// What can stand in an element.
pub trait Child {
    /// Puts itself at the end of `parent`; what it needs to live goes into `held`.
    fn put(self, parent: &Node, held: &mut Held);
}

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
        Ok(node) => El { node, held: Held::new() },
        Err(_) => unreachable!("names of elements are written in the code"),
    }
}

/// Nothing yet, to be filled by [`Nodes::with`].
#[must_use]
pub fn nodes() -> Nodes {
    Nodes { fragment: document().create_document_fragment().into(), held: Held::new() }
}

impl Nodes {
    /// With one more at the end.
    #[must_use]
    pub fn with(mut self, child: impl Child) -> Self {
        child.put(&self.fragment, &mut self.held);
        self
    }
}

impl El {
    /// With one more child at the end.
    #[must_use]
    pub fn with(mut self, child: impl Child) -> Self {
        child.put(&self.node, &mut self.held);
        self
    }

    /// With an attribute.
    #[must_use]
    pub fn attr(self, name: &'static str, value: impl Into<Value>) -> Self {
        self.set(name, value.into())
    }

    /// With a class, or several apart by spaces.
    #[must_use]
    pub fn class(self, value: impl Into<Value>) -> Self {
        self.set("class", value.into())
    }

    fn set(self, name: &'static str, value: Value) -> Self {
        match value {
            Value::Fixed(value) => {
                write(&self.node, name, value.as_deref());
                self
            }
            Value::Live(read) => {
                let before = RefCell::new(None::<Cow<'static, str>>);
                self.follow(move |node| {
                    let now = read();
                    if *before.borrow() != now {
                        write(node, name, now.as_deref());
                        before.replace(now);
                    }
                })
            }
        }
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
    pub fn follow(mut self, write: impl Fn(&Element) + 'static) -> Self {
        let node = self.node.clone();
        self.held.push(effect(Box::new(move || write(&node))));
        self
    }

    /// With a listener.
    #[must_use]
    pub fn on(mut self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        self.held.push(Box::new(Listener::new(&self.node, event, Box::new(act))));
        self
    }

    /// The element itself, as the class of the DOM that it is.
    ///
    /// # Panics
    /// Never, where `T` is the class that the element's name stands for; a field is an `HtmlInputElement`.
    #[must_use]
    pub fn node<T: JsCast + Clone>(&self) -> T {
        self.node.unchecked_ref::<T>().clone()
    }
}

/// Sets an attribute, or leaves it out.
pub fn write(node: &Element, name: &str, value: Option<&str>) {
    // Fails only for a name that no attribute can have.
    let _ = match value {
        Some(value) => node.set_attribute(name, value),
        None => node.remove_attribute(name),
    };
}

/// A listener that is taken away with its element: an event may be under way to an element that has gone.
struct Listener {
    target: Element,
    event: &'static str,
    act: Closure<dyn FnMut(Event)>,
}

impl Listener {
    fn new(target: &Element, event: &'static str, act: Box<dyn FnMut(Event)>) -> Self {
        let act = Closure::wrap(act);
        // Fails for nothing that is a function.
        let _ = target.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
        Self { target: target.clone(), event, act }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.event, self.act.as_ref().unchecked_ref());
    }
}

pub(super) fn append(parent: &Node, child: &Node) {
    // Fails only for a node that holds its own parent.
    let _ = parent.append_child(child);
}

impl Child for El {
    fn put(self, parent: &Node, held: &mut Held) {
        append(parent, &self.node);
        held.extend(self.held);
    }
}

impl Child for Nodes {
    fn put(self, parent: &Node, held: &mut Held) {
        append(parent, &self.fragment);
        held.extend(self.held);
    }
}

impl Child for () {
    fn put(self, _: &Node, _: &mut Held) {}
}

impl<C: Child> Child for Option<C> {
    fn put(self, parent: &Node, held: &mut Held) {
        if let Some(child) = self {
            child.put(parent, held);
        }
    }
}

impl<C: Child> Child for Vec<C> {
    fn put(self, parent: &Node, held: &mut Held) {
        for child in self {
            child.put(parent, held);
        }
    }
}

impl Child for &'static str {
    fn put(self, parent: &Node, held: &mut Held) {
        text(self.into(), parent, held);
    }
}

impl Child for String {
    fn put(self, parent: &Node, held: &mut Held) {
        text(self.into(), parent, held);
    }
}

impl Child for Value {
    fn put(self, parent: &Node, held: &mut Held) {
        text(self, parent, held);
    }
}

impl<W: super::Word, F: Fn() -> W + 'static> Child for F {
    fn put(self, parent: &Node, held: &mut Held) {
        text(self.into(), parent, held);
    }
}

fn text(value: Value, parent: &Node, held: &mut Held) {
    match value {
        Value::Fixed(value) => append(parent, &document().create_text_node(value.as_deref().unwrap_or_default())),
        Value::Live(read) => {
            let node = document().create_text_node("");
            append(parent, &node);
            let before = RefCell::new(None::<Cow<'static, str>>);
            held.push(effect(Box::new(move || {
                let now = read();
                if *before.borrow() != now {
                    node.set_data(now.as_deref().unwrap_or_default());
                    before.replace(now);
                }
            })));
        }
    }
}
