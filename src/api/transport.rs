//! What carries requests: the browser in the page, a router or a script in tests.

use futures::future::LocalBoxFuture;

/// A future that lives on one thread; dropping it ends what it does.
pub type Future<T> = LocalBoxFuture<'static, T>;

/// The methods that the API has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Reads.
    Get,
    /// Adds or changes.
    Post,
    /// Removes.
    Delete,
}

/// One request. It has no `Debug`: its headers hold the token.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The whole address; without an origin it means the page's own.
    pub url: String,
    /// Names and values, all in visible ASCII and spaces.
    pub headers: Vec<(&'static str, String)>,
    /// A JSON body.
    pub body: Option<String>,
}

/// One answer, of any status.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The header `Content-Type`.
    pub content_type: Option<String>,
    /// The header `Retry-After`.
    pub retry_after: Option<String>,
    /// The header `X-Vitrine-Expires-In` of a gateway: seconds that the session serves without a renewal.
    pub expires_in: Option<String>,
    /// The body, as text.
    pub body: String,
}

/// What can be told of why there is no answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The browser had no network before it was sent, and so it reached nobody.
    Offline,
    /// It took too long.
    TimedOut,
    /// An answer began and did not end.
    CutOff,
    /// Anything else: no server, a redirect, or an origin that does not let this page ask. A page can't tell.
    NoAnswer,
}

/// Why there is no answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SendError {
    /// None came.
    Unreachable(Reason),
    /// Ended from outside.
    Aborted,
}

/// What the client needs from the world around it.
pub trait Transport {
    /// Sends a request and reads the whole answer. Dropping the future aborts the request.
    fn send(&self, request: Request) -> Future<Result<Response, SendError>>;

    /// Waits.
    fn sleep(&self, millis: u32) -> Future<()>;

    /// A number from 0 up to 1, 1 not included.
    fn random(&self) -> f64;

    /// Milliseconds since 1970.
    fn now_ms(&self) -> f64;
}
