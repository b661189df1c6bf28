//! The page's build: style sheets, trunk, names, compressed siblings.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use crate::{
    Failure, assets, digest, root,
    run::{command, step},
    style, system, tools,
    wasm::{self, Environment},
};

/// All that the built page depends on.
const INPUTS: [&str; 11] = [
    "src",
    "style",
    "locales",
    "build.rs",
    "index.html",
    "boot.js",
    "favicon.svg",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "xtask/src",
];

/// Builds `dist/`, unless nothing has changed since it was built.
pub(crate) fn build() -> Result<(), Failure> {
    let (dist, stamp) = (root::dist(), root::scratch().join("stamp"));
    let current = digest::of_paths(&root::root(), &INPUTS)?;
    let built = fs::read_to_string(&stamp).is_ok_and(|stamp| stamp == current);
    if built && dist.join("index.html").is_file() {
        println!("page: up to date");
        return Ok(());
    }
    system::node()?;
    system::compiler()?;
    let environment = wasm::environment()?;
    let tools = [tools::TRUNK.ensure()?, tools::WASM_BINDGEN.ensure()?, tools::WASM_OPT.ensure()?];

    let staged = root::scratch().join("dist");
    prepare(&staged)?;
    fetch(&environment)?;
    trunk(&tools, &staged, &environment)?;
    let start = Instant::now();
    assets::rename(&staged)?;
    assets::compress(&staged)?;
    eprintln!("compress … {:.1} s", start.elapsed().as_secs_f64());
    publish(&staged, &dist)?;
    // Cargo may have completed its lock file on the way.
    let current = digest::of_paths(&root::root(), &INPUTS)?;
    fs::write(&stamp, current).map_err(|error| format!("{} can't be written: {error}", stamp.display()))
}

/// An empty staging folder, and the one style sheet beside it.
fn prepare(staged: &Path) -> Result<(), Failure> {
    let problem = |error| format!("{} can't be made: {error}", staged.display());
    if staged.exists() {
        fs::remove_dir_all(staged).map_err(problem)?;
    }
    fs::create_dir_all(staged).map_err(problem)?;
    let sheet = style::join(&root::root().join("style"))?;
    fs::write(root::scratch().join("style.css"), sheet).map_err(problem)
}

/// Downloads what the build needs, as the build itself is offline.
fn fetch(environment: &Environment) -> Result<(), Failure> {
    let mut cargo = command("cargo");
    cargo.arg("fetch").envs(environment.iter().map(|(name, value)| (name, value)));
    step("fetch crates", &mut cargo, None)
}

fn trunk(tools: &[PathBuf], staged: &Path, environment: &Environment) -> Result<(), Failure> {
    let mut trunk = command(&tools[0]);
    trunk.args(["build", "--color", "never", "--dist"]).arg(staged);
    trunk.envs(environment.iter().map(|(name, value)| (name, value)));
    trunk.env("CARGO_TARGET_DIR", root::root().join("target/page-build"));
    // Trunk takes some settings from the environment, and reads NO_COLOR as a boolean.
    trunk.env_remove("NO_COLOR");
    let path = environment.iter().find(|(name, _)| *name == "PATH").map(|(_, value)| value.clone());
    let path = path.or_else(|| std::env::var("PATH").ok()).unwrap_or_default();
    let folders = tools[1..].iter().filter_map(|tool| tool.parent().map(Path::to_owned));
    let joined = std::env::join_paths(folders.chain(std::env::split_paths(&path)));
    trunk.env("PATH", joined.map_err(|error| format!("PATH: {error}"))?);
    step("build page", &mut trunk, None)
}

/// Puts the finished folder in the place of the old one.
fn publish(staged: &Path, dist: &Path) -> Result<(), Failure> {
    let problem = |error| format!("{} can't be made: {error}", dist.display());
    if dist.exists() {
        fs::remove_dir_all(dist).map_err(problem)?;
    }
    fs::rename(staged, dist).map_err(problem)
}
