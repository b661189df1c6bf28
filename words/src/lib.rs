//! The texts of the page: `locales/*.json` read and checked, for the build script, which makes typed methods of
//! them, and for `cargo xtask build`, which makes a file of each language.

mod check;
mod pack;
mod pseudo;

use std::collections::BTreeMap;

use serde_json::Value;

pub use check::{categories, problems};
pub use pack::{Kind, order, pack, placeholders, version};
pub use pseudo::{PSEUDO, pseudo};

/// One text, or its forms by plural category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// The same for every number, or without one.
    One(String),
    /// By plural category: `other` and those that the language tells apart.
    Forms(BTreeMap<String, String>),
}

/// A language file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale {
    /// The language's tag, which is the file's name.
    pub tag: String,
    /// What the language calls itself.
    pub name: String,
    /// Whether somebody who speaks the language has read the texts.
    pub reviewed: bool,
    /// The texts by key.
    pub texts: BTreeMap<String, Text>,
}

impl Locale {
    /// Reads the text of a language file.
    ///
    /// # Errors
    /// What is wrong with it, each problem naming the language and the key.
    pub fn read(tag: &str, source: &str) -> Result<Self, Vec<String>> {
        let json: Value = serde_json::from_str(source).map_err(|error| vec![format!("{tag}: {error}")])?;
        let Some(all) = json.as_object() else { return Err(vec![format!("{tag}: not an object of texts")]) };
        let mut locale = Self { tag: tag.into(), name: String::new(), reviewed: false, texts: BTreeMap::new() };
        let mut problems = Vec::new();
        match all.get("@name").and_then(Value::as_str) {
            Some(name) if !name.is_empty() => name.clone_into(&mut locale.name),
            _ => problems.push(format!("{tag}: @name, what the language calls itself, is missing")),
        }
        match all.get("@reviewed").and_then(Value::as_bool) {
            Some(reviewed) => locale.reviewed = reviewed,
            None => problems.push(format!("{tag}: @reviewed, whether a speaker has read it, is missing")),
        }
        for (key, text) in all.iter().filter(|(key, _)| !key.starts_with('@')) {
            match read_text(text) {
                Some(text) => drop(locale.texts.insert(key.clone(), text)),
                None => problems.push(format!("{tag}: {key}: neither a text nor an object of plural forms")),
            }
        }
        if problems.is_empty() { Ok(locale) } else { Err(problems) }
    }
}

fn read_text(json: &Value) -> Option<Text> {
    let filled = |text: &Value| text.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    match json {
        Value::Object(forms) => {
            let form = |(category, form): (&String, &Value)| Some((category.clone(), filled(form)?));
            forms.iter().map(form).collect::<Option<_>>().map(Text::Forms)
        }
        text => filled(text).map(Text::One),
    }
}
