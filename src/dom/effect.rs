//! Effects, in one copy of their machinery: every closure type of its own would add about a kilobyte of wasm.

use leptos::{
    __reexports::send_wrapper::SendWrapper,
    prelude::on_cleanup,
    reactive::{effect::RenderEffect, graph::ToAnySubscriber},
};

use crate::signal::leave;

/// Runs `run` now and whenever what it reads changes, until what is being drawn has gone.
pub fn watch(run: impl FnMut() + 'static) {
    keep_running(Box::new(run));
}

pub(super) fn keep_running(mut run: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| run());
    leave(effect.to_any_subscriber());
    keep(Box::new(effect));
}

/// Something to be dropped some day.
pub(super) trait Kept {}
impl<T> Kept for T {}

/// Keeps a value until what is being drawn has gone.
pub(super) fn keep(value: Box<dyn Kept>) {
    let value = SendWrapper::new(value);
    on_cleanup(move || drop(value));
}

/// Runs `run` once what is being drawn is in the document, before it is painted.
pub fn soon(run: impl FnOnce() + 'static) {
    let run: Box<dyn FnOnce()> = Box::new(run);
    crate::data::spawn(async move { run() });
}
