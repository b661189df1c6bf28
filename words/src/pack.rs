//! The form in which the page has the texts.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{Locale, Text};

/// How a placeholder is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `{name}`: between isolating marks, since its direction may differ.
    Isolated,
    /// `{=name}`: as it is, a number or a date that `Intl` has formatted, or a sentence of ours.
    Plain,
}

/// The placeholders of a text, in their order.
pub fn placeholders(text: &str) -> impl Iterator<Item = (&str, Kind)> {
    let names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    names.map(|(name, _)| name.strip_prefix('=').map_or((name, Kind::Isolated), |name| (name, Kind::Plain)))
}

/// The keys with their texts, each with its place in a packed file; the first place is the version's.
pub fn order(locale: &Locale) -> impl Iterator<Item = (usize, &String, &Text)> {
    locale.texts.iter().enumerate().map(|(at, (key, text))| (at + 1, key, text))
}

/// What a packed file and the page that reads it have to agree on: the keys and their placeholders.
#[must_use]
pub fn version(english: &Locale) -> String {
    let mut hash: u32 = 0x811c_9dc5;
    let mut mix = |text: &str| {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    };
    for (key, text) in &english.texts {
        mix(key);
        let form = match text {
            Text::One(text) => text,
            Text::Forms(forms) => forms.get("other").unwrap_or(key),
        };
        placeholders(form).for_each(|(name, kind)| mix(&format!("{name}{kind:?}")));
    }
    format!("{hash:08x}")
}

/// A language as the page fetches it: the version, then the texts in the order of their keys.
#[must_use]
pub fn pack(version: &str, texts: &BTreeMap<String, Text>) -> String {
    let text = |text: &Text| match text {
        Text::One(text) => json!(text),
        Text::Forms(forms) => json!(forms),
    };
    Value::Array(std::iter::once(json!(version)).chain(texts.values().map(text)).collect()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_language_is_the_version_and_the_texts_by_key() {
        let source = r#"{"@name": "X", "@reviewed": true, "b": {"one": "1", "other": "{count}"}, "a": "A"}"#;
        let locale = Locale::read("x", source).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert_eq!(pack("7", &locale.texts), r#"["7","A",{"one":"1","other":"{count}"}]"#);
        let places: Vec<_> = order(&locale).map(|(at, key, _)| (at, key.as_str())).collect();
        assert_eq!(places, [(1, "a"), (2, "b")]);
    }

    #[test]
    fn other_keys_or_placeholders_are_another_version() {
        let versions = [r#""a": "x""#, r#""b": "x""#, r#""a": "{n}""#, r#""a": "{=n}""#].map(|text| {
            let source = format!(r#"{{"@name": "X", "@reviewed": true, {text}}}"#);
            Locale::read("x", &source).map(|locale| version(&locale))
        });
        assert!(versions.iter().enumerate().all(|(at, one)| !versions[..at].contains(one)));
    }
}
