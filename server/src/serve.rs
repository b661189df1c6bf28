//! The router: what comes before every answer.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;

use crate::answer::{Refusal, typed};
use crate::api::{self, Call, Route};
use crate::state::State;
use crate::{Data, Error, Options, body, cors, docs, faults, form, oauth, pages};

/// The largest body, and the largest file.
const BODY_LIMIT: usize = 1 << 20;
const FILE_LIMIT: usize = 1 << 28;

/// A file may take so many times as long as a body.
const FILE_PATIENCE: u32 = 20;

/// The whole server as a router, for tests in the same process.
///
/// # Errors
/// The database can't be opened or filled, or a value can't be used.
pub fn app(options: &Options) -> Result<Router, Error> {
    for origin in &options.cors {
        let web = origin.starts_with("http://") || origin.starts_with("https://");
        if !web || origin.ends_with('/') || HeaderValue::from_str(origin).is_err() {
            return Err(Error::Value(format!("--cors {origin:?} is no origin: right is --cors https://page.example")));
        }
    }
    let state = Arc::new(State::open(options)?);
    Ok(Router::new().fallback(move |request| handle(Arc::clone(&state), request)))
}

/// Whether this server is for this machine alone.
pub(crate) fn guarded(options: &Options) -> bool {
    options.data == Data::Demo || options.faults
}

async fn handle(state: Arc<State>, request: Request) -> Response {
    if guarded(&state.options) && !cors::host_is_local(request.headers()) {
        return Refusal::forbidden("this server answers on this machine alone").response();
    }
    let patience = state.options.patience;
    let request = body::patient(request, patience);
    if !state.options.faults {
        return answer(state, request).await;
    }
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let path = uri.path();
    if path == "/_faults" || path == "/_log" {
        return state.faults.manage(&method, path, request.into_body(), patience).await;
    }
    let response = answer(Arc::clone(&state), request).await;
    let query = uri.query().unwrap_or_default();
    state.faults.remember(&method, path, query, response.status());
    response
}

async fn answer(state: Arc<State>, request: Request) -> Response {
    let origin = cors::allowed(&state.options.cors, request.headers()).map(str::to_owned);
    let preflight = origin.as_ref().and_then(|_| cors::preflight(request.method(), request.headers()));
    let is_preflight = preflight.is_some();
    let mut response = match preflight {
        Some(response) => response,
        None => faulty(state, request).await,
    };
    cors::mark(response.headers_mut(), origin.as_deref(), is_preflight);
    response
}

/// The answer, with a fault in it where one is ordered.
async fn faulty(state: Arc<State>, request: Request) -> Response {
    let rule = state.options.faults.then(|| state.faults.take(request.method(), request.uri().path())).flatten();
    let Some(rule) = rule else {
        return sound(state, request).await;
    };
    let response = match faults::before(&rule).await {
        Some(response) => response,
        None => sound(state, request).await,
    };
    faults::after(&rule, response).await
}

async fn sound(state: Arc<State>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if path != "/api" && !path.starts_with("/api/") {
        return pages::answer(&state, request.method(), &path, request.headers()).await;
    }
    let mut response = api_answer(state, request, &path).await;
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

async fn api_answer(state: Arc<State>, request: Request, path: &str) -> Response {
    let Some(route) = Route::of(path) else {
        return Refusal::missing("there is nothing at this address").response();
    };
    let method = match *request.method() {
        Method::HEAD => Method::GET,
        ref other => other.clone(),
    };
    if !route.methods().contains(&method) {
        return wrong_method(&route.methods());
    }
    let (parts, body) = request.into_parts();
    let text = |name| text(&parts.headers, name);
    let authorization = text(header::AUTHORIZATION);
    let operation = route.operation(&method);
    // Who asks is known before anything is read.
    let asked = match operation {
        None => None,
        Some(operation) => match api::person(&state, authorization.as_deref()) {
            Some(person) => Some((operation, person)),
            None => return api::unauthorized().response(),
        },
    };
    let patience = state.options.patience;
    let (limit, time) = match operation.map(|operation| operation.body) {
        Some(api::table::Body::File) => (FILE_LIMIT, patience.saturating_mul(FILE_PATIENCE)),
        _ => (BODY_LIMIT, patience),
    };
    let body = match body::read(body, limit, time).await {
        Ok(body) => body,
        Err(refusal) => return refusal.response(),
    };
    let query = match form::pairs(parts.uri.query().unwrap_or_default().as_bytes()) {
        Ok(query) => query,
        Err(refusal) => return refusal.response(),
    };
    let call = Call {
        method,
        id: route.id().to_owned(),
        query,
        content_type: text(header::CONTENT_TYPE),
        authorization,
        fetch_site: text(HeaderName::from_static("sec-fetch-site")),
        body,
    };
    let work = tokio::task::spawn_blocking(move || match (asked, route) {
        (Some((operation, person)), _) => api::run(&state, operation, &call, person),
        (None, Route::Authorize) => oauth::authorize(&state, &call),
        (None, Route::Token) => oauth::token(&state, &call),
        (None, Route::OpenApi) => docs::openapi(),
        (None, Route::ApiDocs) => docs::swagger(),
        (None, Route::Table(..)) => Refusal::missing("there is nothing at this address").response(),
    });
    work.await.unwrap_or_else(|error| Refusal::failed(error).response())
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}

/// The refusal of a method, which names those that work.
pub(crate) fn wrong_method(methods: &[Method]) -> Response {
    let names: Vec<&str> = methods.iter().map(Method::as_str).collect();
    let names = names.join(", ");
    let mut response = Refusal(StatusCode::METHOD_NOT_ALLOWED, format!("this address answers {names}")).response();
    if let Ok(names) = HeaderValue::from_str(&names) {
        response.headers_mut().insert(header::ALLOW, names);
    }
    response
}

/// An answer without a body of its own, for what has no better type.
pub(crate) fn plain(status: StatusCode, text: &'static str) -> Response {
    typed(status, "text/plain; charset=utf-8", "no-cache", text)
}
