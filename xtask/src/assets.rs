//! The built files get names made from their final bytes, and compressed siblings.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};
use vitrine_policy::{FOREVER, cache_control};

use crate::{
    Failure, digest, embed,
    files::{self, read, read_text, write},
    sealed,
    split::EXTRAS,
    style, words,
};

/// What trunk calls the files, each before those that name it, and the end that its name keeps.
const NAMED: [(&str, &str, &str); 10] = [
    ("vitrine_bg.wasm", "vitrine-", "_bg.wasm"),
    (EXTRAS, "extras-", ".wasm"),
    ("vitrine.js", "vitrine-", ".js"),
    ("style.css", "style-", ".css"),
    (style::LATER_FILE, "later-", ".css"),
    (style::MORE_FILE, "more-", ".css"),
    (embed::STYLE, "embed-", ".css"),
    (embed::REST, "embed-rest-", ".css"),
    (AGAIN, "again-", ".js"),
    ("boot.js", "boot-", ".js"),
];

/// What is done where the application has broken: the start script and the element name it.
pub(crate) const AGAIN: &str = "again.js";

/// How the names that are made from bytes begin and end.
pub(crate) fn lasting() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMED.iter().map(|(_, start, end)| (*start, *end)).chain([words::NAME])
}

/// What is worth compressing.
const TEXTS: [&str; 6] = ["html", "js", "css", "wasm", "svg", "json"];

/// Renames the files of a folder and rewrites who names them.
pub(crate) fn rename(folder: &Path) -> Result<(), Failure> {
    let page = folder.join("index.html");
    let mut html = read_text(&page)?;
    let module = folder.join(embed::MODULE);
    let mut element = read_text(&module)?;
    let mut parts: Vec<(&str, String)> = Vec::new();
    for (old, start, end) in NAMED {
        let from = folder.join(old);
        if old == "boot.js" {
            let (name, new) = parts.iter().find(|(name, _)| *name == AGAIN).ok_or("again.js has no name yet.")?;
            write(&from, refer(&read_text(&from)?, old, name, new)?)?;
        }
        if old == "vitrine.js" {
            let mut script = read_text(&from)?;
            for (old, new) in &parts {
                // The sum first: its place is named by the old name too.
                script = sealed::module(&script, old, &read(&folder.join(new))?);
                script = refer(&script, "vitrine.js", old, new)?;
            }
            write(&from, script)?;
        }
        let bytes = read(&from)?;
        let new = format!("{start}{}{end}", digest::short(&bytes));
        element = sealed::module(&element, old, &bytes);
        let to = folder.join(&new);
        files::rename(&from, &to)?;
        if element.contains(old) {
            element = refer(&element, embed::MODULE, &format!("./{old}"), &format!("./{new}"))?;
        }
        // What is fetched later, or for the element, the page does not name.
        if ![EXTRAS, embed::STYLE, embed::REST, AGAIN].contains(&old) {
            html = refer(&html, "index.html", &format!("/{old}"), &format!("/{new}"))?;
        }
        if old.ends_with(".wasm") || old == AGAIN {
            parts.push((old, new));
        }
    }
    write(&page, sealed::page(&html, folder)?)?;
    write(&module, element)?;
    files::list(folder)?.iter().try_for_each(|file| honest(file, &read(file)?))
}

/// A name that is cached for ever must have been made from the file's final bytes.
fn honest(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    if cache_control(&name) != FOREVER || name.contains(&digest::short(bytes)) {
        Ok(())
    } else {
        Err(format!("{name} would be cached for ever under a name that is not made from its bytes."))
    }
}

/// The text of `file` with another file's new name.
fn refer(text: &str, file: &str, old: &str, new: &str) -> Result<String, Failure> {
    if text.contains(old) { Ok(text.replace(old, new)) } else { Err(format!("{file} does not refer to {old}.")) }
}

/// Writes `.br` and `.gz` beside every file worth it.
pub(crate) fn compress(folder: &Path) -> Result<(), Failure> {
    for file in files::list(folder)? {
        let end = file.extension().and_then(|end| end.to_str()).unwrap_or_default();
        if TEXTS.contains(&end) {
            pack(&file)?;
        }
    }
    Ok(())
}

/// Writes `.br` and `.gz` beside a file.
pub(crate) fn pack(file: &Path) -> Result<(), Failure> {
    let bytes = read(file)?;
    write(&sibling(file, "br"), brotli(&bytes)?)?;
    write(&sibling(file, "gz"), gzip(&bytes)?)
}

/// `name.js` → `name.js.br`.
pub(crate) fn sibling(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(end);
    name.into()
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    // A window of 256 KiB: what unpacks it needs no more memory than that, and the page's wasm comes out smaller than with
    // the largest one.
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 18);
    writer.write_all(bytes).map_err(|error| format!("brotli: {error}"))?;
    Ok(writer.into_inner())
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(bytes).and_then(|()| writer.finish()).map_err(|error| format!("gzip: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_follow_a_name() {
        let html = r#"<link href="/style.css"><a href="/style.css">"#;
        let expected = r#"<link href="/style-1.css"><a href="/style-1.css">"#;
        assert_eq!(refer(html, "index.html", "/style.css", "/style-1.css"), Ok(expected.into()));
        assert!(refer(html, "index.html", "/boot.js", "/boot-1.js").is_err());
    }

    #[test]
    fn compressed_bytes_come_back() -> Result<(), Box<dyn std::error::Error>> {
        use std::io::Read as _;
        let text = b"collections ".repeat(200);
        let mut back = Vec::new();
        brotli::Decompressor::new(&brotli(&text)?[..], 4096).read_to_end(&mut back)?;
        assert_eq!(back, text);
        back.clear();
        flate2::read::GzDecoder::new(&gzip(&text)?[..]).read_to_end(&mut back)?;
        assert_eq!(back, text);
        Ok(())
    }

    #[test]
    fn only_final_bytes_make_a_lasting_name() {
        assert_eq!(honest(Path::new("vitrine-ba7816bf8f01cfea_bg.wasm"), b"abc"), Ok(()));
        assert!(honest(Path::new("vitrine-ba7816bf8f01cfea_bg.wasm"), b"abd").is_err());
        assert_eq!(honest(Path::new("snippets/some-ba7816bf8f01cfea/inline0.js"), b"abd"), Ok(()));
    }

    #[test]
    fn siblings_keep_the_whole_name() {
        assert_eq!(sibling(Path::new("a/b.js"), "br"), Path::new("a/b.js.br"));
    }
}
