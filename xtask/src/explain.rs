//! Failures whose cause lies outside the project.

/// What stands in an error for a cause, and the one line for a person.
const CAUSES: [(&[&str], &str); 4] = [
    (&["No space left on device", "os error 28", "ENOSPC"], "the disk is full."),
    (&["linker `cc` not found", "is `cc` not installed"], "there is no C compiler (`cc`); install gcc."),
    (&["Address already in use", "os error 98", "EADDRINUSE"], "the port is in use; choose another."),
    (
        &[
            "Could not resolve host",
            "Couldn't resolve host",
            "Temporary failure resolving",
            "failed to lookup address",
            "dns error",
            "Network is unreachable",
            "network is unreachable",
            "EAI_AGAIN",
            "ENOTFOUND",
            "ENETUNREACH",
            "ECONNREFUSED",
            "Could not connect to server",
            "Failed to connect to",
            "Couldn't connect to server",
            "you're using offline mode",
        ],
        "no network, and something has yet to be downloaded.",
    ),
];

/// Beginnings of a line that tells of an error: cargo and rustc, trunk, npm, apt.
const ERRORS: [&str; 8] = ["error:", "error[", "error ", "ERROR", "npm error", "npm ERR!", "E: ", "Err:"];

/// Errors that only say that there was one before.
const SUMMARIES: [&str; 7] = [
    "could not compile",
    "aborting due to",
    "error from build pipeline",
    "build pipeline failed",
    "bad status",
    "build failed",
    "Unable to locate package",
];

/// One line for what has nothing to do with the project.
///
/// A log names many things that are not the cause, such as a download that was tried again and came: only the
/// last error counts.
pub(crate) fn explain(log: &str) -> Option<&'static str> {
    let error = last_error(log);
    CAUSES.iter().find(|(signs, _)| signs.iter().any(|sign| error.contains(sign))).map(|(_, reason)| *reason)
}

/// The last error of a log that says what was wrong, to where the next one begins. All of it where none is marked.
pub(crate) fn last_error(log: &str) -> &str {
    let mut end = log.len();
    let mut starts = starts(log);
    while let Some(start) = starts.pop() {
        let block = &log[start..end];
        if !SUMMARIES.iter().any(|summary| block.lines().next().is_some_and(|line| line.contains(summary))) {
            return block;
        }
        end = start;
    }
    log
}

/// Where errors begin. Lines in a row that all tell of errors are one error.
fn starts(log: &str) -> Vec<usize> {
    let (mut starts, mut at, mut inside) = (Vec::new(), 0, false);
    for line in log.split_inclusive('\n') {
        let text = after_time(line);
        let marked = ERRORS.iter().any(|mark| text.starts_with(mark));
        if marked && !inside {
            starts.push(at);
        }
        inside = marked;
        at += line.len();
    }
    starts
}

/// A line without the time that trunk puts before it.
fn after_time(line: &str) -> &str {
    let line = line.trim_start();
    match line.split_once(' ') {
        Some((time, rest)) if time.ends_with('Z') && time.starts_with(|c: char| c.is_ascii_digit()) => {
            rest.trim_start()
        }
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: Option<&str> = Some("the disk is full.");
    const OFFLINE: Option<&str> = Some("no network, and something has yet to be downloaded.");

    #[test]
    fn cargo_without_network() {
        let log = "    Updating the index\n\
            warning: spurious network error (3 tries remaining): [6] Could not resolve hostname\n\
            error: failed to download from `https://host.example/serde`\n\nCaused by:\n  \
            [6] Could not resolve hostname (Could not resolve host: host.example)\n";
        assert_eq!(explain(log), OFFLINE);
        let log = "error: failed to get `serde` as a dependency\n\nCaused by:\n  attempting to make an HTTP \
            request, but --offline was specified\n  you're using offline mode";
        assert_eq!(explain(log), OFFLINE);
    }

    #[test]
    fn npm_and_apt_without_network() {
        let npm = "npm error code ENOTFOUND\nnpm error syscall getaddrinfo\nnpm error errno ENOTFOUND\n\
            npm error A complete log of this run can be found in: /home/somebody/x.log\n";
        assert_eq!(explain(npm), OFFLINE);
        let apt = "Ign:1 http://host.example stable/main lld-19\nErr:1 http://host.example stable/main lld-19\n  \
            Temporary failure resolving 'host.example'\nE: Failed to fetch http://host.example/lld  Temporary \
            failure resolving 'host.example'\nE: Unable to fetch some archives, maybe run apt-get update?\n";
        assert_eq!(explain(apt), OFFLINE);
    }

    #[test]
    fn rustup_without_network() {
        let log = "info: downloading component rust-std\nerror: could not download file from 'https://host.example'\n\
            error: error sending request: client error (Connect): dns error: failed to lookup address information\n";
        assert_eq!(explain(log), OFFLINE);
    }

    #[test]
    fn what_was_overcome_is_not_the_cause() {
        let log = "warning: spurious network error (2 tries remaining): Could not resolve host: host.example\n\
            warning: retrying, Network is unreachable\n   Compiling vitrine\n\
            error[E0308]: mismatched types\n --> src/main.rs:1:1\n\n\
            error: could not compile `vitrine` (bin \"vitrine\") due to 1 previous error\n";
        assert_eq!(explain(log), None);
        assert!(last_error(log).starts_with("error[E0308]"));
    }

    #[test]
    fn a_full_disk_behind_a_summary() {
        let log = "error: linking with `cc` failed: exit status: 1\n  |\n  = note: ld: final link failed: \
            No space left on device\n\nerror: could not compile `xtask` (bin \"xtask\") due to 1 previous error\n";
        assert_eq!(explain(log), FULL);
        let log = "error: failed to write `/x/lib.rmeta`: No space left on device (os error 28)\n\n\
            2026-01-02T03:04:05.678901Z ERROR error from build pipeline\n\nCaused by:\n  \
            cargo call to executable 'cargo' returned a bad status: exit status: 101\n";
        assert_eq!(explain(log), FULL);
        assert_eq!(explain("x/index.html can't be written: No space left on device (os error 28)"), FULL);
    }

    #[test]
    fn a_port_in_use() {
        let log = "listening fails\nerror: 127.0.0.1:8080: Address already in use (os error 98)\n";
        assert_eq!(explain(log), Some("the port is in use; choose another."));
    }

    #[test]
    fn a_compiler_that_is_missing() {
        assert!(explain("error: linker `cc` not found\n").is_some_and(|line| line.contains("gcc")));
        assert_eq!(explain(""), None);
    }
}
