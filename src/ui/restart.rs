//! Drawing everything anew, for somebody else or in another language.

use crate::signal::RwSignal;

/// Counts how often the content was drawn from nothing.
#[derive(Clone, Copy)]
pub struct Restart(RwSignal<u32>);

impl Restart {
    /// Not yet.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(0))
    }

    /// Draws the content anew.
    pub fn now(self) {
        self.0.update(|count| *count += 1);
    }

    /// Whoever reads this is drawn anew with it.
    pub fn track(self) {
        self.0.track();
    }
}

impl Default for Restart {
    fn default() -> Self {
        Self::new()
    }
}
