//! What the server says of an error, made fit to be shown.

use serde_json::Value;

use super::{Response, Told};

/// The most of it that is shown (characters).
const MOST: usize = 300;

/// The text in an error's body [D]: `{"error"}`, also `{"message"}` and `{"errors": []}`. It is one line of a
/// bearable length, and where a server repeats the token that it was sent, that is left out.
pub(super) fn told(response: &Response, token: Option<&str>) -> Told {
    let body: Value = serde_json::from_str(&response.body).ok()?;
    let text = ["error", "message", "errors"].into_iter().find_map(|key| text(body.get(key)?))?;
    Some(shorten(match token {
        Some(token) => text.replace(token, "…"),
        None => text,
    }))
}

fn text(value: &Value) -> Told {
    match value {
        Value::String(text) => Some(line(text)).filter(|text| !text.is_empty()),
        Value::Array(all) => {
            let texts: Vec<String> = all.iter().filter_map(text).collect();
            (!texts.is_empty()).then(|| texts.join("; "))
        }
        Value::Object(one) => ["message", "error", "detail", "title"].into_iter().find_map(|key| text(one.get(key)?)),
        _ => None,
    }
}

/// The text without control characters; a space stands where lines or columns ended.
fn line(text: &str) -> String {
    let mut line = String::new();
    for char in text.chars() {
        if !char.is_control() && !char.is_whitespace() {
            line.push(char);
        } else if char.is_whitespace() && !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line.truncate(line.trim_end().len());
    line
}

fn shorten(mut text: String) -> String {
    if text.chars().count() > MOST {
        let end = text.char_indices().nth(MOST - 1).map_or(0, |(at, _)| at);
        text.truncate(end);
        text.push('…');
    }
    text
}
