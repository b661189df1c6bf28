//! Two style sheets out of `style/*.css`: what the first view needs, and what is fetched after it.

use std::path::Path;

use crate::{
    Failure,
    files::{list, read_text},
};

/// The sheets of the first view, in the order in which they are joined.
pub(crate) const FIRST: [&str; 8] = ["tokens", "base", "shell", "rows", "pager", "media", "toast", "states"];

/// The sheets of what the second file of wasm draws.
pub(crate) const LATER: [&str; 3] = ["dialog", "share", "report"];

/// The sheet that only the element has.
const ELEMENT: &str = "element";

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

fn stray(names: &[String]) -> Option<&String> {
    let known = |stem: &str| stem == ELEMENT || FIRST.contains(&stem) || LATER.contains(&stem);
    names.iter().find(|name| name.strip_suffix(".css").is_some_and(|stem| !known(stem)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_sheets_pass() {
        assert_eq!(stray(&["base.css".into(), "README.md".into()]), None);
        assert_eq!(stray(&["base.css".into(), "extra.css".into()]), Some(&"extra.css".to_owned()));
    }
}
