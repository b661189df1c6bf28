//! What a screen reader is told without anything being focused.

use crate::{
    app::use_app,
    dom::{El, el},
    signal::RwSignal,
};

/// Says things once, politely.
#[derive(Clone, Copy)]
pub struct Announcer(RwSignal<(u32, String)>);

impl Announcer {
    /// A silent one.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new((0, String::new())))
    }

    /// Says a text, the same one again if need be.
    pub fn say(self, text: String) {
        self.0.update(|(count, said)| {
            *count += 1;
            *said = text;
        });
    }
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}

/// The region that is read out. Two places in turn, so that a text said twice is heard twice.
pub fn announcements() -> El {
    let Announcer(said) = use_app().announcer;
    let place = move |which: u32| {
        el("span").with(move || said.with(|(count, text)| (count % 2 == which).then(|| text.clone())))
    };
    el("div").class("unseen").attr("role", "status").attr("data-announcement", "").with(place(1)).with(place(0))
}
