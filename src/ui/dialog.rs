//! A modal dialog: the browser's own, so that focus, Escape and what lies behind are as people know them.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Icon, icon};
use crate::i18n::use_i18n;

/// Opens as soon as it is drawn; `close` is called for Escape, the backdrop and the close button, and the
/// focus then goes back to where it was.
pub(super) fn dialog<V: IntoView + 'static>(
    class: &'static str,
    heading: impl Fn() -> String + Send + Sync + 'static,
    sub: Option<String>,
    close: impl Fn() + Clone + 'static,
    children: impl FnOnce() -> V,
) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<html::Dialog>::new();
    let opener = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let opener = StoredValue::new_local(opener);
    Effect::new(move || {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            // Fails only for a dialog that has been taken out again, which then needs no opening.
            let _ = dialog.show_modal();
        }
    });
    on_cleanup(move || {
        let opener = opener.try_get_value().flatten();
        request_animation_frame(move || {
            if let Some(opener) = opener.filter(|opener| opener.is_connected()) {
                let _ = opener.focus();
            }
        });
    });
    let (cancel, backdrop, button) = (close.clone(), close.clone(), close);
    view! {
        <dialog class=class node_ref=node aria-labelledby="vt-dialog-title"
            on:cancel=move |event: web_sys::Event| { event.prevent_default(); cancel() }
            on:click=move |event: web_sys::MouseEvent| {
                // The element itself is hit only outside of what it holds: on the backdrop.
                let hit = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlDialogElement>().ok());
                if hit.is_some() { backdrop() }
            }>
            <header>
                <div>
                    <h2 id="vt-dialog-title">{super::live::text(heading)}</h2>
                    {sub.map(|sub| view! { <p class="meta">{sub}</p> })}
                </div>
                <button class="btn quiet" aria-label=i18n.act_close() on:click=move |_| button()>{icon(Icon::Cross)}</button>
            </header>
            {children()}
        </dialog>
    }
}
