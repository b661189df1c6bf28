//! The files of the element: its style sheet, made from the page's, and its module, whose name stays.

use std::path::Path;

use vitrine_policy::FRAME;

use crate::{
    Failure, assets,
    files::{read_text, write},
    root,
};

/// The module that a portal imports.
pub(crate) const MODULE: &str = "embed.js";
/// What stands beside it as it is: types, the page in a frame and what holds it, and what makes content items of LTI
/// of what was chosen.
const BESIDE: [&str; 8] = [
    "embed.d.ts",
    "embed-react.d.ts",
    FRAME,
    "frame.js",
    "frame-host.js",
    "frame-host.d.ts",
    "deep-linking.js",
    "deep-linking.d.ts",
];
/// What makes an npm package of the folder.
const PACKAGE: &str = "package.json";

/// The element's style sheet, before it is named by its bytes.
pub(crate) const STYLE: &str = "embed.css";
/// The second one, of what its first view does not need.
pub(crate) const REST: &str = "embed-rest.css";

/// Pixels that `rem` means where nobody has changed it: in a condition there are no custom properties.
const REM: f64 = 16.0;

/// Writes the element's files into the staged folder, from the page's style sheets: the first one, and the others.
pub(crate) fn write_files(staged: &Path, first: &str, later: &str) -> Result<(), Failure> {
    let own = read_text(&root::root().join("style/element.css"))?;
    write(&staged.join(STYLE), style(&(first.to_owned() + &own)))?;
    write(&staged.join(REST), style(later))?;
    write(&staged.join(PACKAGE), package())?;
    for name in [MODULE, assets::AGAIN].into_iter().chain(BESIDE) {
        write(&staged.join(name), read_text(&root::root().join(name))?)?;
    }
    Ok(())
}

/// The folder as `npm pack` takes it: without what only a server of the page needs.
fn package() -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        r#"{{
  "name": "vitrine-collections",
  "version": "{version}",
  "type": "module",
  "sideEffects": ["./embed.js"],
  "exports": {{
    ".": {{ "types": "./embed.d.ts", "default": "./embed.js" }},
    "./react": {{ "types": "./embed-react.d.ts" }},
    "./frame-host": {{ "types": "./frame-host.d.ts", "default": "./frame-host.js" }},
    "./deep-linking": {{ "types": "./deep-linking.d.ts", "default": "./deep-linking.js" }},
    "./*": "./*"
  }},
  "files": ["*.js", "*.d.ts", "embed.html", "*.wasm", "embed-*.css", "words-*.json"]
}}
"#
    )
}

/// The page's style sheet for a shadow root: sizes follow `--vt-rem` instead of the root of somebody else's page,
/// and light or dark follow the page around.
fn style(page: &str) -> String {
    let page = page.replace("    color-scheme: light dark;\n", "").replace(":root, :host", ":host");
    let mut out = String::with_capacity(page.len() * 5 / 4);
    // Whether what is read is the condition of an at-rule.
    let mut condition = false;
    let mut rest = &*page;
    while let Some(first) = rest.chars().next() {
        condition = match first {
            '@' => true,
            '{' | ';' => false,
            _ => condition,
        };
        let before = out.chars().next_back().unwrap_or(' ');
        let starts = !(before.is_alphanumeric() || matches!(before, '-' | '_' | '.' | '#'));
        let number = rest.trim_start_matches(['-', '+']);
        let end = number.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(number.len());
        let whole = rest.len() - number.len() + end;
        match rest[whole..].strip_prefix("rem") {
            Some(after) if starts && end > 0 && !after.starts_with(|c: char| c.is_alphanumeric() || c == '-') => {
                let value = &rest[..whole];
                out += &match value.parse::<f64>() {
                    Ok(value) if condition => format!("{}px", value * REM),
                    _ => format!("calc({value}*var(--vt-rem))"),
                };
                rest = after;
            }
            _ => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::style;

    #[test]
    fn sizes_follow_the_element() {
        for (page, element) in [
            ("a { gap: .5rem -1rem; }", "a { gap: calc(.5*var(--vt-rem)) calc(-1*var(--vt-rem)); }"),
            (
                "@container vt (inline-size < 40rem) { a { top: 2rem } }",
                "@container vt (inline-size < 640px) { a { top: calc(2*var(--vt-rem)) } }",
            ),
            ("a { inset: calc(100% - 1.5rem) 1em 3px }", "a { inset: calc(100% - calc(1.5*var(--vt-rem))) 1em 3px }"),
            (".h1rem { color: #123rem; --x-2rem: 1remark }", ".h1rem { color: #123rem; --x-2rem: 1remark }"),
            (
                ":root, :host {\n    color-scheme: light dark;\n    --a: 1rem;\n",
                ":host {\n    --a: calc(1*var(--vt-rem));\n",
            ),
        ] {
            assert_eq!(style(page), element);
        }
    }
}
