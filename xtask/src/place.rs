//! Moves the built page to another path: only its entry file names where it lives.

use std::path::Path;

use crate::{
    Failure, assets,
    files::{read_text, write},
};

/// Where the page says which folder it lives in.
const MARK: &str = "data-base=";

/// Makes the page in `folder` live under `base`: a path with a slash at both ends.
pub(crate) fn place(base: &str, folder: &Path) -> Result<(), Failure> {
    check(base)?;
    let page = folder.join("index.html");
    let html = read_text(&page)?;
    let moved = moved(&html, base)?;
    if moved != html {
        write(&page, moved)?;
        assets::pack(&page)?;
    }
    Ok(())
}

/// The entry file under another base: each address in it begins with the base, and nothing else does.
fn moved(html: &str, base: &str) -> Result<String, Failure> {
    let now = html.split_once(MARK).and_then(|(_, rest)| rest.split([' ', '>']).next());
    let now = now.filter(|now| check(now).is_ok()).ok_or("index.html does not say where it lives.")?;
    Ok(html.replace(&format!("={now}"), &format!("={base}")))
}

/// Whether it can stand in the page without quotes, and be compared with the address that a browser shows.
fn check(base: &str) -> Result<(), Failure> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~%!$&'()*+,;:@".contains(&byte);
    let steps = !base.contains("//") && base.split('/').all(|step| step != "." && step != "..");
    if base.starts_with('/') && base.ends_with('/') && steps && base.bytes().all(plain) {
        Ok(())
    } else {
        Err(format!("`{base}` is no path: it begins and ends with a slash, as in /videos/."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<link href=/style.css><meta data-base=/ data-js=/a.js><p>1/2 = /</p>";

    #[test]
    fn every_address_moves_and_comes_back() -> Result<(), Failure> {
        let there = moved(HTML, "/videos/")?;
        assert_eq!(there, "<link href=/videos/style.css><meta data-base=/videos/ data-js=/videos/a.js><p>1/2 = /</p>");
        // As the recipe for whoever has only the folder does it.
        assert_eq!(there, HTML.replace("=/", "=/videos/"));
        assert_eq!(moved(&there, "/videos/")?, there);
        assert_eq!(moved(&moved(&there, "/a/b/")?, "/")?, HTML);
        assert!(moved("<p>", "/").is_err());
        Ok(())
    }

    #[test]
    fn only_paths_are_bases() {
        for base in ["/", "/videos/", "/a/b%20c/"] {
            assert_eq!(check(base), Ok(()));
        }
        for base in ["", "videos/", "/videos", "//a/", "/a//", "/../", "/a b/", "/a>/", "/a\"/", "https://a/"] {
            assert!(check(base).is_err(), "{base}");
        }
    }
}
