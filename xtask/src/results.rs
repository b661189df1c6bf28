//! What test runs say: shown without what is of no interest, and counted.

use std::{
    fmt,
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
    time::Instant,
};

use crate::Failure;

/// Tests, counted.
#[derive(Default, Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    passed: u64,
    failed: u64,
    ignored: u64,
}

impl Counts {
    /// Tests that ran.
    pub(crate) fn ran(&self) -> u64 {
        self.passed + self.failed
    }

    /// Adds what a line like `test result: ok. 3 passed; 0 failed; …` says, and whether it is one.
    fn add(&mut self, line: &str) -> bool {
        let Some(rest) = line.trim_start().strip_prefix("test result:") else {
            return false;
        };
        let words: Vec<&str> = rest.split_whitespace().collect();
        for pair in words.windows(2) {
            let count = pair[0].parse().unwrap_or(0);
            match pair[1].trim_end_matches(';') {
                "passed" => self.passed += count,
                "failed" => self.failed += count,
                "ignored" => self.ignored += count,
                _ => {}
            }
        }
        true
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} ignored", self.passed, self.failed, self.ignored)
    }
}

/// Runs tests, shows what they say as it comes, and counts along. `all`: those that pass are shown as well.
pub(crate) fn stream(name: &str, cargo: &mut Command, all: bool, counts: &mut Counts) -> Result<(), Failure> {
    let (start, before) = (Instant::now(), counts.ran());
    let problem = |error| format!("{name}: {error}");
    eprintln!("{name} …");
    let mut child = cargo.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(problem)?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = String::from_utf8_lossy(&line.map_err(problem)?).into_owned();
            if !counts.add(&line) && (is_news(&line) || all && line.starts_with("test ")) {
                println!("{line}");
            }
        }
    }
    let status = child.wait().map_err(problem)?;
    let (ran, seconds) = (counts.ran() - before, start.elapsed().as_secs_f64());
    eprintln!("{name} … {ran} in {seconds:.1} s{}", if status.success() { "" } else { ", failed" });
    if status.success() { Ok(()) } else { Err(format!("{name} failed ({status}); what failed stands above.")) }
}

/// A test that passed is no news, nor is that there are tests.
fn is_news(line: &str) -> bool {
    let passed = line.starts_with("test ") && (line.ends_with(" ... ok") || line.contains(" ... ignored"));
    let counted = line.starts_with("running ") && (line.ends_with(" tests") || line.ends_with(" test"));
    !(passed || counted || line.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_summed() {
        let mut counts = Counts::default();
        counts.add("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s");
        counts.add("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out");
        assert!(!counts.add("test pages::shows_3 passed; 9 failed"));
        assert_eq!(counts, Counts { passed: 15, failed: 2, ignored: 1 });
        assert_eq!(counts.to_string(), "15 passed, 2 failed, 1 ignored");
    }

    #[test]
    fn only_news_are_shown() {
        for line in ["test a::b ... ok", "running 3 tests", "", "test a ... ignored, needs a phone"] {
            assert!(!is_news(line), "{line}");
        }
        for line in ["test a::b ... FAILED", "thread 'a' panicked at src/x.rs:1:2:", "    a::b"] {
            assert!(is_news(line), "{line}");
        }
    }
}
