//! Short messages with at most one thing to do about them.

use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::{__reexports::send_wrapper::SendWrapper, prelude::*};

use crate::{
    app::{use_app, use_i18n},
    dom::{El, each, el, item, part, watch, write},
    signal::{Memo, RwSignal, StoredValue},
};

/// How long a message stays while nobody looks at it, in ticks of half a second.
const TICKS: u32 = 16;

type Act = SendWrapper<Rc<RefCell<Option<Box<dyn FnOnce()>>>>>;

#[derive(Clone)]
struct Toast {
    id: u64,
    text: String,
    label: Option<String>,
    act: Act,
    left: u32,
}

/// The messages of an instance.
#[derive(Clone, Copy)]
pub struct Toasts {
    all: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
    /// Whether the time stands still.
    held: RwSignal<bool>,
}

impl Toasts {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self { all: RwSignal::new(Vec::new()), next: StoredValue::new_local(0), held: RwSignal::new(false) }
    }

    /// A message that can only be dismissed.
    pub fn say(self, text: String) {
        self.put(text, None, None);
    }

    /// A message with something to do about it.
    pub fn offer(self, text: String, label: String, act: impl FnOnce() + 'static) {
        self.put(text, Some(label), Some(Box::new(act)));
    }

    fn put(self, text: String, label: Option<String>, act: Option<Box<dyn FnOnce()>>) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        let act = SendWrapper::new(Rc::new(RefCell::new(act)));
        self.all.update(|all| {
            // The last three: more would hide the page.
            if all.len() > 2 {
                all.remove(0);
            }
            all.push(Toast { id, text, label, act, left: TICKS });
        });
    }

    /// Takes all away: what they offer is not for whoever is there now.
    pub(super) fn clear(self) {
        self.all.set(Vec::new());
        self.held.set(false);
    }

    fn remove(self, id: u64) {
        self.all.update(|all| all.retain(|toast| toast.id != id));
        if self.all.with_untracked(Vec::is_empty) {
            self.held.set(false);
        }
    }

    fn tick(self) {
        if self.held.get_untracked() || document().hidden() || self.all.with_untracked(Vec::is_empty) {
            return;
        }
        let gone = self.all.try_update(|all| {
            for toast in all.iter_mut() {
                toast.left = toast.left.saturating_sub(1);
            }
            all.iter().any(|toast| toast.left == 0)
        });
        if gone == Some(true) {
            self.all.update(|all| all.retain(|toast| toast.left > 0));
        }
    }
}

impl Default for Toasts {
    fn default() -> Self {
        Self::new()
    }
}

/// The messages on the screen. Their time stands still while they are pointed at, focused, or the tab is
/// hidden.
pub fn toasts() -> El {
    let toasts = use_app().toasts;
    if let Ok(timer) = set_interval_with_handle(move || toasts.tick(), Duration::from_millis(500)) {
        on_cleanup(move || timer.clear());
    }
    let root = use_app().root;
    watch(move || {
        let any = toasts.all.with(|all| !all.is_empty());
        // What has the focus is not hidden by them (style/toast.css).
        if let Some(all) = root.find(".vt") {
            write(&all, "data-said", any.then_some(""));
        }
    });
    messages()
}

/// The same messages, without the clock: a modal dialog shows them too, since what lies behind it can't be used.
pub(super) fn messages() -> El {
    let i18n = use_i18n();
    let toasts = use_app().toasts;
    let hold = move |held: bool| toasts.held.set(held);
    let draw = move |toast: Toast| {
        let (id, act) = (toast.id, toast.act);
        let label = toast.label.unwrap_or_else(|| i18n.act_dismiss());
        let button = el("button").with(label).on("click", move |_| {
            let act = act.borrow_mut().take();
            toasts.remove(id);
            if let Some(act) = act {
                act();
            }
        });
        el("div").class("toast").attr("data-toast", "").with(el("span").with(toast.text)).with(button)
    };
    let items = move || {
        let all = toasts.all.get();
        all.into_iter().map(|toast| item(toast.id, move || draw(toast))).collect()
    };
    let any = Memo::new(move |_| toasts.all.with(|all| !all.is_empty()));
    el("div")
        .class("toasts")
        .attr("role", "status")
        .on("pointerenter", move |_| hold(true))
        .on("pointerleave", move |_| hold(false))
        .on("focusin", move |_| hold(true))
        .on("focusout", move |_| hold(false))
        // Drawn anew where the first one comes: a list never forgets that it has had one.
        .with(part(move || any.get().then(|| each(items))))
}
