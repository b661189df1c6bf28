//! The few texts that are seen without the wasm, put into the page and its start script from `locales/en.json`.

use std::{collections::BTreeMap, path::Path};

use serde_json::Value;

use crate::{
    Failure,
    files::{list, read_text, write},
    root,
};

/// Replaces each `{{key}}` in the built page and in the script that starts it.
pub(crate) fn fill(staged: &Path) -> Result<(), Failure> {
    let file = root::root().join("locales/en.json");
    let texts: BTreeMap<String, Value> =
        serde_json::from_str(&read_text(&file)?).map_err(|error| format!("{}: {error}", file.display()))?;
    for file in list(staged)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let escape = match name.rsplit_once('.') {
            Some(("index", "html")) => html,
            Some((stem, "js")) if ["boot", "embed"].iter().any(|start| stem.starts_with(start)) => script,
            _ => continue,
        };
        let filled = filled(&read_text(&file)?, &texts, escape)
            .map_err(|key| format!("{name} asks for the text {key}, which locales/en.json does not have."))?;
        write(&file, filled)?;
    }
    Ok(())
}

/// The text with its words in place; the key that there is none for, where one is missing.
fn filled(text: &str, texts: &BTreeMap<String, Value>, escape: fn(&str) -> String) -> Result<String, String> {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((key, tail)) = after.split_once("}}") else { break };
        let word = texts.get(key).and_then(Value::as_str).ok_or_else(|| key.to_owned())?;
        out.push_str(before);
        out.push_str(&escape(word));
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// As it stands inside a string in double quotes.
fn script(text: &str) -> String {
    let quoted = Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_put_in_as_their_place_wants_them() {
        let texts = BTreeMap::from([("a".to_owned(), Value::from("x < \"y\""))]);
        assert_eq!(filled("<p>{{a}}</p>", &texts, html), Ok("<p>x &lt; &quot;y&quot;</p>".into()));
        assert_eq!(filled("say(\"{{a}}\")", &texts, script), Ok("say(\"x < \\\"y\\\"\")".into()));
        assert_eq!(filled("{{b}}", &texts, html), Err("b".into()));
    }
}
