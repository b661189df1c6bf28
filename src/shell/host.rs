//! The page around an embedded instance: what it is told, and what it lends.

use crate::signal::StoredValue;
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

use crate::api::{Gateway, Method, Reason};

#[wasm_bindgen]
extern "C" {
    /// The side of `embed.js`.
    pub type Port;

    /// Tells something, by an event of the element.
    #[wasm_bindgen(method)]
    fn tell(this: &Port, event: &str, detail: &JsValue);

    /// Takes the function by which it tells what to do.
    #[wasm_bindgen(method)]
    fn drawn(this: &Port, tell: &JsValue);

    /// Where the texts of a language are.
    #[wasm_bindgen(method)]
    fn words(this: &Port, language: &str) -> Option<String>;

    /// Asks for a token: a promise of a text, or of nothing where there is none.
    #[wasm_bindgen(method, catch)]
    fn token(this: &Port) -> Result<Promise, JsValue>;
}

/// The page around.
pub struct Host(Port);

impl Host {
    /// By what `embed.js` lends.
    #[must_use]
    pub fn new(port: Port) -> Self {
        Self(port)
    }

    /// Tells the page around. All values are texts, ids too: a number of JavaScript can't hold each of them.
    pub fn tell(&self, event: &str, detail: &[(&str, &str)]) {
        self.0.tell(event, &object(detail));
    }

    /// What hands over the function by which the page around tells what to do.
    pub fn hand(&self) -> impl Fn(JsValue) + use<> {
        let port = self.0.clone();
        move |tell| port.unchecked_ref::<Port>().drawn(&tell)
    }

    /// Where the texts of a language are.
    #[must_use]
    pub fn words(&self, language: &str) -> Option<String> {
        self.0.words(language)
    }

    /// Hands over what was chosen.
    pub fn hand_over(&self, items: &Array) {
        let detail = Object::new();
        // Fails only for what is no object.
        let _ = Reflect::set(&detail, &"items".into(), items);
        self.0.tell("pick", &detail);
    }

    /// Tells of something that was changed, by the request that did it.
    pub(super) fn changed(&self, method: Method, path: &str) {
        let path = path.split('?').next().unwrap_or_default();
        let mut steps = path.split('/').filter(|step| !step.is_empty()).skip(1);
        let (id, word) = (steps.next().unwrap_or_default(), steps.next());
        let action = word.unwrap_or(if method == Method::Delete { "delete" } else { "create" });
        self.tell("change", &[("action", action), ("id", id)]);
    }

    /// Asks for a new token: whether there is one.
    pub(super) async fn renew(&self, gateway: Gateway) -> Result<bool, Reason> {
        let promise = self.0.token().map_err(|_| Reason::NoAnswer)?;
        let token = JsFuture::from(promise).await.map_err(|_| Reason::NoAnswer)?;
        Ok(token.as_string().is_some_and(|token| gateway.use_token(&token)))
    }
}

/// An object of JavaScript with texts in it.
#[must_use]
pub fn object(pairs: &[(&str, &str)]) -> JsValue {
    let object = Object::new();
    for (name, value) in pairs {
        // Fails only for what is no object.
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object.into()
}

/// The page around the instance that is being drawn, if there is one.
pub type HostHandle = StoredValue<Option<std::rc::Rc<Host>>>;
