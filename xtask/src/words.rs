//! The texts in the built page: a file of each language, and in the page itself and its start script the few that
//! are seen without the wasm.

use std::path::Path;

use vitrine_words::{Locale, PSEUDO, Text, pack, problems, pseudo, version};

use crate::{
    Failure, digest,
    files::{list, read_text, write},
    root,
};

/// How the name of a language's file begins and ends.
pub(crate) const NAME: (&str, &str) = ("words-", ".json");

/// How `again.js` names the texts that it has in every language.
const BROKEN: [(&str, &str); 5] = [
    ("broken", "boot.broken"),
    ("failed", "boot.failed"),
    ("again", "act.retry"),
    ("renewed", "extras.renewed"),
    ("reload", "act.reload"),
];

/// Writes a file of each language, and replaces each `{{key}}` in the built page and in the script that starts it.
pub(crate) fn fill(staged: &Path) -> Result<(), Failure> {
    let languages = languages()?;
    let is_english = |language: &&Locale| language.tag == "en";
    let english = languages.iter().find(is_english).ok_or("locales/en.json is missing.")?;
    let others: Vec<&Locale> = languages.iter().filter(|language| !is_english(language)).collect();
    let problems: Vec<String> = others.iter().flat_map(|other| problems(english, other)).collect();
    if !problems.is_empty() {
        return Err(problems.join("\n"));
    }
    let files = emit(staged, english, &others)?;
    name(&staged.join("index.html"), &files)?;
    let beside: Vec<String> = files.iter().map(|(tag, file)| format!("{tag}=./{file}")).collect();
    let beside = beside.join(" ");
    let broken = broken(&languages)?;
    for file in list(staged)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let escape = match name.rsplit_once('.') {
            Some(("index" | "embed", "html")) => html,
            Some((stem, "js")) if ["boot", "embed", "frame", "again"].iter().any(|start| stem.starts_with(start)) => {
                script
            }
            _ => continue,
        };
        let word = |key: &str| match english.texts.get(key) {
            Some(Text::One(text)) => Some(text.as_str()),
            // For the element, which stands in somebody else's page.
            None if key == "languages" => Some(beside.as_str()),
            None if key == "texts" => Some(broken.as_str()),
            _ => None,
        };
        let filled = filled(&read_text(&file)?, word, escape)
            .map_err(|key| format!("{name} asks for the text {key}, which locales/en.json does not have."))?;
        write(&file, filled)?;
    }
    let unread: Vec<&str> = others.iter().filter(|other| !other.reviewed).map(|other| other.tag.as_str()).collect();
    if !unread.is_empty() {
        println!("languages that no speaker has reviewed: {}", unread.join(", "));
    }
    Ok(())
}

/// The language files of the checkout, by name.
fn languages() -> Result<Vec<Locale>, Failure> {
    let files = list(&root::root().join("locales"))?;
    let read = |file: &std::path::PathBuf| {
        let tag = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Locale::read(&tag, &read_text(file)?).map_err(|problems| problems.join("\n"))
    };
    files.iter().map(read).collect()
}

/// What is said where nothing but a script is left, in each language.
fn broken(languages: &[Locale]) -> Result<String, Failure> {
    let all = languages.iter().map(|language| {
        let texts = BROKEN.iter().map(|(name, key)| match language.texts.get(*key) {
            Some(Text::One(text)) => Ok(((*name).to_owned(), text.as_str().into())),
            _ => Err(format!("locales/{}.json has no text {key}, for which again.js asks.", language.tag)),
        });
        Ok((language.tag.clone(), serde_json::Value::Object(texts.collect::<Result<_, Failure>>()?)))
    });
    Ok(serde_json::Value::Object(all.collect::<Result<_, Failure>>()?).to_string())
}

/// Writes the languages, each under a name made from its bytes, and answers which is whose. The
/// pseudo-languages are among them: nobody is offered them, and whom the deployment gives them can have them.
fn emit(staged: &Path, english: &Locale, others: &[&Locale]) -> Result<Vec<(String, String)>, Failure> {
    let (version, mut names) = (version(english), Vec::new());
    let others = others.iter().map(|other| (other.tag.as_str(), pack(&version, &other.texts)));
    for (tag, packed) in others.chain(PSEUDO.map(|tag| (tag, pack(&version, &pseudo(tag, english))))) {
        let (start, end) = NAME;
        let name = format!("{start}{tag}-{}{end}", digest::short(packed.as_bytes()));
        write(&staged.join(&name), packed)?;
        names.push((tag.to_owned(), name));
    }
    Ok(names)
}

/// Names the languages in the page, beside its script.
fn name(page: &Path, files: &[(String, String)]) -> Result<(), Failure> {
    let html = read_text(page)?;
    let names: String = files.iter().map(|(tag, file)| format!("data-{}=/{file} ", tag.to_lowercase())).collect();
    let Some((before, after)) = html.split_once("data-js=") else {
        return Err("index.html does not name its script.".into());
    };
    write(page, format!("{before}{names}data-js={after}"))
}

/// The text with its words in place; the key that there is none for, where one is missing.
fn filled<'a>(
    text: &str,
    word: impl Fn(&str) -> Option<&'a str>,
    escape: fn(&str) -> String,
) -> Result<String, String> {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((key, tail)) = after.split_once("}}") else { break };
        out.push_str(before);
        out.push_str(&escape(word(key).ok_or_else(|| key.to_owned())?));
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
    let quoted = serde_json::Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_put_in_as_their_place_wants_them() {
        let word = |key: &str| (key == "a").then_some("x < \"y\"");
        assert_eq!(filled("<p>{{a}}</p>", word, html), Ok("<p>x &lt; &quot;y&quot;</p>".into()));
        assert_eq!(filled("say(\"{{a}}\")", word, script), Ok("say(\"x < \\\"y\\\"\")".into()));
        assert_eq!(filled("{{b}}", word, html), Err("b".into()));
    }

    #[test]
    fn every_language_of_the_checkout_stands_in_for_english() -> Result<(), Failure> {
        let languages = languages()?;
        let english = languages.iter().find(|language| language.tag == "en").ok_or("no English")?;
        let wrong: Vec<String> = languages.iter().flat_map(|other| problems(english, other)).collect();
        assert_eq!(wrong, [""; 0]);
        Ok(())
    }
}
