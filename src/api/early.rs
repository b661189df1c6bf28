//! What `boot.js` hands over: the settings, and what the address shows, asked for while this code was on its way.

use js_sys::{Array, JsString, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, HtmlElement};

use super::{
    Response,
    fetch::{AbortOnDrop, Fetch},
    handed::{Asked, Handed},
};

/// An answer that is on its way or has come. Letting go of it ends its request.
pub(super) struct Early {
    answer: Promise,
    _stop: AbortOnDrop,
}

/// The text of the settings, where it could be had, and what sends requests from now on.
pub async fn handed(root: &HtmlElement) -> (Option<String>, Fetch) {
    let name = JsValue::from_str("handed");
    let promise = Reflect::get(root, &name).ok().and_then(|handed| handed.dyn_into::<Promise>().ok());
    // Used once: nothing is left on the element.
    let _ = Reflect::delete_property(root, &name);
    let handed = match promise {
        Some(promise) => JsFuture::from(promise).await.ok(),
        None => None,
    };
    let handed: Array = handed.and_then(|handed| handed.dyn_into().ok()).unwrap_or_default();
    let first = handed.get(1).dyn_into::<Array>().unwrap_or_default();
    let answers = first.iter().filter_map(|asked| asked_of(&asked.dyn_into().ok()?)).collect();
    (handed.get(0).as_string(), Fetch::after(Handed::new(js_sys::Date::now(), answers)))
}

fn asked_of(asked: &Array) -> Option<Asked<Early>> {
    let headers: Array = asked.get(1).dyn_into().ok()?;
    let stop: AbortController = asked.get(3).dyn_into().ok()?;
    Some(Asked {
        url: asked.get(0).as_string()?,
        headers: headers.iter().filter_map(|text| text.as_string()).collect(),
        answer: Early { answer: asked.get(2).dyn_into().ok()?, _stop: AbortOnDrop(stop) },
    })
}

impl Early {
    /// The answer, where all went well; otherwise it is to be asked for again.
    pub(super) async fn response(&self) -> Option<Response> {
        let answer: Array = JsFuture::from(self.answer.clone()).await.ok()?.dyn_into().ok()?;
        let body = answer.get(0).dyn_into::<JsString>().ok()?.into();
        Some(Response {
            status: 200,
            content_type: answer.get(1).as_string(),
            expires_in: answer.get(2).as_string(),
            body,
            ..Response::default()
        })
    }
}
