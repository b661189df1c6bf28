//! What trunk has built, made smaller: exports that nothing uses go, names between wasm and script become
//! short, the script is minified.

use std::path::Path;

use crate::{
    Failure, assets, embed, files,
    glue::{self, Names},
    reader, root,
    run::{command, log, step},
    split, style, tools,
};

/// How wasm-opt makes it small. Not by taking for granted that nothing traps (`-tnh`, 2 kB less): a panic has to
/// stay one.
/// Functions of up to five instructions go into those that call them: fewer to compile, and 290 bytes less, brotli;
/// with more, the file grows (eight: 400 bytes more).
/// Nothing is kept in the first KiB of memory, which is the far end of the stack: 500 bytes less.
/// Once more for speed and size is 300 bytes less than for size alone. What names tools and features, nobody reads.
const SMALL: [&str; 9] = [
    "--low-memory-unused",
    "--always-inline-max-function-size=5",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Os",
    "--strip-producers",
    "--strip-target-features",
];
const SHORT_NAMES: &str = "--minify-imports-and-exports-and-modules";

/// Makes the page's wasm and its script smaller, in place.
pub(crate) fn slim(folder: &Path) -> Result<(), Failure> {
    let (wasm, script) = (folder.join("vitrine_bg.wasm"), folder.join("vitrine.js"));
    drop_exports(&wasm)?;
    shrink(&wasm, "shrink page", &[SHORT_NAMES])?;
    let names = Names::read(&files::read_text(&log("shrink page"))?)?;
    files::write(&script, names.fit(&files::read_text(&script)?)?)?;
    let extras = folder.join(split::EXTRAS);
    files::write(&extras, files::read(&split::folder().join(split::EXTRAS))?)?;
    shrink(&extras, "shrink extras", &[])?;
    // It becomes part of the script that imports it.
    let loader = folder.join(split::SCRIPT);
    files::write(&loader, names.fit_loader(&files::read_text(&split::folder().join(split::SCRIPT))?)?)?;
    minify(&script)?;
    let sheets = ["style.css", style::LATER_FILE, style::MORE_FILE, embed::STYLE, embed::REST];
    for file in sheets.into_iter().chain(["boot.js", assets::AGAIN, embed::MODULE]) {
        minify(&folder.join(file))?;
    }
    files::remove(&loader)
}

/// Removes exports that only unused classes of the script call, and all that only they need.
fn drop_exports(wasm: &Path) -> Result<(), Failure> {
    let bytes = files::read(wasm)?;
    let exports = reader::exports(&bytes).ok_or_else(|| format!("{} can't be understood.", wasm.display()))?;
    let graph = root::scratch().join("exports.json");
    files::write(&graph, reachable(exports.into_iter().filter(|name| !glue::is_unused(name))))?;
    let mut metadce = command(tools::WASM_OPT.ensure()?.with_file_name("wasm-metadce"));
    metadce.arg(wasm).args(features()?).arg("--graph-file").arg(graph).arg("-o").arg(wasm);
    step("drop exports", &mut metadce, None)
}

/// A graph for wasm-metadce that reaches what is exported under these names.
fn reachable<'a>(exports: impl Iterator<Item = &'a str>) -> String {
    let (mut nodes, mut reached) = (Vec::new(), Vec::new());
    for (index, name) in exports.enumerate() {
        nodes.push(format!(r#"{{"name": "e{index}", "export": "{name}"}}"#));
        reached.push(format!(r#""e{index}""#));
    }
    nodes.push(format!(r#"{{"name": "root", "root": true, "reaches": [{}]}}"#, reached.join(", ")));
    format!("[{}]", nodes.join(",\n"))
}

/// Makes wasm small, in place.
fn shrink(wasm: &Path, name: &str, more: &[&str]) -> Result<(), Failure> {
    let mut opt = command(tools::WASM_OPT.ensure()?);
    opt.arg(wasm).args(features()?).args(SMALL).args(more).arg("-o").arg(wasm);
    step(name, &mut opt, None)
}

/// The features of wasm that the page may use, as `index.html` names them for trunk.
fn features() -> Result<Vec<String>, Failure> {
    let html = files::read_text(&root::root().join("index.html"))?;
    let named = html.split_once("data-wasm-opt-params=\"").and_then(|(_, rest)| rest.split_once('"'));
    let (named, _) = named.ok_or("index.html does not name the features of wasm in data-wasm-opt-params.")?;
    Ok(named.split_whitespace().map(str::to_owned).collect())
}

/// Minifies a script, in place, and leaves out what it does not use.
fn minify(script: &Path) -> Result<(), Failure> {
    let mut esbuild = command(tools::ESBUILD.ensure()?);
    esbuild.arg(script).args(["--minify", "--bundle", "--format=esm", "--target=es2022", "--charset=utf8"]);
    esbuild
        .arg(format!("--external:./{}", assets::AGAIN))
        .arg("--allow-overwrite")
        .arg(format!("--outfile={}", script.display()));
    step("minify script", &mut esbuild, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_graph_reaches_what_is_kept() {
        let graph = reachable(["main", "memory"].into_iter());
        assert!(graph.contains(r#""export": "memory""#) && graph.ends_with(r#""reaches": ["e0", "e1"]}]"#));
    }

    #[test]
    fn features_are_named_one_by_one() -> Result<(), Failure> {
        let features = features()?;
        assert!(features.iter().all(|feature| feature.starts_with("--enable-")) && !features.is_empty());
        Ok(())
    }
}
