//! Every check and every test: the quick ones first, and an end at the first that fails.

use std::{
    path::PathBuf,
    process::{Command, ExitCode},
    time::Instant,
};

use crate::{
    Failure, files, page,
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
    for (name, arguments) in stages(&names(&files::list(&root::root().join("tests"))?)) {
        let mut tests = cargo("test");
        tests.args(arguments).args(filter);
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

/// What is tested in which order: the rest, then the page's crate without a browser, then with one. `tests` are the
/// names of the page's test files; those in a browser begin with `browser`.
fn stages(tests: &[String]) -> Vec<(&'static str, Vec<String>)> {
    let of_page = |first: &[&str], browser: bool| {
        let chosen = tests.iter().filter(|name| name.starts_with("browser") == browser);
        let chosen = chosen.flat_map(|name| ["--test".to_owned(), name.clone()]);
        ["--package", "vitrine"].iter().chain(first).map(ToString::to_string).chain(chosen).collect::<Vec<_>>()
    };
    let rest = ["--workspace", "--exclude", "vitrine"].map(str::to_owned).to_vec();
    let mut stages = vec![("tests of the other crates", rest), ("tests of the page", of_page(&["--bins"], false))];
    if tests.iter().any(|name| name.starts_with("browser")) {
        stages.push((BROWSER, of_page(&[], true)));
    }
    stages
}

/// The test targets among files: those right below `tests/`.
fn names(files: &[PathBuf]) -> Vec<String> {
    let direct = files.iter().filter(|file| file.parent().is_some_and(|folder| folder.ends_with("tests")));
    let rust = direct.filter(|file| file.extension().is_some_and(|end| end == "rs"));
    rust.filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned())).collect()
}

/// What the tests in a browser need.
fn browser(tests: &mut Command) -> Result<(), Failure> {
    let axe = tools::AXE.ensure()?;
    let (chromium, driver) = system::browser()?;
    tests.env("VITRINE_DIST", root::dist()).env("VITRINE_AXE", axe);
    tests.env("CHROMIUM", chromium).env("CHROMEDRIVER", driver);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_in_a_browser_come_last() {
        let files = ["tests/browser.rs", "tests/contract.rs", "tests/support/browser.rs", "tests/README.md"];
        let names = names(&files.map(PathBuf::from));
        assert_eq!(names, ["browser", "contract"]);
        let stages = stages(&names);
        assert_eq!(stages[1].1, ["--package", "vitrine", "--bins", "--test", "contract"]);
        assert_eq!(stages[2], (BROWSER, ["--package", "vitrine", "--test", "browser"].map(str::to_owned).to_vec()));
    }
}
