//! Makes typed texts out of `locales/en.json`: one method a key, one argument a placeholder. What is wrong in any
//! language file stops the build.
//!
//! A placeholder `{name}` is isolated from the text around it (its direction may differ), one written
//! `{=count}` is put in as it is: a number or a date that `Intl` has formatted. A key with plural forms
//! takes the number itself as `count`.

#![allow(clippy::expect_used, reason = "a failure stops the build and says why")]

use std::{env, fmt::Write as _, fs, path::Path, process::exit};

use vitrine_words::{Locale, Text, order, placeholders, problems, version};

fn main() {
    println!("cargo::rerun-if-changed=locales");
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        // What the page is split by after it is linked.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
        // A megabyte by default, all of it the page's memory; nothing here goes deeper than a JSON text may (128).
        println!("cargo::rustc-link-arg-bins=-zstack-size=262144");
    }
    let (languages, mut wrong) = read();
    let english = languages.iter().find(|language| language.tag == "en");
    for language in &languages {
        wrong.extend(english.map(|english| problems(english, language)).unwrap_or_default());
    }
    let Some(english) = english.filter(|_| wrong.is_empty()) else {
        wrong.iter().for_each(|problem| println!("cargo::error=locales: {problem}"));
        exit(1);
    };
    let mut out = tables(english, &languages);
    out.push_str("impl I18n {\n");
    for (at, key, text) in order(english) {
        method(&mut out, at, key, text);
    }
    out.push_str("}\n");
    let file = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("texts.rs");
    fs::write(file, out).expect("OUT_DIR can be written");
}

/// The language files, and what keeps some from being read.
fn read() -> (Vec<Locale>, Vec<String>) {
    let (mut languages, mut wrong) = (Vec::new(), Vec::new());
    for entry in fs::read_dir("locales").expect("locales can be listed") {
        let file = entry.expect("locales can be listed").path();
        let tag = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let source = fs::read_to_string(&file).expect("a language file can be read");
        match Locale::read(&tag, &source) {
            Ok(language) => languages.push(language),
            Err(problems) => wrong.extend(problems),
        }
    }
    languages.sort_by(|one, other| one.name.cmp(&other.name));
    (languages, wrong)
}

/// What the page knows of the languages without having fetched one.
fn tables(english: &Locale, languages: &[Locale]) -> String {
    let names: Vec<_> = languages.iter().map(|language| (&language.tag, &language.name)).collect();
    let mut tags: Vec<_> = languages.iter().map(|language| language.tag.as_str()).collect();
    tags.sort_unstable();
    let (count, texts) = (languages.len(), english.texts.len());
    format!(
        "/// The languages that there are texts in, each with what it calls itself, in the order of that.\n\
         pub const LANGUAGES: [(&str, &str); {count}] = {names:?};\n\
         /// Their tags, for a person who has to choose one.\n\
         pub const TAGS: &str = {:?};\n\
         /// What a file with texts begins with, so that it goes with this page.\n\
         const VERSION: &str = {:?};\n\
         /// How many texts there are.\n\
         const TEXTS: usize = {texts};\n",
        tags.join(", "),
        version(english),
    )
}

/// Each method holds its own English text, so that it goes where what says it goes, be it the second file of wasm,
/// and is there whatever can't be fetched.
fn method(out: &mut String, at: usize, key: &str, text: &Text) {
    let forms: Vec<(&str, &str)> = match text {
        Text::One(text) => vec![("other", text)],
        Text::Forms(forms) => forms.iter().map(|(category, form)| (category.as_str(), form.as_str())).collect(),
    };
    let plural = matches!(text, Text::Forms(_));
    let other = forms.iter().find(|(category, _)| *category == "other").map_or("", |(_, text)| *text);
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in forms.iter().flat_map(|(_, form)| placeholders(form)) {
        if !(names.contains(&name) || plural && name == "count") {
            names.push(name);
        }
    }
    let name = key.replace(['.', '-'], "_");
    let parameters: String = names.iter().map(|name| format!(", {name}: &str")).collect();
    let pairs: String = names.iter().map(|name| format!("({name:?}, {name}), ")).collect();
    let (count, call) = match (plural, names.is_empty()) {
        (true, _) => (", count: u64", format!("self.plural({at}, &{forms:?}, count, &[{pairs}])")),
        (false, true) => ("", format!("self.text({at}, {other:?})")),
        (false, false) => ("", format!("self.filled({at}, {other:?}, &[{pairs}])")),
    };
    let doc = other.replace('[', "(").replace(']', ")");
    writeln!(out, "    /// {doc}\n    #[must_use]\n    pub fn {name}(self{count}{parameters}) -> String {{ {call} }}")
        .expect("a string takes all");
}
