//! How a person signs in, as the settings say it.

use serde_json::Value;

use super::{Wrong, is_http};
use crate::auth::{Identity, SignInKind};

/// Reads the setting `sign_in`.
pub(super) fn read(json: &Value) -> Result<SignInKind, Wrong> {
    let wrong = |setting, right| Wrong { setting, right };
    match json.get("kind").and_then(Value::as_str) {
        Some("none") => Ok(SignInKind::None),
        Some("token") => Ok(SignInKind::Token),
        Some("gateway") => Ok(SignInKind::Gateway),
        // Only `embed.js` says so: the page around has a token.
        Some("host") => Ok(SignInKind::Host),
        Some("cookie") => {
            let sign_in_url = json.get("url").and_then(Value::as_str).map(str::to_owned);
            if sign_in_url.as_deref().is_some_and(|url| !is_http(url) && !is_local(url)) {
                return Err(wrong("sign_in.url", "a path, or an address that begins with https:// or http://"));
            }
            Ok(SignInKind::Cookie { sign_in_url })
        }
        Some("demo") => {
            let identity = |json: &Value| {
                let text = |name| json.get(name).and_then(Value::as_str).map(str::to_owned);
                Some(Identity { name: text("name")?, token: text("token")? })
            };
            let identities: Option<Vec<_>> =
                json.get("identities").and_then(Value::as_array).and_then(|all| all.iter().map(identity).collect());
            match identities {
                Some(identities) if !identities.is_empty() => Ok(SignInKind::Demo(identities)),
                _ => Err(wrong("sign_in.identities", "a list of {\"name\", \"token\"}")),
            }
        }
        _ => Err(wrong("sign_in.kind", "none, cookie, token, gateway or demo")),
    }
}

/// A path on this origin: one slash, and neither a second one nor a backslash, which browsers read as one; nor tabs
/// and line ends, which they drop.
fn is_local(link: &str) -> bool {
    let odd = |byte: u8| byte < b' ' || byte == b'\\';
    link.starts_with('/') && !link.starts_with("//") && !link.bytes().any(odd)
}
