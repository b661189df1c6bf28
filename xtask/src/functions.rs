//! Where the code's bytes come from: the page's wasm before wasm-bindgen and wasm-opt, by the crate that defines
//! each function.

use std::collections::BTreeMap;

use crate::{
    Failure, files,
    reader::{CODE, CUSTOM, IMPORTS, Reader},
    root,
};

/// Prints a table of bytes and functions a crate, the largest first.
pub(crate) fn report() -> Result<(), Failure> {
    let wasm = root::page_target().join("wasm32-unknown-unknown/release/vitrine.wasm");
    let crates = by_crate(&files::read(&wasm)?).ok_or_else(|| format!("{} can't be understood.", wasm.display()))?;
    let mut crates: Vec<_> = crates.into_iter().collect();
    crates.sort_by_key(|(_, (bytes, _))| std::cmp::Reverse(*bytes));
    println!("\n{:>9} {:>9}  of code before wasm-opt, by crate", "bytes", "functions");
    for (name, (bytes, functions)) in crates {
        println!("{bytes:>9} {functions:>9}  {name}");
    }
    Ok(())
}

/// Bytes and functions of each crate.
fn by_crate(wasm: &[u8]) -> Option<BTreeMap<String, (usize, usize)>> {
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
    let mut crates = BTreeMap::new();
    for (index, size) in sizes.into_iter().enumerate() {
        let name = names.get(&(imported + index)).and_then(|name| crate_of(name)).unwrap_or("other");
        let (bytes, functions) = crates.entry(name.to_owned()).or_insert((0, 0));
        *bytes += size;
        *functions += 1;
    }
    Some(crates)
}

/// The first crate in a symbol: `Cs<disambiguator>_<length><name>`.
fn crate_of(symbol: &str) -> Option<&str> {
    symbol.match_indices("Cs").find_map(|(at, _)| {
        let (disambiguator, rest) = symbol[at + 2..].split_once('_')?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let name = rest.get(digits..digits + rest[..digits].parse::<usize>().ok()?)?;
        disambiguator.bytes().all(|byte| byte.is_ascii_alphanumeric()).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_are_read_from_symbols() {
        let symbol = "_RNCNvXs_NtCsV4bpEnoUrZ_6tachys14reactive_graphNCINvNtCscpkPbgtW2UL_6leptos8for_loop";
        assert_eq!(crate_of(symbol), Some("tachys"));
        assert_eq!(crate_of("__wbindgen_malloc"), None);
        assert_eq!(crate_of("Cs_99short"), None);
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
        let expected = BTreeMap::from([("a".to_owned(), (3, 1)), ("other".to_owned(), (2, 1))]);
        assert_eq!(by_crate(&wasm), Some(expected));
        assert_eq!(by_crate(&wasm[..wasm.len() - 1]), None);
        assert_eq!(by_crate(b"no wasm"), None);
    }
}
