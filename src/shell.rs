//! Where the address lives. Pages see a typed address and ask to go to a route; only a shell knows
//! whether that is the browser's history or something else.

mod browser;
pub mod element;
mod host;
mod instance;
pub(crate) mod late;
pub mod page;
mod places;

use crate::route::{Address, Route};
use crate::signal::{Memo, StoredValue};

pub use browser::reload;
pub use host::{Host, HostHandle, Port, object};
pub use instance::Start;
pub use places::Places;

/// How to go to a route.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// A new entry of the history.
    Push,
    /// Instead of the entry that is there.
    Replace,
}

type Go = Box<dyn Fn(&Route, How)>;
type Href = Box<dyn Fn(&Route) -> String>;

/// The address as pages use it.
#[derive(Clone, Copy)]
pub struct Nav {
    /// What the address asks for.
    pub address: Memo<Address>,
    go: StoredValue<Go>,
    href: StoredValue<Href>,
}

impl Nav {
    /// A shell's way of reading and writing the address.
    pub fn new(
        address: Memo<Address>,
        go: impl Fn(&Route, How) + 'static,
        href: impl Fn(&Route) -> String + 'static,
    ) -> Self {
        let (go, href): (Go, Href) = (Box::new(go), Box::new(href));
        Self { address, go: StoredValue::new_local(go), href: StoredValue::new_local(href) }
    }

    /// Goes to a route.
    pub fn go(self, route: &Route, how: How) {
        self.go.with_value(|go| go(route, how));
    }

    /// The address of a route, for a link.
    #[must_use]
    pub fn href(self, route: &Route) -> String {
        self.href.with_value(|href| href(route))
    }
}
