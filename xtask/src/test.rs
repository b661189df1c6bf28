//! Every check and every test.

use std::{
    io::{BufRead as _, BufReader},
    process::{Command, ExitCode, Stdio},
    time::Instant,
};

use crate::{
    Failure, page, root,
    run::{command, step},
    size, system, tools,
};

/// What the test runs said.
#[derive(Default, Debug, PartialEq, Eq)]
struct Counts {
    passed: u64,
    failed: u64,
}

impl Counts {
    /// Adds what a line like `test result: ok. 3 passed; 0 failed; …` says.
    fn add(&mut self, line: &str) {
        let Some(rest) = line.trim_start().strip_prefix("test result:") else {
            return;
        };
        let words: Vec<&str> = rest.split_whitespace().collect();
        for pair in words.windows(2) {
            let count = pair[0].parse().unwrap_or(0);
            match pair[1].trim_end_matches(';') {
                "passed" => self.passed += count,
                "failed" => self.failed += count,
                _ => {}
            }
        }
    }

    /// A check that failed counts as a failure.
    fn check(&mut self, outcome: &Result<(), Failure>) -> bool {
        if let Err(problem) = outcome {
            eprintln!("error: {problem}");
            self.failed += 1;
        }
        outcome.is_ok()
    }
}

/// Runs all of it, goes on after a failure where that makes sense, and ends with the counts.
pub(crate) fn test() -> ExitCode {
    let mut counts = Counts::default();
    counts.check(&step("format", command("cargo").args(["fmt", "--all", "--check"]), None));
    let clippy = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    counts.check(&step("clippy", command("cargo").args(clippy), None));
    if counts.check(&page::build()) {
        counts.check(&size::check());
        match tests() {
            Ok(mut cargo) => {
                let outcome = stream(&mut cargo, &mut counts);
                counts.check(&outcome);
            }
            Err(problem) => {
                counts.check(&Err(problem));
            }
        }
    }
    println!("{} passed, {} failed", counts.passed, counts.failed);
    if counts.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The tests' command, with what the browser ones need.
fn tests() -> Result<Command, Failure> {
    let axe = tools::AXE.ensure()?;
    let (chromium, driver) = system::browser()?;
    let mut cargo = command("cargo");
    cargo.args(["test", "--workspace", "--no-fail-fast"]);
    cargo.env("VITRINE_DIST", root::dist()).env("VITRINE_AXE", axe);
    cargo.env("CHROMIUM", chromium).env("CHROMEDRIVER", driver);
    Ok(cargo)
}

/// Shows the output as it comes and counts along.
fn stream(cargo: &mut Command, counts: &mut Counts) -> Result<(), Failure> {
    let start = Instant::now();
    let problem = |error| format!("cargo test: {error}");
    let mut child = cargo.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(problem)?;
    let before = counts.failed;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = String::from_utf8_lossy(&line.map_err(problem)?).into_owned();
            println!("{line}");
            counts.add(&line);
        }
    }
    let status = child.wait().map_err(problem)?;
    eprintln!("tests … {:.1} s", start.elapsed().as_secs_f64());
    // A failure that no line has told of: a crate that does not compile, a test process that died.
    if status.success() || counts.failed > before { Ok(()) } else { Err(format!("cargo test: {status}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_summed() {
        let mut counts = Counts::default();
        counts.add("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s");
        counts.add("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out");
        counts.add("test pages::shows_3 passed; 9 failed");
        assert_eq!(counts, Counts { passed: 15, failed: 2 });
    }

    #[test]
    fn a_failed_check_counts() {
        let mut counts = Counts::default();
        assert!(!counts.check(&Err("no".into())) && counts.check(&Ok(())));
        assert_eq!(counts.failed, 1);
    }
}
