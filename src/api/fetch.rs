//! The browser's `fetch` as a transport.

use std::{cell::RefCell, rc::Rc};

use futures::{
    FutureExt,
    future::{Either, select},
};
use gloo_net::http::{Method as HttpMethod, RequestBuilder};
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCache, RequestCredentials, RequestRedirect};

use super::{Future, Method, Reason, Request, Response, SendError, Transport, early::Early, handed::Handed};

/// How long a request may take (ms), its answer's text included.
const TIMEOUT: u32 = 30_000;

/// Sends with gloo-net. Nothing is cached, cookies go to the page's own origin only, and a redirect is
/// refused, so that a token never crosses one. What was asked for before this code was there is not asked for
/// again.
pub struct Fetch(Rc<RefCell<Handed<Early>>>);

impl Default for Fetch {
    fn default() -> Self {
        Self::after(Handed::new(0.0, Vec::new()))
    }
}

impl Fetch {
    /// With answers that are there, or on their way, already.
    pub(super) fn after(handed: Handed<Early>) -> Self {
        Self(Rc::new(RefCell::new(handed)))
    }
}

/// Aborts the request when whoever wanted it lets go: gloo-net does not do so by itself.
pub(super) struct AbortOnDrop(pub(super) AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        // After the answer this does nothing.
        self.0.abort();
    }
}

async fn exchange(request: Request) -> Result<Response, SendError> {
    // It is tried all the same: a server on this very machine needs no network. What fails then has gone nowhere.
    let online = web_sys::window().is_none_or(|window| window.navigator().on_line());
    let failed = |otherwise| SendError::Unreachable(if online { otherwise } else { Reason::Offline });
    let unreachable = |_| failed(Reason::NoAnswer);
    let abort = AbortOnDrop(AbortController::new().map_err(|_| failed(Reason::NoAnswer))?);
    let mut builder = RequestBuilder::new(&request.url)
        .method(match request.method {
            Method::Get => HttpMethod::GET,
            Method::Post => HttpMethod::POST,
            Method::Delete => HttpMethod::DELETE,
        })
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::SameOrigin)
        .redirect(RequestRedirect::Error)
        .abort_signal(Some(&abort.0.signal()));
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let built = match &request.body {
        Some(body) => builder.body(body.as_str()),
        None => builder.build(),
    };
    let response = built.map_err(unreachable)?.send().await.map_err(unreachable)?;
    let body = match response.text().await {
        Ok(body) => body,
        // The status of a refusal says enough.
        Err(_) if !response.ok() => String::new(),
        Err(_) => return Err(failed(Reason::CutOff)),
    };
    let header = |name| response.headers().get(name);
    Ok(Response {
        status: response.status(),
        content_type: header("Content-Type"),
        retry_after: header("Retry-After"),
        expires_in: header("X-Vitrine-Expires-In"),
        body,
    })
}

/// A timer that is taken back when nobody waits for it any more. Its promise is kept then too: one that stays
/// open would hold on to all that was to come after it.
struct Timer {
    handle: i32,
    keep: Function,
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.handle);
        }
        // A promise's own function does not throw.
        let _ = self.keep.call0(&JsValue::UNDEFINED);
    }
}

async fn pause(millis: u32) {
    let mut timer = None;
    let promise = Promise::new(&mut |keep, _| {
        let millis = i32::try_from(millis).unwrap_or(i32::MAX);
        timer = web_sys::window()
            .and_then(|window| window.set_timeout_with_callback_and_timeout_and_arguments_0(&keep, millis).ok())
            .map(|handle| Timer { handle, keep });
    });
    let _until_here = timer;
    // A timer's promise is never broken.
    let _ = JsFuture::from(promise).await;
}

impl Transport for Fetch {
    fn send(&self, request: Request) -> Future<Result<Response, SendError>> {
        let early = self.0.borrow_mut().take(&request, self.now_ms());
        let handed = self.0.clone();
        let exchange = async move {
            if let Some(early) = early {
                if let Some(response) = early.response().await {
                    return Ok(response);
                }
                // Asked for again, and whatever else was asked for with it too.
                handed.borrow_mut().forget();
            }
            exchange(request).await
        };
        let exchange = exchange.boxed_local();
        async move {
            match select(exchange, pause(TIMEOUT).boxed_local()).await {
                Either::Left((answer, _)) => answer,
                // What lets go of the exchange here aborts it.
                Either::Right(_) => Err(SendError::Unreachable(Reason::TimedOut)),
            }
        }
        .boxed_local()
    }

    fn sleep(&self, millis: u32) -> Future<()> {
        pause(millis).boxed_local()
    }

    fn random(&self) -> f64 {
        js_sys::Math::random()
    }

    fn now_ms(&self) -> f64 {
        js_sys::Date::now()
    }
}
