//! The sign-in page: plain HTML, no script, no style.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use vitrine_policy::{HEADERS, sign_in};

use crate::answer::typed;
use crate::demo::IDENTITIES;

/// The page. The form goes to the page's own address, which says what the client asked for; `back` is
/// the origin that the answer is then sent to.
pub(super) fn page(status: StatusCode, back: &str) -> Response {
    let mut choices = String::new();
    for (at, identity) in IDENTITIES.iter().enumerate() {
        let (id, name) = (identity.person, identity.name);
        let checked = if at == 0 { " checked" } else { "" };
        choices.push_str(&format!(
            "<p><label><input type=\"radio\" name=\"person\" value=\"{id}\"{checked}> {name}</label></p>\n"
        ));
    }
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>Sign in</title>\n</head>\n\
         <body>\n<main>\n<h1>Sign in</h1>\n\
         <p>The demo client asks for access to collections and media. Its answer goes to {back}.</p>\n\
         <form method=\"post\">\n<fieldset>\n<legend>Go on as</legend>\n{choices}</fieldset>\n\
         <p><button name=\"decision\" value=\"allow\">Allow</button>\n\
         <button name=\"decision\" value=\"cancel\">Cancel</button></p>\n\
         </form>\n</main>\n</body>\n</html>\n"
    );
    let mut response = typed(status, "text/html; charset=utf-8", "no-store", html);
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(&sign_in(back)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
