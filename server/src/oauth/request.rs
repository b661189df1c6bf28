//! What a client asks of the sign-in page.

use axum::http::{StatusCode, Uri};
use axum::response::Response;

use super::Tokens;
use crate::answer::{Refusal, moved};

/// A request whose client and whose way back are good; only then does anything go there.
pub(super) struct Request<'a> {
    pub(super) client: &'a str,
    pub(super) redirect: &'a str,
    /// The PKCE challenge, where the client sent one.
    pub(super) challenge: Option<&'a str>,
    state: Option<&'a str>,
}

/// Why there is no sign-in page: to be said here, or to the client.
pub(super) enum Wrong<'a> {
    Here(Refusal),
    ToClient(Request<'a>, &'static str),
}

impl<'a> Request<'a> {
    /// Reads and checks the parameters. `sends_state`: whether `state` goes back to the client.
    pub(super) fn read(
        tokens: &Tokens,
        field: impl Fn(&str) -> Option<&'a str>,
        sends_state: bool,
    ) -> Result<Self, Wrong<'a>> {
        let here = |text: &str| Wrong::Here(Refusal::bad(text));
        let client =
            field("client_id").filter(|id| tokens.knows_client(id)).ok_or_else(|| here("client_id is unknown"))?;
        let redirect = field("redirect_uri")
            .filter(|uri| is_loopback(uri))
            .ok_or_else(|| here("redirect_uri is not registered: it must be an address of this machine"))?;
        let state = field("state").filter(|_| sends_state);
        let challenge = field("code_challenge");
        let request = Self { client, redirect, challenge, state };
        if field("response_type") != Some("code") {
            return Err(Wrong::ToClient(request, "unsupported_response_type"));
        }
        let method = field("code_challenge_method");
        let good = match challenge {
            Some(challenge) => method == Some("S256") && is_challenge(challenge),
            None => method.is_none(),
        };
        if good { Ok(request) } else { Err(Wrong::ToClient(request, "invalid_request")) }
    }

    /// Sends the browser back to the client with an answer.
    pub(super) fn back(&self, name: &str, value: &str) -> Response {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair(name, value);
        if let Some(state) = self.state {
            query.append_pair("state", state);
        }
        let joint = if self.redirect.contains('?') { '&' } else { '?' };
        moved(StatusCode::SEE_OTHER, &format!("{}{joint}{}", self.redirect, query.finish()))
    }

    /// The origin of the way back.
    pub(super) fn origin(&self) -> &'a str {
        let host = self.redirect.find("://").map_or(0, |at| at + "://".len());
        let end = self.redirect[host..].find(['/', '?']).map(|end| host + end);
        end.map_or(self.redirect, |end| &self.redirect[..end])
    }
}

/// The rule of registered addresses: this machine, at any port (RFC 8252, 7.3).
fn is_loopback(uri: &str) -> bool {
    let plain = uri.bytes().all(|byte| byte.is_ascii_graphic()) && !uri.contains(['#', '\\', '@', '"', '\'', ';']);
    let Ok(parsed) = uri.parse::<Uri>() else {
        return false;
    };
    plain
        && (uri.starts_with("http://") || uri.starts_with("https://"))
        && matches!(parsed.host(), Some("127.0.0.1" | "localhost" | "[::1]"))
        && parsed
            .authority()
            .is_some_and(|all| all.as_str() == parsed.host().unwrap_or_default() || all.port().is_some())
}

/// Whether it can be a SHA-256 in base64url.
fn is_challenge(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::{Request, is_loopback};

    #[test]
    fn only_addresses_of_this_machine_are_registered() {
        for uri in ["http://127.0.0.1:9/back", "http://localhost", "http://[::1]:80/a?b=c", "https://localhost:65535?x"]
        {
            assert!(is_loopback(uri), "{uri}");
        }
        for uri in [
            "",
            "/back",
            "ftp://127.0.0.1/back",
            "HTTP://127.0.0.1/",
            "http://127.0.0.1.evil.example/",
            "http://localhost.evil.example:80/",
            "http://127.0.0.1@evil.example/",
            "http://evil.example/?http://127.0.0.1/",
            "http://evil.example\\@127.0.0.1/",
            "http://127.0.0.1:80/#part",
            "http://127.0.0.1:99999/",
            "http://127.0.0.1:/",
            "http://127.0.0.1/ x",
            "javascript:alert(1)",
        ] {
            assert!(!is_loopback(uri), "{uri}");
        }
    }

    #[test]
    fn the_origin_ends_where_the_path_or_the_query_begins() {
        for (redirect, origin) in [
            ("http://127.0.0.1:9/back?x=/", "http://127.0.0.1:9"),
            ("http://localhost", "http://localhost"),
            ("https://localhost:9/back", "https://localhost:9"),
            ("http://[::1]:80?a/b", "http://[::1]:80"),
        ] {
            let request = Request { client: "", redirect, challenge: None, state: None };
            assert_eq!(request.origin(), origin);
        }
    }
}
