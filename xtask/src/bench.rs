//! How fast the page and the server are, beside others: what `docs/performance.md` says.

use std::{path::PathBuf, process::Command};

use crate::{
    Failure, digest,
    files::make,
    page, root,
    run::{command, step, unless},
    system, tools,
};

mod server;

/// What of the yardstick the built peers depend on.
const PEERS: [&str; 4] = ["apps", "build.mjs", "package.json", "package-lock.json"];
/// Our page and the peers, the one that all are compared with first. What is not at the usual address says so.
const APPS: [&str; 4] = [
    "react=dist/react",
    "react-admin=dist/react-admin@/collections?page=1&perPage=50",
    "solid=dist/solid",
    "vanilla=dist/vanilla",
];

/// What is measured.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// The page beside its peers, so many times.
    Peers { rounds: u32 },
    /// The page beside its peers, once, and only to see that it works: nothing is written down.
    Quick,
    /// How cost grows with what there is to show.
    Growth,
    /// The server beside one that serves a file.
    Server,
}

/// Measures, and writes what was found into `docs/performance.md`.
pub(crate) fn bench(what: &What) -> Result<(), Failure> {
    match what {
        What::Server => server::measure()?,
        What::Growth => {
            page::build()?;
            step("bench growth", node("growth.mjs")?.arg(root::dist()), None)?;
        }
        What::Peers { .. } | What::Quick => {
            page::build()?;
            peers()?;
            let mut measure = node("measure.mjs")?;
            measure.args(APPS).arg(format!("vitrine={}", root::dist().display()));
            match what {
                What::Peers { rounds } => measure.args(["--rounds", &rounds.to_string()]),
                _ => measure.args(["--rounds", "1", "--conditions", "fast:1", "--cpus", "1", "--out", "results/quick"]),
            };
            step("bench peers", &mut measure, None)?;
        }
    }
    let mut report = command("node");
    report.current_dir(folder()).args(match what {
        What::Peers { .. } => ["report.mjs", "peers", "results/latest.json"],
        What::Quick => ["report.mjs", "quick", "results/quick/latest.json"],
        What::Growth => ["report.mjs", "growth", "results/growth.json"],
        What::Server => ["report.mjs", "server", "results/server.json"],
    });
    let done = report.status().map_err(|error| format!("node can't be started: {error}"))?;
    if done.success() { Ok(()) } else { Err("the figures could not be written down.".into()) }
}

/// That the measuring script still does what it should, on our page alone and without a word on time.
pub(crate) fn smoke() -> Result<(), Failure> {
    let mut measure = script("measure.mjs")?;
    measure.env("PLAYWRIGHT", tools::PLAYWRIGHT.ensure()?).arg(format!("vitrine={}", root::dist().display()));
    measure.args(["--rounds", "1", "--conditions", "fast:1", "--cpus", "1", "--flips", "5"]);
    step("bench smoke", measure.args(["--base", "vitrine", "--out"]).arg(root::scratch().join("smoke")), None)
}

/// What Lighthouse says of each page, as a table; fails where it is less than all.
pub(crate) fn lighthouse() -> Result<(), Failure> {
    page::build()?;
    step("build server", command("cargo").args(["build", "--package", "vitrine-server"]), None)?;
    let mut look = script("lighthouse.mjs")?;
    look.arg(root::dist()).env("LIGHTHOUSE", tools::LIGHTHOUSE.ensure()?);
    let done = look.status().map_err(|error| format!("node can't be started: {error}"))?;
    if done.success() { Ok(()) } else { Err("not every page has 100.".into()) }
}

/// The yardstick's folder.
pub(crate) fn folder() -> PathBuf {
    root::root().join("bench")
}

/// A script of the yardstick, with all that it imports.
fn node(name: &str) -> Result<Command, Failure> {
    modules()?;
    script(name)
}

fn script(name: &str) -> Result<Command, Failure> {
    system::node()?;
    let (chromium, _) = system::browser()?;
    let mut node = command("node");
    node.current_dir(folder()).arg(name).env("CHROMIUM", chromium);
    Ok(node)
}

/// What the lock file names, unless it is there.
fn modules() -> Result<(), Failure> {
    let lock = digest::of_paths(&folder(), &["package-lock.json"])?;
    let mut npm = command("npm");
    npm.current_dir(folder()).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    unless(&folder().join("node_modules/.stamp"), &lock, "install bench", &mut npm)
}

/// The peers, unless they are as their sources say.
fn peers() -> Result<(), Failure> {
    modules()?;
    make(&folder().join("dist"))?;
    let mut build = command("node");
    build.current_dir(folder()).arg("build.mjs");
    unless(&folder().join("dist/.stamp"), &digest::of_paths(&folder(), &PEERS)?, "build peers", &mut build)
}
