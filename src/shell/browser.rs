//! The browser's address as a [`Nav`]: Back and Forward, the links of the page, and where the page itself goes.
//! What an address means is [`Route`]'s.

use std::rc::Rc;

use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

use super::{How, Nav};
use crate::{
    dom::listen,
    route::Route,
    signal::{Memo, RwSignal},
};

/// The browser's address below `base`, for lists of `size` rows a page.
pub(super) fn nav(base: String, size: u32) -> Nav {
    let base: Rc<str> = base.into();
    let moved = RwSignal::new(());
    listen(&window(), "popstate", move |_| moved.set(()));
    let below = base.clone();
    listen(&window(), "click", move |event| {
        if let Some(address) = followed(&event, &below) {
            event.prevent_default();
            write(&address, How::Push);
            moved.set(());
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    });
    let below = base.clone();
    let address = Memo::new(move |_| {
        moved.track();
        let location = window().location();
        let path = location.pathname().unwrap_or_default();
        let search = location.search().unwrap_or_default();
        let path = path.strip_prefix(&*below).unwrap_or(&path);
        Route::read(path, search.strip_prefix('?').unwrap_or_default(), size)
    });
    let href = move |route: &Route| [&*base, &route.write(size)].concat();
    let to = href.clone();
    let go = move |route: &Route, how| {
        write(&[&origin(), &*to(route)].concat(), how);
        moved.set(());
    };
    Nav::new(address, go, href)
}

/// Writes an address; that of where the page already is makes no new entry of the history.
fn write(address: &str, how: How) {
    let location = window().location();
    let written = window().history().and_then(|history| match how {
        How::Push if location.href().is_ok_and(|here| here == address) => Ok(()),
        How::Push => history.push_state_with_url(&JsValue::NULL, "", Some(address)),
        How::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(address)),
    });
    if written.is_err() {
        // A browser that has been asked too often refuses; it can still load the page anew. What it has not
        // loaded is not shown.
        let _ = location.set_href(address);
    }
}

/// Loads the page anew.
pub fn reload() {
    // A page that can't be reloaded is being left.
    let _ = window().location().reload();
}

fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// The address of the link that a click follows, if it is one of ours and a plain click: others are the browser's.
fn followed(event: &Event, base: &str) -> Option<String> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let special = click.meta_key() || click.alt_key() || click.ctrl_key() || click.shift_key();
    if event.default_prevented() || click.button() != 0 || special {
        return None;
    }
    // Where it really was: an event that leaves a shadow root names the root's host as its target.
    let at: Element = event.composed_path().get(0).dyn_into().ok()?;
    let link: HtmlAnchorElement =
        at.closest("a[href]:not([target]):not([download]):not([rel~=external])").ok()??.dyn_into().ok()?;
    let path = link.pathname();
    let below = path.strip_prefix(base).is_some_and(|path| path.starts_with('/'));
    // A place within a page is the browser's to go to.
    let ours = below && link.hash().is_empty() && link.origin() == origin();
    ours.then(|| link.href())
}
