//! Makes typed texts out of `locales/en.json`: one method a key, one argument a placeholder.
//!
//! A placeholder `{name}` is isolated from the text around it (its direction may differ), one written
//! `{=count}` is put in as it is: a number or a date that `Intl` has formatted. A key with plural forms
//! takes the number itself as `count`.

#![allow(clippy::expect_used, reason = "a failure stops the build and says why")]

use std::{collections::BTreeMap, env, fmt::Write as _, fs, path::Path};

use serde_json::Value;

fn main() {
    println!("cargo::rerun-if-changed=locales/en.json");
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        // What the page is split by after it is linked.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    let source = fs::read_to_string("locales/en.json").expect("locales/en.json can be read");
    let texts: BTreeMap<String, Value> = serde_json::from_str(&source).expect("locales/en.json is an object of texts");
    let mut methods = String::from("impl I18n {\n");
    for (key, text) in &texts {
        let (forms, plural) = forms(key, text);
        method(&mut methods, key, &forms, plural);
    }
    methods.push_str("}\n");
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("texts.rs");
    fs::write(out, methods).expect("OUT_DIR can be written");
}

/// The forms of a text, each with its plural category, and whether it has any.
fn forms(key: &str, text: &Value) -> (Vec<(String, String)>, bool) {
    match text {
        Value::String(text) => (vec![("other".into(), text.clone())], false),
        Value::Object(forms) => {
            assert!(forms.contains_key("other"), "{key}: a plural needs the form `other`");
            let text = |form: &Value| form.as_str().unwrap_or_else(|| panic!("{key}: no text")).to_owned();
            (forms.iter().map(|(category, form)| (category.clone(), text(form))).collect(), true)
        }
        _ => panic!("{key}: a text or an object of plural forms"),
    }
}

/// Each method holds its own text, so that a text goes where what says it goes, be it the second file of wasm.
fn method(out: &mut String, key: &str, forms: &[(String, String)], plural: bool) {
    let other = forms.iter().find(|(category, _)| category == "other").map_or("", |(_, text)| text);
    let mut names: Vec<&str> = Vec::new();
    for (_, form) in forms {
        for name in placeholders(form) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names.retain(|name| !(plural && *name == "count"));
    let name = key.replace(['.', '-'], "_");
    let parameters: String = names.iter().map(|name| format!(", {name}: &str")).collect();
    let pairs: String = names.iter().map(|name| format!("({name:?}, {name}), ")).collect();
    let (count, call) = if plural {
        (", count: u64", format!("self.plural(&{forms:?}, count, &[{pairs}])"))
    } else {
        ("", format!("fill::fill({other:?}, &[{pairs}])"))
    };
    writeln!(
        out,
        "    /// {}\n    #[must_use]\n    pub fn {name}(self{count}{parameters}) -> String {{ {call} }}",
        other.replace('[', "(").replace(']', ")")
    )
    .expect("a string takes all");
}

fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.trim_start_matches('='))
}
