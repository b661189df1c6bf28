//! What the documents name as a test is one.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

/// The names in backticks that end so.
fn named<'a>(text: &'a str, ending: &str) -> Vec<&'a str> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted
        .filter(|name| name.ends_with(ending) && !name.contains("://") && !name.contains(char::is_whitespace))
        .collect()
}

fn there(name: &str, folders: &[&str]) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    folders.iter().map(|folder| root.join(folder).join(name)).find(|path| path.exists())
}

#[test]
fn each_test_that_security_md_names_is_there() {
    let text = include_str!("../SECURITY.md");
    let names = named(text, ".rs");
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        let path = there(name, &["gateway/tests", "gateway/src", ""]);
        let source = path.and_then(|path| std::fs::read_to_string(path).ok());
        let tests = |source: String| ["#[test]", "#[tokio::test]", "tasks!["].iter().any(|mark| source.contains(mark));
        assert!(source.is_some_and(tests), "{name}");
    }
}

#[test]
fn each_file_that_reliability_md_names_is_there() {
    let text = include_str!("../docs/reliability.md");
    let names = [named(text, ".rs"), named(text, "/"), named(text, ".toml")].concat();
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        assert!(there(name, &[""]).is_some(), "{name}");
    }
}
