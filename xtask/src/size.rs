//! The size of the first view.

use std::path::Path;

use vitrine_words::PSEUDO;

use crate::{Failure, assets, files, root};

/// Bytes, brotli, that the first view may take: document, scripts, wasm and styles.
const LIMIT: u64 = 120_000;

/// Prints the sizes.
pub(crate) fn report() -> Result<(), Failure> {
    measure().map(drop)
}

/// Prints the sizes and insists on the limit.
pub(crate) fn check() -> Result<(), Failure> {
    let total = measure()?;
    if total <= LIMIT {
        Ok(())
    } else {
        Err(format!("The first view takes {total} bytes, {} more than it may.", total - LIMIT))
    }
}

/// Prints a table of the first view and answers its total, brotli.
fn measure() -> Result<u64, Failure> {
    let dist = root::dist();
    let (mut all, mut total) = (0, 0);
    println!("{:>9} {:>9}  bytes of the first view", "raw", "brotli");
    let (first, later): (Vec<_>, Vec<_>) =
        files::list(&dist)?.into_iter().filter(|f| counts(f)).partition(|f| !is_later(f));
    for file in first {
        let (raw, packed) = line(&dist, &file)?;
        all += raw;
        total += packed;
    }
    println!("{all:>9} {total:>9}  of {LIMIT}");
    println!("{:>19}  fetched later", "");
    for file in later {
        line(&dist, &file)?;
    }
    println!("{:>19}  languages, of which a page fetches the one that is not English", "");
    for file in files::list(&dist)?.into_iter().filter(|file| is_language(file)) {
        line(&dist, &file)?;
    }
    Ok(total)
}

/// Prints a file's bytes, raw and brotli, and answers them.
fn line(dist: &Path, file: &Path) -> Result<(u64, u64), Failure> {
    let (raw, packed) = (files::length(file)?, files::length(&assets::sibling(file, "br"))?);
    println!("{raw:>9} {packed:>9}  {}", file.strip_prefix(dist).unwrap_or(file).display());
    Ok((raw, packed))
}

/// Whether a file is not of the page's first view: fetched later, or the element's.
fn is_later(file: &Path) -> bool {
    file.file_name().is_some_and(|name| {
        [&b"extras-"[..], b"again-", b"later-", b"more-", b"embed", b"frame", b"deep-linking"]
            .iter()
            .any(|start| name.as_encoded_bytes().starts_with(start))
    })
}

/// Whether a file holds the texts of a language that people are offered.
fn is_language(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.strip_prefix("words-")
        .is_some_and(|name| name.ends_with(".json") && !PSEUDO.iter().any(|tag| name.starts_with(tag)))
}

fn counts(file: &Path) -> bool {
    file.extension().and_then(|end| end.to_str()).is_some_and(|end| ["html", "js", "css", "wasm"].contains(&end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_view_counts() {
        assert!(counts(Path::new("vitrine-1_bg.wasm")) && counts(Path::new("index.html")));
        assert!(!counts(Path::new("index.html.br")) && !counts(Path::new("favicon.svg")));
    }
}
