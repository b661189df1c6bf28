//! The page's files as every server of it sends them: packed where the client takes that, tagged,
//! under the headers of the policy.

mod file;

use std::path::{Path, PathBuf};

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;
use vitrine_policy::{HEADERS, Policy};

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
