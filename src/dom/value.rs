//! What an attribute or a text can be (fixed, absent, or following what it reads), and what can stand in an
//! element.

use std::borrow::Cow;

use leptos::prelude::document;
use web_sys::{Element, Node};

use super::{
    effect::keep_running,
    element::{append, write},
};

/// A word of the page, or its absence.
pub trait Word {
    /// The word; `None` leaves the attribute out and the text empty.
    fn word(self) -> Option<Cow<'static, str>>;
}

impl Word for &'static str {
    fn word(self) -> Option<Cow<'static, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Word for String {
    fn word(self) -> Option<Cow<'static, str>> {
        Some(Cow::Owned(self))
    }
}

impl<W: Word> Word for Option<W> {
    fn word(self) -> Option<Cow<'static, str>> {
        self.and_then(Word::word)
    }
}

/// `true` is `"true"`, `false` is absent, as ARIA's states and our own marks want it.
impl Word for bool {
    fn word(self) -> Option<Cow<'static, str>> {
        self.then_some(Cow::Borrowed("true"))
    }
}

/// What an attribute can be set to.
pub trait Attribute {
    /// Sets it on an element, now and, where it follows signals, from now on.
    fn set(self, node: &Element, name: &'static str);
}

impl Attribute for &'static str {
    fn set(self, node: &Element, name: &'static str) {
        write(node, name, Some(self));
    }
}

impl Attribute for String {
    fn set(self, node: &Element, name: &'static str) {
        write(node, name, Some(&self));
    }
}

impl Attribute for Option<String> {
    fn set(self, node: &Element, name: &'static str) {
        write(node, name, self.as_deref());
    }
}

impl<W: Word, F: Fn() -> W + 'static> Attribute for F {
    fn set(self, node: &Element, name: &'static str) {
        let node = node.clone();
        follow(Box::new(move || self().word()), Box::new(move |value| write(&node, name, value)));
    }
}

/// What can stand in an element.
pub trait Child {
    /// Puts itself at the end of `parent`.
    fn put(self, parent: &Node);
}

impl Child for () {
    fn put(self, _: &Node) {}
}

impl<C: Child> Child for Option<C> {
    fn put(self, parent: &Node) {
        if let Some(child) = self {
            child.put(parent);
        }
    }
}

impl<C: Child> Child for Vec<C> {
    fn put(self, parent: &Node) {
        for child in self {
            child.put(parent);
        }
    }
}

impl Child for &str {
    fn put(self, parent: &Node) {
        append(parent, &document().create_text_node(self));
    }
}

impl Child for String {
    fn put(self, parent: &Node) {
        self.as_str().put(parent);
    }
}

impl<W: Word, F: Fn() -> W + 'static> Child for F {
    fn put(self, parent: &Node) {
        let node = document().create_text_node("");
        append(parent, &node);
        let show = move |value: Option<&str>| node.set_data(value.unwrap_or_default());
        follow(Box::new(move || self().word()), Box::new(show));
    }
}

type Read = Box<dyn Fn() -> Option<Cow<'static, str>>>;
type Show = Box<dyn Fn(Option<&str>)>;

/// Shows what is read, now and whenever it has become something else.
fn follow(read: Read, show: Show) {
    let mut before = None;
    keep_running(Box::new(move || {
        let now = read();
        if before.as_ref() != Some(&now) {
            show(now.as_deref());
            before = Some(now);
        }
    }));
}
