//! Copies a text, and says whether that worked.

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::Toasts;
use crate::i18n::I18n;

/// Puts a text into the clipboard; `done` hears when it is there, and a toast says when it may not be.
pub(super) fn copy(i18n: I18n, toasts: Toasts, text: &str, done: impl FnOnce() + 'static) {
    let promise = window().navigator().clipboard().write_text(text);
    crate::data::spawn(async move {
        if JsFuture::from(promise).await.is_ok() {
            done();
        } else {
            toasts.say(i18n.act_copy_failed());
        }
    });
}
