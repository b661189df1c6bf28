//! The one page of the gateway's own: plain words, a link, no script and no style.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use vitrine_policy::PLAIN;

use crate::answer::{Refusal, typed};

/// Says why nobody was signed in. `again`: where the person wanted to go, an address that
/// [`crate::return_path`] made.
pub(crate) fn page(refusal: &Refusal, again: &str) -> Response {
    let title = if refusal.status == StatusCode::FORBIDDEN { "Not signed in" } else { "Signing in did not work" };
    let again: String = form_urlencoded::byte_serialize(again.as_bytes()).collect();
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n<p>{}</p>\n\
         <p><a href=\"/auth/sign-in?return={again}\">Try again</a></p>\n</main>\n</body>\n</html>\n",
        refusal.text
    );
    let mut response = typed(refusal.status, "text/html; charset=utf-8", html);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PLAIN));
    refusal.mark(&mut response);
    response
}
