//! Copies a text, and says whether that worked.

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

use super::Toasts;
use crate::i18n::I18n;

/// Puts a text into the clipboard; `done` hears when it is there, and a toast says when it may not be.
pub(super) fn copy(i18n: I18n, toasts: Toasts, text: &str, done: impl FnOnce() + 'static) {
    // A page without TLS has none.
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into()).ok();
    let promise = clipboard.and_then(|clipboard| Some(clipboard.dyn_ref::<Clipboard>()?.write_text(text)));
    crate::data::spawn(async move {
        let copied = match promise {
            Some(promise) => JsFuture::from(promise).await.is_ok(),
            None => false,
        };
        if copied {
            done();
        } else {
            toasts.say(i18n.act_copy_failed());
        }
    });
}
