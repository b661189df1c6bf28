//! The page's files as every server of it sends them: packed where the client takes that, tagged,
//! under the headers of the policy.

mod file;

use std::path::{Path, PathBuf};

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;
use serde_json::Value;
use vitrine_policy::{FRAME, HEADERS, Policy, is_host};

/// The answer with the file of `folder` that a path of the address names. A path whose last part has no
/// extension is one of the page's own addresses, and the answer is `index.html`. None where there is no
/// such file.
pub async fn answer(folder: &Path, path: &str, asked: &HeaderMap) -> Option<Response> {
    let relative = relative(path)?;
    match file::read(folder, &relative, asked).await {
        None if is_address(&relative) => file::read(folder, Path::new("index.html"), asked).await,
        answer => answer,
    }
}

/// Whether a path that names no file is one of the page's own addresses.
#[must_use]
pub fn is_address(relative: &Path) -> bool {
    relative.extension().is_none()
}

/// Puts the headers of the page on an answer.
pub fn mark(response: &mut Response, policy: &Policy<'_>) {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(&policy.page()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// Who may hold the page of this path in a frame: nobody, or, for the one that is made for it, whom the page's
/// configuration lists in `frame_hosts`. Where one of them can't be used, nobody may.
#[must_use]
pub fn frame_hosts(path: &str, config: impl FnOnce() -> Option<Value>) -> Vec<String> {
    if relative(path).is_none_or(|path| path != Path::new(FRAME)) {
        return Vec::new();
    }
    config().and_then(|config| listed_hosts(config.get("frame_hosts"))).unwrap_or_default()
}

/// The origins in a `frame_hosts`: none without one, and nothing at all where one of them can't be used.
#[must_use]
pub fn listed_hosts(setting: Option<&Value>) -> Option<Vec<String>> {
    let Some(setting) = setting else { return Some(Vec::new()) };
    let usable = |host: &Value| host.as_str().filter(|host| is_host(host)).map(str::to_owned);
    setting.as_array()?.iter().map(usable).collect()
}

/// The file that a path names, never one outside of the folder nor a hidden one.
#[must_use]
pub fn relative(path: &str) -> Option<PathBuf> {
    let mut relative = PathBuf::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let plain = !part.starts_with('.') && !part.bytes().any(|byte| matches!(byte, b'\\' | b':' | b'%' | 0));
        // What is percent-encoded can only be one of the page's own addresses.
        relative.push(if plain {
            part
        } else if part.contains('%') && !part.contains('.') {
            "x"
        } else {
            return None;
        });
    }
    if relative.as_os_str().is_empty() {
        relative.push("index.html");
    }
    Some(relative)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::frame_hosts;

    #[test]
    fn one_page_may_be_framed_by_those_who_are_listed() {
        let config = json!({ "frame_hosts": ["https://a.example", "https://b.example"] });
        let listed = ["https://a.example", "https://b.example"];
        for path in ["/embed.html", "//embed.html"] {
            assert_eq!(frame_hosts(path, || Some(config.clone())), listed);
        }
        for path in ["/", "/index.html", "/a/embed.html", "/embed.html.br", "/embed", "/%65mbed.html", "/../embed.html"]
        {
            assert_eq!(frame_hosts(path, || Some(config.clone())), [""; 0], "{path}");
        }
        for wrong in [
            json!({}),
            json!({ "frame_hosts": "https://a.example" }),
            json!({ "frame_hosts": ["https://a.example", "*"] }),
            json!({ "frame_hosts": ["https://a.example", 1] }),
        ] {
            assert_eq!(frame_hosts("/embed.html", || Some(wrong.clone())), [""; 0], "{wrong}");
        }
    }
}
