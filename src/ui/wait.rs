//! What is said while the server asks to wait, and the way to try at once.

use std::time::Duration;

use futures::FutureExt;
use leptos::prelude::*;

use crate::{
    app::App,
    dom::{El, Part, el, part, soon},
    signal::{Memo, RwSignal},
    ui,
};

/// How often (ms) it is looked whether the time has come.
const LOOK: u32 = 100;

/// Who waits because the server asks for it.
#[derive(Clone, Default, PartialEq)]
struct Waiting {
    /// Until when (ms since 1970), one each.
    until: Vec<f64>,
    /// How often a person would wait no longer.
    hurried: u32,
}

/// One that waits. Dropping it ends that.
struct Here(RwSignal<Waiting>, f64);

impl Drop for Here {
    fn drop(&mut self) {
        // The instance may have gone.
        let _ = self.0.try_update(|waiting| {
            if let Some(at) = waiting.until.iter().position(|until| *until == self.1) {
                waiting.until.swap_remove(at);
            }
        });
    }
}

/// Has the API wait in sight: draws what is waited for, as long as it is.
pub(crate) fn waits(app: App) -> Part {
    let waiting = RwSignal::new(Waiting::default());
    app.store.with_value(|store| store.api.wait_by(move |millis| wait(app, waiting, millis).boxed_local()));
    let last = Memo::new(move |_| waiting.with(|waiting| waiting.until.iter().copied().reduce(f64::max)));
    let waits = Memo::new(move |_| last.get().is_some());
    part(move || waits.get().then(|| message(app, waiting, last)))
}

/// Waits, or until a person asks to try at once.
async fn wait(app: App, waiting: RwSignal<Waiting>, millis: u32) {
    let Some(store) = app.store.try_get_value() else { return };
    let api = &store.api;
    let hurried = move || waiting.try_get_untracked().map(|waiting| waiting.hurried);
    let (until, before) = (api.now_ms() + f64::from(millis), hurried());
    // One that has gone says nothing.
    let _ = waiting.try_update(|waiting| waiting.until.push(until));
    let _here = Here(waiting, until);
    while api.now_ms() < until && before.is_some() && hurried() == before {
        api.sleep(LOOK).await;
    }
}

fn message(app: App, waiting: RwSignal<Waiting>, last: Memo<Option<f64>>) -> El {
    let App { i18n, store, root, announcer, .. } = app;
    let now = RwSignal::new(store.with_value(|store| store.api.now_ms()));
    let tick = move || now.set(store.with_value(|store| store.api.now_ms()));
    if let Ok(timer) = set_interval_with_handle(tick, Duration::from_millis(200)) {
        on_cleanup(move || timer.clear());
    }
    on_cleanup(move || {
        // The button is about to go, and the focus with it.
        if root.active().is_some_and(|at| at.has_attribute("data-hurry")) {
            soon(move || ui::focus_heading(root));
        }
    });
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few seconds")]
    let words = move || {
        let left = last.get().unwrap_or_default() - now.get();
        i18n.share_wait((left / 1000.0).ceil().max(1.0) as u64)
    };
    // Said once: what counts down is for the eyes.
    announcer.say(untrack(words));
    let hurry = move |_| waiting.update(|waiting| waiting.hurried += 1);
    let button = el("button").attr("data-hurry", "").with(i18n.act_try_now()).on("click", hurry);
    let text = el("div")
        .attr("role", "status")
        .attr("aria-live", "off")
        .class("toast")
        .attr("data-waiting", "")
        .with(el("span").with(words))
        .with(button);
    el("div").class("toasts waits").with(text)
}
