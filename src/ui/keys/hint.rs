//! What assistive technology is told of the keys: `aria-keyshortcuts` on what each one presses. What comes and goes is
//! watched here for both this and the focus.

use js_sys::{Array, Function, Object, Reflect};
use leptos::{__reexports::send_wrapper::SendWrapper, prelude::*};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::Element;

use super::{Keys, hold::Hold, target};
use crate::dom::{Root, watch, write};

/// What there is one of.
const ALONE: [(&str, &str); 3] = [(".shell [type=search]", "/"), ("#vt-page", "G"), ("[data-keys]", "?")];
/// What each row has.
const ROWS: [(&str, &str); 3] =
    [("[data-pick], .pick input", "X"), ("[data-archive]", "E"), ("[data-permissions]", "S")];

/// Marks what is there, and whatever comes, for as long as the keys are on.
pub(super) fn follow(keys: Keys, hold: Hold) {
    let root = keys.app.root;
    watch(move || mark(root, keys.on.get()));
    let seen = Closure::<dyn FnMut()>::new(move || {
        if let Some(on) = keys.on.try_get_untracked() {
            mark(root, on);
            hold.changed();
        }
    });
    let Some(observer) = target(root).and_then(|target| observe(seen.as_ref().unchecked_ref(), &target)) else {
        return;
    };
    let held = SendWrapper::new((observer, seen));
    on_cleanup(move || call(&held.0, "disconnect", &Array::new()));
}

/// Calls back whenever elements come. By name: the browser's interface is used nowhere else, and its glue would be
/// in the first view.
fn observe(seen: &Function, target: &JsValue) -> Option<JsValue> {
    let made = Reflect::get(&js_sys::global(), &"MutationObserver".into()).ok()?;
    let observer = Reflect::construct(made.unchecked_ref::<Function>(), &Array::of1(seen)).ok()?;
    let what = Object::new();
    for name in ["childList", "subtree"] {
        let _ = Reflect::set(&what, &name.into(), &JsValue::TRUE);
    }
    call(&observer, "observe", &Array::of2(target, &what));
    Some(observer)
}

fn call(object: &JsValue, method: &str, values: &Array) {
    if let Ok(method) = Reflect::get(object, &method.into()) {
        // Fails for nothing that an observer does.
        let _ = Reflect::apply(method.unchecked_ref::<Function>(), object, values);
    }
}

fn mark(root: Root, on: bool) {
    let tell = |element: Option<Element>, key| {
        if let Some(element) = element.filter(|element| element.has_attribute("aria-keyshortcuts") != on) {
            write(&element, "aria-keyshortcuts", on.then_some(key));
        }
    };
    for (selector, key) in ALONE {
        tell(root.find(selector).map(Into::into), key);
    }
    let mut row = root.find(".shell [data-list]").and_then(|list| list.first_element_child());
    let head = root.find(".shell .head").map(Element::from);
    while let Some(at) = row {
        for (selector, key) in ROWS {
            tell(at.query_selector(selector).ok().flatten(), key);
        }
        row = at.next_element_sibling();
    }
    for (selector, key) in ROWS {
        tell(head.as_ref().and_then(|head| head.query_selector(selector).ok().flatten()), key);
    }
}
