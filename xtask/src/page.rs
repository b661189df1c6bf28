//! The page's build: style sheets, trunk, names, compressed siblings.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    Failure, assets, digest, embed,
    files::{make, read_text, remove, rename, write},
    lock, place,
    progress::Progress,
    root,
    run::{command, step},
    sbom, slim, split, style, system, tools,
    wasm::{self, Route},
    words,
};

/// All of the checkout that the built page depends on.
const INPUTS: [&str; 25] = [
    "src",
    "style",
    "locales",
    "words/Cargo.toml",
    "words/src",
    "build.rs",
    "index.html",
    "again.js",
    "boot.js",
    "embed.js",
    "embed.d.ts",
    "embed-react.d.ts",
    "embed.html",
    "frame.js",
    "frame-host.js",
    "frame-host.d.ts",
    "deep-linking.js",
    "deep-linking.d.ts",
    "favicon.svg",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    ".cargo",
    "xtask/Cargo.toml",
    "xtask/src",
];

/// Builds `dist/`, unless nothing has changed since it was built.
pub(crate) fn build() -> Result<(), Failure> {
    let _lock = lock::hold(&root::root().join("target/page.lock"), "build page")?;
    let (dist, stamp) = (root::dist(), root::scratch().join("stamp"));
    let built = read_text(&stamp).unwrap_or_default();
    let last = built.split_once(' ').and_then(|(route, _)| Route::named(route));
    let forced = Route::forced()?;
    let ready = Route::ready(forced, last);
    if let Some(route) = ready
        && built == inputs(route)?
        && dist.join("index.html").is_file()
    {
        println!("page: up to date");
        // Whatever was built lives at the root, until it is placed elsewhere.
        return place::place("/", &dist);
    }
    system::node()?;
    system::compiler()?;
    let route = ready.map_or_else(|| Route::set_up(forced), Ok)?;
    let tools =
        [tools::TRUNK.ensure()?, tools::WASM_BINDGEN.ensure()?, tools::WASM_SPLIT.ensure()?, tools::WASM_OPT.ensure()?];
    tools::ESBUILD.ensure()?;
    fetch(route)?;
    // Cargo has completed its lock file, and nothing is read yet: what is edited from now on counts as not built.
    let current = inputs(route)?;
    let staged = root::scratch().join("dist");
    prepare(&staged)?;
    trunk(&tools, &staged, route)?;
    styles(&staged)?;
    words::fill(&staged)?;
    slim::slim(&staged)?;
    let progress = Progress::new("compress");
    let done = assets::rename(&staged).and_then(|()| assets::compress(&staged));
    progress.end(done.is_ok());
    done?;
    sbom::write_into(&staged)?;
    publish(&staged, &dist, &stamp)?;
    write(&stamp, current)
}

/// The route, and a digest of all that the page is made of.
fn inputs(route: Route) -> Result<String, Failure> {
    let files = digest::of_paths(root::root(), &INPUTS)?;
    Ok(format!("{route} {}", digest::short(format!("{files}\n{}", route.describe()).as_bytes())))
}

/// An empty staging folder, and the first style sheet beside it, for trunk to take.
fn prepare(staged: &Path) -> Result<(), Failure> {
    remove(staged)?;
    make(staged)?;
    let sheets = root::root().join("style");
    write(&root::scratch().join("style.css"), style::join(&sheets, &style::FIRST)?)
}

/// Puts the other style sheets beside the page and links them, and makes the element's of all.
fn styles(staged: &Path) -> Result<(), Failure> {
    let sheets = root::root().join("style");
    let (later, more) = (style::join(&sheets, &style::LATER)?, style::join(&sheets, &style::MORE)?);
    embed::write_files(staged, &read_text(&root::scratch().join("style.css"))?, &(later.clone() + &more))?;
    write(&staged.join(style::LATER_FILE), later)?;
    write(&staged.join(style::MORE_FILE), more)?;
    let page = staged.join("index.html");
    write(&page, style::link(&read_text(&page)?)?)
}

/// Downloads what the build needs, as the build itself is offline.
fn fetch(route: Route) -> Result<(), Failure> {
    let mut cargo = command("cargo");
    cargo.args(["fetch", "--target", wasm::TARGET]);
    step("fetch crates", surround(&mut cargo, route, &[])?, None)
}

fn trunk([trunk, bindgen, splitter, opt]: &[PathBuf; 4], staged: &Path, route: Route) -> Result<(), Failure> {
    let mut trunk = command(trunk);
    trunk.args(["build", "--color", "never", "--dist"]).arg(staged);
    // Trunk takes settings from the environment, and reads NO_COLOR as a boolean.
    let settings = std::env::vars_os().map(|(name, _)| name);
    for name in settings.filter(|name| name == "NO_COLOR" || name.as_encoded_bytes().starts_with(b"TRUNK_")) {
        trunk.env_remove(name);
    }
    let stand_in = split::stand_in(&mut trunk, bindgen, splitter)?;
    let folders = [Some(&*stand_in), bindgen.parent(), opt.parent()].into_iter().flatten();
    let folders: Vec<&Path> = folders.collect();
    step("build page", surround(&mut trunk, route, &folders)?, None)
}

/// Gives a command the environment of the page's build and nothing else that changes what is built.
fn surround<'a>(command: &'a mut Command, route: Route, folders: &[&Path]) -> Result<&'a mut Command, Failure> {
    for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "RUSTC_WORKSPACE_WRAPPER"] {
        command.env_remove(name);
    }
    command.env("CARGO_TARGET_DIR", root::page_target()).envs(route.environment());
    let path = std::env::var_os("PATH").unwrap_or_default();
    let first = folders.iter().map(PathBuf::from).chain(route.folders().iter().map(PathBuf::from));
    let path = std::env::join_paths(first.chain(std::env::split_paths(&path)));
    Ok(command.env("PATH", path.map_err(|error| format!("PATH: {error}"))?))
}

/// Puts the finished folder in the place of the old one. Until all is well there is no stamp, whatever happens.
fn publish(staged: &Path, dist: &Path, stamp: &Path) -> Result<(), Failure> {
    let old = root::scratch().join("old");
    for leftover in [stamp, &old] {
        remove(leftover)?;
    }
    if dist.exists() {
        rename(dist, &old)?;
    }
    rename(staged, dist)?;
    remove(&old)
}
