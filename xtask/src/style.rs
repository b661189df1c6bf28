//! Style sheets out of `style/*.css`: what the first view needs, what is fetched after it, and what only some need.

use std::path::Path;

use crate::{
    Failure,
    files::{list, read_text},
};

/// The sheets of the first view, in the order in which they are joined.
pub(crate) const FIRST: [&str; 8] = ["tokens", "base", "shell", "rows", "pager", "media", "toast", "states"];

/// The sheets of what the second file of wasm draws.
pub(crate) const LATER: [&str; 4] = ["list", "dialog", "share", "report"];
/// What they are in, before it is named by its bytes.
pub(crate) const LATER_FILE: &str = "later.css";

/// The sheet that only the element has.
const ELEMENT: &str = "element";
/// The sheets that the page links for those who need them, and the element has with all others.
pub(crate) const MORE: [&str; 1] = ["more"];
/// What they are in, before it is named by its bytes.
pub(crate) const MORE_FILE: &str = "more.css";
/// Who needs it: all that its rules are for.
const NEEDS: &str = "print,(prefers-contrast:more),(forced-colors:active),(prefers-reduced-transparency:reduce)";

/// Joins sheets of a folder. A sheet that has no place in the order is a mistake.
pub(crate) fn join(folder: &Path, sheets: &[&str]) -> Result<String, Failure> {
    let files = list(folder)?;
    let names: Vec<String> =
        files.iter().filter_map(|file| Some(file.file_name()?.to_string_lossy().into_owned())).collect();
    if let Some(stray) = stray(&names) {
        return Err(format!("style/{stray} has no place in the order of style sheets (xtask/src/style.rs)."));
    }
    let mut joined = String::new();
    for name in sheets {
        joined += &read_text(&folder.join(format!("{name}.css")))?;
        joined.push('\n');
    }
    Ok(joined)
}

/// The document with links to the other sheets, which nothing fetches before the page has started, unless somebody
/// needs it (`boot.js`).
pub(crate) fn link(html: &str) -> Result<String, Failure> {
    // Addresses stand without quotes, as everywhere in the page: so `place` finds them.
    let link = |file: &str, needs: &str| format!("<link disabled rel=stylesheet href=/{file}{needs}>");
    let needs = format!(r#" media="{NEEDS}""#);
    let (before, after) = html.split_once("</head>").ok_or("index.html has no </head>.")?;
    Ok(format!("{before}{}{}</head>{after}", link(MORE_FILE, &needs), link(LATER_FILE, "")))
}

fn stray(names: &[String]) -> Option<&String> {
    let known = |stem: &str| stem == ELEMENT || [&FIRST[..], &LATER, &MORE].concat().contains(&stem);
    names.iter().find(|name| name.strip_suffix(".css").is_some_and(|stem| !known(stem)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_sheet_is_linked_for_those_who_need_it() -> Result<(), Failure> {
        let html = link("<html><head></head>")?;
        assert!(
            html.starts_with(r#"<html><head><link disabled rel=stylesheet href=/more.css media="print,"#),
            "{html}"
        );
        // Each rule of it stands under a condition that the link names.
        let sheet = join(&crate::root::root().join("style"), &MORE)?;
        for condition in sheet.lines().filter_map(|line| line.trim().strip_prefix("@media ")) {
            let wanted = condition.trim_end_matches(" {").replace(": ", ":");
            assert!(NEEDS.split(',').any(|need| need == wanted), "{wanted}");
        }
        assert!(link("<html>").is_err());
        Ok(())
    }

    #[test]
    fn only_listed_sheets_pass() {
        assert_eq!(stray(&["base.css".into(), "README.md".into()]), None);
        assert_eq!(stray(&["base.css".into(), "extra.css".into()]), Some(&"extra.css".to_owned()));
    }
}
