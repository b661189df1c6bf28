//! Where the code's bytes come from, in both of the page's files: before wasm-bindgen and wasm-opt, by the crate
//! that defines each function, and by the module where that is ours.

use std::collections::BTreeMap;

use crate::{
    Failure, assets, files,
    reader::{CODE, CUSTOM, IMPORTS, Reader},
    root, split,
};

/// Bytes and functions by name.
type Sizes = BTreeMap<String, (usize, usize)>;
/// A name with its sizes in the first file and in the second.
type Line = (String, [(usize, usize); 2]);

/// What has no name by which it could be told.
const OTHER: &str = "other";

/// What is less (bytes, in both files together) is not listed by itself.
const LEAST: usize = 512;

/// Prints the table of crates, and writes both tables into `docs/size.md`.
pub(crate) fn report(print: bool) -> Result<(), Failure> {
    let names = [split::FIRST, split::EXTRAS];
    let mut sizes = Vec::new();
    for name in names {
        let wasm = split::folder().join(name);
        let bytes = files::read(&wasm)?;
        let by = |name| by(&bytes, name).ok_or_else(|| format!("{} can't be understood.", wasm.display()));
        sizes.push((by(|symbol| crate_of(symbol).map(|(name, _)| name.to_owned()))?, by(module_of)?));
    }
    let packed = [brotli("vitrine-")?, brotli("extras-")?];
    let crates = lines([&sizes[0].0, &sizes[1].0]);
    let mut modules = lines([&sizes[0].1, &sizes[1].1]);
    modules.retain(|(name, _)| name != OTHER);
    if print {
        println!("\n{:>9} {:>9}  bytes of code before wasm-opt, first file and second, by crate", "first", "second");
        for (name, [(first, _), (second, _)]) in &crates {
            println!("{first:>9} {second:>9}  {name}");
        }
    }
    let totals = [0, 1].map(|at| crates.iter().map(|(_, sizes)| sizes[at].0).sum::<usize>());
    let text = format!(
        "{HEAD}\n{}\n## Ours, by module\n\n{}",
        table("crate", &crates, totals, packed),
        table("module", &modules, totals, packed)
    );
    files::write(&root::root().join("docs/size.md"), text)
}

const HEAD: &str = "\
# Size

Written by `cargo xtask size`. The page's code is two files of wasm: the first view's, and one that is fetched
later. Bytes are those of the functions' code before wasm-opt, by the crate in which each is defined (a generic
function counts for the crate that wrote it, whoever calls for it); data and tables are left out. The share in
brotli is what the file takes as it is sent, divided in the same proportion: an estimate.

## By crate
";

/// The size of a file of the page, brotli.
fn brotli(start: &str) -> Result<usize, Failure> {
    let all = files::list(&root::dist())?;
    let file = all.iter().find(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(start) && name.ends_with(".wasm")
    });
    let file = file.ok_or_else(|| format!("dist/ has no {start}….wasm"))?;
    Ok(usize::try_from(files::length(&assets::sibling(file, "br"))?).unwrap_or_default())
}

/// Both files' sizes by name, the largest first.
fn lines([first, second]: [&Sizes; 2]) -> Vec<Line> {
    let mut lines: BTreeMap<&str, [(usize, usize); 2]> = BTreeMap::new();
    for (at, sizes) in [first, second].into_iter().enumerate() {
        for (name, size) in sizes {
            lines.entry(name).or_default()[at] = *size;
        }
    }
    let mut lines: Vec<Line> = lines.into_iter().map(|(name, sizes)| (name.to_owned(), sizes)).collect();
    lines.sort_by_key(|(_, sizes)| std::cmp::Reverse(sizes[0].0 + sizes[1].0));
    lines
}

/// A table for the document.
fn table(what: &str, lines: &[Line], totals: [usize; 2], packed: [usize; 2]) -> String {
    let share = |at: usize, bytes: usize| bytes * packed[at] / totals[at].max(1);
    let row = |name: &str, [first, second]: [usize; 2]| {
        format!("| {name} | {first} | {} | {second} | {} |\n", share(0, first), share(1, second))
    };
    let mut text =
        format!("| {what} | first file | brotli, about | second file | brotli, about |\n|---|---:|---:|---:|---:|\n");
    let mut rest = [0, 0];
    for (name, sizes) in lines {
        let bytes = sizes.map(|(bytes, _)| bytes);
        if bytes[0] + bytes[1] >= LEAST {
            text += &row(&format!("`{name}`"), bytes);
        } else {
            rest = [rest[0] + bytes[0], rest[1] + bytes[1]];
        }
    }
    text + &row("less than 512 bytes each", rest)
}

/// Bytes and functions by the name that a symbol gives; those without one are other's.
fn by(wasm: &[u8], name_of: fn(&str) -> Option<String>) -> Option<Sizes> {
    let mut reader = Reader::of(wasm)?;
    let (mut imported, mut sizes, mut names) = (0, Vec::new(), BTreeMap::new());
    while !reader.is_empty() {
        let kind = reader.byte()?;
        let mut section = reader.block()?;
        match kind {
            IMPORTS => imported = section.imported_functions()?,
            CODE => {
                for _ in 0..section.number()? {
                    sizes.push(section.block()?.bytes().len());
                }
            }
            CUSTOM if section.block()?.bytes() == b"name" => names = section.function_names()?,
            _ => {}
        }
    }
    let mut crates = Sizes::new();
    for (index, size) in sizes.into_iter().enumerate() {
        let name = names.get(&(imported + index)).and_then(|name| name_of(name)).unwrap_or_else(|| OTHER.to_owned());
        let (bytes, functions) = crates.entry(name).or_insert((0, 0));
        *bytes += size;
        *functions += 1;
    }
    Some(crates)
}

/// The first crate in a symbol (`Cs<disambiguator>_<length><name>`), and what follows it.
fn crate_of(symbol: &str) -> Option<(&str, &str)> {
    symbol.match_indices("Cs").find_map(|(at, _)| {
        let (disambiguator, rest) = symbol[at + 2..].split_once('_')?;
        let (name, rest) = identifier(rest)?;
        disambiguator.bytes().all(|byte| byte.is_ascii_alphanumeric()).then_some((name, rest))
    })
}

/// `<length><name>`, and what follows it.
fn identifier(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let end = digits + text[..digits].parse::<usize>().ok()?;
    Some((text.get(digits..end)?, text.get(end..)?))
}

/// The module of one of our functions, two steps deep at most: `ui::share`.
fn module_of(symbol: &str) -> Option<String> {
    let (_, mut rest) = crate_of(symbol).filter(|(name, _)| *name == "vitrine")?;
    // Each module of a path is announced before its crate: `NtNtCs…`.
    let depth = symbol.split("Cs").next()?.bytes().rev().collect::<Vec<_>>();
    let depth = depth.chunks(2).take_while(|pair| *pair == b"tN").count().min(2);
    let mut path = Vec::new();
    for _ in 0..depth {
        let (name, after) = identifier(rest)?;
        path.push(name);
        rest = after;
    }
    Some(if path.is_empty() { "vitrine".to_owned() } else { path.join("::") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_are_read_from_symbols() {
        let symbol = "_RNCNvXs_NtCsV4bpEnoUrZ_6tachys14reactive_graphNCINvNtCscpkPbgtW2UL_6leptos8for_loop";
        assert_eq!(crate_of(symbol).map(|(name, _)| name), Some("tachys"));
        assert_eq!(crate_of("__wbindgen_malloc"), None);
        assert_eq!(crate_of("Cs_99short"), None);
    }

    #[test]
    fn modules_are_read_from_symbols() {
        let module = |symbol| module_of(symbol).unwrap_or_default();
        assert_eq!(module("_RNvNtNtCsx_7vitrine2ui5share9dialog_of"), "ui::share");
        assert_eq!(module("_RNCNvNtNtNtCsx_7vitrine2ui5share4desk3new0"), "ui::share");
        assert_eq!(module("_RNvNtCsx_7vitrine5route4read"), "route");
        assert_eq!(module("_RNvCsx_7vitrine4main"), "vitrine");
        assert_eq!(module("_RNvNtCsx_6leptos5mount4main"), "");
    }

    #[test]
    fn functions_are_added_up() {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.extend([2, 7, 1, 1, b'm', 1, b'f', 0, 0]);
        wasm.extend([10, 8, 2, 2, 0, 0, 3, 0, 0, 0]);
        let name = b"_RNvCsx_1a1f";
        let length = name.len() as u8;
        wasm.extend([0, 5 + 2 + 3 + length, 4]);
        wasm.extend(b"name");
        wasm.extend([1, 3 + length, 1, 2, length]);
        wasm.extend(name);
        let of = |symbol: &str| crate_of(symbol).map(|(name, _)| name.to_owned());
        let expected = BTreeMap::from([("a".to_owned(), (3, 1)), ("other".to_owned(), (2, 1))]);
        assert_eq!(by(&wasm, of), Some(expected));
        assert_eq!(by(&wasm[..wasm.len() - 1], of), None);
        assert_eq!(by(b"no wasm", of), None);
    }
}
