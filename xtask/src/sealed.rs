//! What the page and the element fetch is refused where it is not what was built: the page names, beside each file,
//! the sum of its bytes, and so does the element's module.

use std::path::Path;

use vitrine_policy::{FOREVER, cache_control};

use crate::{Failure, digest, files::read};

/// What trunk is told and leaves in the page: it would take sums of files that are changed after it.
const LEFT: &str = " data-integrity=none";

/// Whoever takes what was fetched ahead for a script: Chromium, and Firefox. WebKit, which knows neither feature, would
/// fetch it a second time (https://github.com/trunk-rs/trunk/issues/229).
const TAKES: &str = "(device-posture:continuous),(min--moz-device-pixel-ratio:0)";

/// The page, where each tag that fetches a file with a lasting name has the sum of that file in `folder`.
pub(crate) fn page(html: &str, folder: &Path) -> Result<String, Failure> {
    let html = html.replace(LEFT, "");
    let mut out = String::with_capacity(html.len() + 400);
    let mut rest = &*html;
    while let Some((before, tail)) = rest.split_once('<') {
        let (tag, after) = tail.split_once('>').ok_or("index.html has a tag without an end.")?;
        out.push_str(before);
        out.push('<');
        out.push_str(tag);
        if let Some(name) = fetched(tag) {
            // A preload for a script to fetch knows no sum; the script does, from here.
            let sum = digest::integrity(&read(&folder.join(name))?);
            out.push_str(&if tag.contains("as=fetch") {
                format!(" data-sum=\"{sum}\" media=\"{TAKES}\"")
            } else {
                format!(" integrity=\"{sum}\"")
            });
        }
        out.push('>');
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// The file with a lasting name that a tag fetches.
fn fetched(tag: &str) -> Option<&str> {
    let mut words = tag.split_whitespace();
    // What a style sheet may do, the policy says; its sum would be 40 bytes more of the first view.
    if tag.contains("rel=stylesheet") {
        return None;
    }
    words.next().filter(|name| ["link", "script"].contains(name))?;
    let address = words.find_map(|word| word.strip_prefix("href=").or_else(|| word.strip_prefix("src=")))?;
    address.trim_matches('"').strip_prefix('/').filter(|name| cache_control(name) == FOREVER)
}

/// The element's module, where it names the sum of a file by what trunk calls that.
pub(crate) fn module(text: &str, old: &str, bytes: &[u8]) -> String {
    text.replace(&format!("sha256-{old}"), &digest::integrity(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_lasting_name_has_a_sum() {
        for (tag, name) in [
            ("link href=/a-0123456789abcdef.js rel=modulepreload", Some("a-0123456789abcdef.js")),
            ("link href=/a-0123456789abcdef.css rel=stylesheet", None),
            ("script src=\"/a-0123456789abcdef.js\" type=module", Some("a-0123456789abcdef.js")),
            ("link href=/favicon.svg rel=icon", None),
            ("meta data-js=/a-0123456789abcdef.js", None),
            ("script", None),
        ] {
            assert_eq!(fetched(tag), name, "{tag}");
        }
    }

    #[test]
    fn the_sum_is_of_the_bytes() -> Result<(), Failure> {
        let folder = std::env::temp_dir().join(format!("vitrine-sealed-{}", std::process::id()));
        crate::files::make(&folder)?;
        crate::files::write(&folder.join("a-0123456789abcdef.js"), "abc")?;
        let sealed = page("<p>x</p><script data-integrity=none src=/a-0123456789abcdef.js></script>", &folder);
        crate::files::remove(&folder)?;
        let sum = digest::integrity(b"abc");
        let expected = format!("<p>x</p><script src=/a-0123456789abcdef.js integrity=\"{sum}\"></script>");
        assert_eq!(sealed, Ok(expected));
        assert_eq!(module("\"sha256-a.css\"", "a.css", b"abc"), format!("\"{sum}\""));
        Ok(())
    }
}
