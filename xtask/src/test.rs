//! Every check and every test: the quick ones first, and an end at the first that fails.

use std::{
    iter,
    path::PathBuf,
    process::{Command, ExitCode},
    time::Instant,
};

use crate::{
    Failure, bench,
    engines::{Engine, Engines, Run},
    examples, files, page,
    results::{Counts, stream},
    root,
    run::{beside, command, step},
    size, system, tools,
};

/// Runs all of it, or the tests that a filter leaves, and ends with a line of counts and times.
pub(crate) fn test(filter: Option<&str>, engines: Engines) -> ExitCode {
    let (mut counts, start) = (Counts::default(), Instant::now());
    let outcome = all(filter, engines, &mut counts);
    if let Err(problem) = &outcome {
        eprintln!("error: {problem}");
    }
    let verdict = if outcome.is_ok() { "all good" } else { "failed" };
    println!("{verdict}: {counts}; {} s", start.elapsed().as_secs());
    if outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn all(filter: Option<&str>, engines: Engines, counts: &mut Counts) -> Result<(), Failure> {
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
    // What a machine lacks is told before anything takes long.
    let runs = engines.runs();
    runs.iter().try_for_each(|run| run.settings().map(drop))?;
    for (name, arguments) in stages(&names()?) {
        if name == BROWSER && filter.is_none() {
            bench::smoke()?;
        }
        let tests = || {
            let mut tests = cargo("test");
            tests.arg("--workspace").args(&arguments).arg("--").args(filter);
            tests
        };
        if name == BROWSER {
            for run in &runs {
                let mut tests = tests();
                browser(&mut tests, *run)?;
                stream(&run.title(), &mut tests, filter.is_some(), counts)?;
            }
        } else {
            stream(name, &mut tests(), filter.is_some(), counts)?;
        }
    }
    match filter {
        Some(filter) if counts.ran() == 0 => Err(format!("No test has `{filter}` in its name.")),
        _ => Ok(()),
    }
}

/// Has elements come, turn pages and go, so many times, and prints what is left of them.
pub(crate) fn leaks(rounds: u32) -> Result<(), Failure> {
    alone("rounds_leave_nothing", &[("VITRINE_ROUNDS", rounds.to_string())])
}

/// A person's tasks on a bad network, so many steps, and prints what became of them.
pub(crate) fn chaos(steps: u32, seed: u64) -> Result<(), Failure> {
    let settings = [("VITRINE_STEPS", steps.to_string()), ("VITRINE_SEED", seed.to_string())];
    alone("whatever_fails_the_screen_ends_up_as_the_server_is", &settings)
}

/// So many minutes of a working day, squeezed, and prints what is left of them.
pub(crate) fn day(minutes: u32) -> Result<(), Failure> {
    alone("a_long_day_leaves_nothing_behind", &[("VITRINE_MINUTES", minutes.to_string())])
}

/// One test in Chromium, by itself, with all that it says.
fn alone(name: &str, settings: &[(&str, String)]) -> Result<(), Failure> {
    page::build()?;
    let mut tests = cargo("test");
    tests.args(["--workspace", "--test", BROWSER_FILE, "--", name]).envs(settings.iter().cloned());
    browser(&mut tests, Run { engine: Engine::Chromium, main: false })?;
    let status = tests.status().map_err(|error| format!("cargo can't be started: {error}"))?;
    if status.success() { Ok(()) } else { Err("it did not hold; what was found stands above.".into()) }
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
fn browser(tests: &mut Command, run: Run) -> Result<(), Failure> {
    let axe = tools::AXE.ensure()?;
    tests.env("VITRINE_NGINX", system::nginx()?).env("VITRINE_CADDY", system::caddy()?);
    tests.env("VITRINE_DIST", root::dist()).env("VITRINE_AXE", axe).env("VITRINE_EXAMPLES", examples::build()?);
    tests.envs(run.settings()?);
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
