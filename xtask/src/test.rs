//! Every check and every test: the quick ones first, and an end at the first that fails.

use std::{
    iter,
    path::PathBuf,
    process::{Command, ExitCode},
    time::Instant,
};

use crate::{
    Failure, bench, examples, files, page,
    results::{Counts, stream},
    root,
    run::{beside, command, step},
    size, system, tools,
};

/// Runs all of it, or the tests that a filter leaves, and ends with a line of counts and times.
pub(crate) fn test(filter: Option<&str>) -> ExitCode {
    let (mut counts, start) = (Counts::default(), Instant::now());
    let outcome = all(filter, &mut counts);
    if let Err(problem) = &outcome {
        eprintln!("error: {problem}");
    }
    let verdict = if outcome.is_ok() { "all good" } else { "failed" };
    println!("{verdict}: {counts}; {} s", start.elapsed().as_secs());
    if outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn all(filter: Option<&str>, counts: &mut Counts) -> Result<(), Failure> {
    system::lints()?;
    if filter.is_none() {
        step("format", command("cargo").args(["fmt", "--all", "--check"]), None)?;
    }
    let mut build = cargo("build");
    build.args(["--workspace", "--all-targets"]);
    beside("lint and compile", build, page::build)?;
    if filter.is_none() {
        size::check()?;
    }
    for (name, arguments) in stages(&names()?) {
        if name == BROWSER && filter.is_none() {
            bench::smoke()?;
        }
        let mut tests = cargo("test");
        tests.arg("--workspace").args(arguments).arg("--").args(filter);
        if name == BROWSER {
            browser(&mut tests)?;
        }
        stream(name, &mut tests, filter.is_some(), counts)?;
    }
    match filter {
        Some(filter) if counts.ran() == 0 => Err(format!("No test has `{filter}` in its name.")),
        _ => Ok(()),
    }
}

/// Has elements come, turn pages and go, so many times, and prints what is left of them.
pub(crate) fn leaks(rounds: u32) -> Result<(), Failure> {
    page::build()?;
    let mut tests = cargo("test");
    tests.args(["--workspace", "--test", BROWSER_FILE, "--", "rounds_leave_nothing"]);
    browser(tests.env("VITRINE_ROUNDS", rounds.to_string()))?;
    let status = tests.status().map_err(|error| format!("cargo can't be started: {error}"))?;
    if status.success() { Ok(()) } else { Err("something is left of what has gone.".into()) }
}

/// Cargo with the lints' compiler in the place of the ordinary one for our own crates. It is the ordinary one and
/// lints on the way, so that nothing is compiled twice: `cargo clippy` would go through every dependency once
/// more, for nothing but its metadata.
fn cargo(verb: &str) -> Command {
    let mut cargo = command("cargo");
    cargo.arg(verb).env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
    cargo.env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__");
    cargo
}

const BROWSER: &str = "browser tests";
const BROWSER_FILE: &str = "browser";

/// What is tested in which order: the quick ones, and last what needs a browser. `files` are the names of the test
/// files; those in a browser begin with `browser`. It is the whole workspace each time: with a part of it, cargo
/// unites other features, and compiles anew.
fn stages(files: &[String]) -> Vec<(&'static str, Vec<String>)> {
    let (browser, others): (Vec<_>, Vec<_>) = files.iter().partition(|name| name.starts_with(BROWSER_FILE));
    let chosen = |names: &[&String]| names.iter().flat_map(|name| ["--test".to_owned(), name.to_string()]).collect();
    let of = |arguments: &[&str]| arguments.iter().map(ToString::to_string).collect();
    let all: [(_, Vec<String>); 4] = [
        ("unit tests", of(&["--lib", "--bins"])),
        ("documentation tests", of(&["--doc"])),
        ("integration tests", chosen(&others)),
        (BROWSER, chosen(&browser)),
    ];
    all.into_iter().filter(|(_, arguments)| !arguments.is_empty()).collect()
}

/// The names of all test files: right below a package's `tests/`, as a file or as a folder with a `main.rs`.
fn names() -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    for package in iter::once(root::root().to_owned()).chain(files::entries(root::root())?) {
        let files = files::entries(&package.join("tests")).unwrap_or_default();
        let is_test =
            |file: &&PathBuf| file.extension().is_some_and(|end| end == "rs") || file.join("main.rs").is_file();
        let rust = files.iter().filter(is_test);
        names.extend(rust.filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned())));
    }
    names.sort();
    names.dedup();
    Ok(names)
}

/// What the tests in a browser need.
fn browser(tests: &mut Command) -> Result<(), Failure> {
    let axe = tools::AXE.ensure()?;
    let (chromium, driver) = system::browser()?;
    tests.env("VITRINE_NGINX", system::nginx()?).env("VITRINE_CADDY", system::caddy()?);
    tests.env("VITRINE_DIST", root::dist()).env("VITRINE_AXE", axe).env("VITRINE_EXAMPLES", examples::build()?);
    tests.env("CHROMIUM", chromium).env("CHROMEDRIVER", driver);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_in_a_browser_come_last() {
        let stages = stages(&["around", "browser", "contract"].map(str::to_owned));
        assert_eq!(stages[2].1, ["--test", "around", "--test", "contract"]);
        assert_eq!(stages[3], (BROWSER, ["--test", "browser"].map(str::to_owned).to_vec()));
    }

    #[test]
    fn test_files_are_found_in_every_package() {
        assert!(
            names().is_ok_and(|names| ["browser", "operations"].iter().all(|name| names.contains(&(*name).into())))
        );
    }
}
