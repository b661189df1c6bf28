//! An element in somebody else's page: its address lives in memory, and the page around is told of it.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, MouseEvent, ShadowRoot};

use super::{Host, How, Nav, Places, instance, instance::Start};
use crate::{
    dom::{Nodes, Root, listen, watch},
    i18n::I18n,
    route::{Address, Route},
    signal::{Memo, RwSignal},
};

/// What stands before an address in a link: no link of an element leads elsewhere in the page around.
const MARK: &str = "#";

/// The address of an element, to be read and written from outside.
#[derive(Clone, Copy)]
pub struct Place {
    address: RwSignal<Address>,
    size: u32,
}

impl Place {
    /// At an address: a path and a query, as the page has it.
    #[must_use]
    pub fn new(address: &str, size: u32) -> Self {
        Self { address: RwSignal::new(read(address, size)), size }
    }

    /// Goes to an address.
    pub fn go(self, address: &str) {
        // One that has gone goes nowhere.
        let _ = self.address.try_set(read(address, self.size));
    }

    fn nav(self) -> Nav {
        let Self { address, size } = self;
        Nav::new(
            Memo::new(move |_| address.get()),
            move |route, _: How| address.set(Address { route: route.clone(), corrected: None }),
            move |route| MARK.to_owned() + &route.write(size),
        )
    }
}

fn read(address: &str, size: u32) -> Address {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    Route::read(path, query, size)
}

/// The whole element.
pub fn element(start: Start, i18n: I18n, shadow: ShadowRoot, into: &HtmlElement, place: Place, host: Host) -> Nodes {
    let root = Root::new(Some(shadow));
    let nav = place.nav();
    // Not to the shadow root, which stays when this instance has broken.
    listen(into, "click", move |event| follow(place, &event));
    instance::share(start, i18n, root, nav, Places::none(), Some(host));
    let host = crate::app::use_app().host;
    watch(move || {
        let route = place.address.get().route;
        let address = route.write(place.size);
        host.with_value(|host| {
            if let Some(host) = host {
                host.tell("navigate", &[("address", &address)]);
            }
        });
    });
    instance::content(nav)
}

/// A plain click on a link of ours goes there; the page around never hears of it.
fn follow(place: Place, event: &Event) {
    // A click is one of a mouse, and what is clicked here an element.
    let mouse: &MouseEvent = event.unchecked_ref();
    let plain = !(mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key());
    let link = event.target().and_then(|target| target.unchecked_ref::<Element>().closest("a").ok().flatten());
    let href = link.and_then(|link| link.get_attribute("href"));
    if let Some(address) = href.as_deref().and_then(|href| href.strip_prefix(MARK))
        && plain
        && !event.default_prevented()
    {
        event.prevent_default();
        place.go(address);
    }
}
