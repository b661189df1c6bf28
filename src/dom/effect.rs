//! Effects, in one copy of their machinery: every closure type of its own would add about a kilobyte of wasm.

use std::any::Any;

use leptos::{prelude::StoredValue, reactive::effect::RenderEffect};

/// Runs `run` now and whenever what it reads changes, for as long as the answer is kept.
pub(super) fn effect(mut run: Box<dyn FnMut()>) -> Box<dyn Any> {
    Box::new(RenderEffect::new(move |_: Option<()>| run()))
}

/// Runs `run` now and whenever what it reads changes, until what is being drawn has gone.
pub fn watch(run: impl FnMut() + 'static) {
    keep(effect(Box::new(run)));
}

/// Keeps a value until what is being drawn has gone.
fn keep(value: Box<dyn Any>) {
    StoredValue::new_local(value);
}

/// Runs `run` once what is being drawn is in the document, before it is painted.
pub fn soon(run: impl FnOnce() + 'static) {
    let run: Box<dyn FnOnce()> = Box::new(run);
    leptos::task::spawn_local(async move { run() });
}
