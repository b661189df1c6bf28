//! What follows a signal, in three types in all: each closure type of its own would add about a kilobyte
//! of wasm for the same machinery.

use leptos::prelude::*;

/// A text that follows what it reads.
pub(crate) fn text(value: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(value)
}

/// An attribute or a text that may be absent.
pub(crate) fn maybe(value: impl Fn() -> Option<String> + Send + Sync + 'static) -> Signal<Option<String>> {
    Signal::derive(value)
}

/// `true` while it holds, else absent: as ARIA's states want it.
pub(crate) fn yes(value: impl Fn() -> bool + Send + Sync + 'static) -> Signal<Option<String>> {
    maybe(move || value().then(|| "true".to_owned()))
}

/// A part of the view that is drawn anew when what it reads changes.
pub(crate) fn part(draw: impl Fn() -> AnyView + Send + 'static) -> impl IntoView {
    boxed(Box::new(draw))
}

fn boxed(draw: Box<dyn Fn() -> AnyView + Send>) -> impl IntoView {
    move || draw()
}

/// Something or nothing.
pub(crate) fn any<V: IntoView + RenderHtml + Send + 'static>(view: Option<V>) -> AnyView {
    match view {
        Some(view) => view.into_any(),
        None => ().into_any(),
    }
}
