//! Running other programs: a line of progress, a log, the log's tail when it fails.

use std::{
    env,
    ffi::OsStr,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread::{self, sleep},
    time::Duration,
};

use crate::{
    Failure,
    explain::{explain, last_error},
    files,
    lock::nothing_to_read,
    progress::Progress,
    root,
};

/// Set when one of two steps has failed: the other need not go on.
static STOP: AtomicBool = AtomicBool::new(false);
const STOPPED: &str = "stopped, since something else has failed.";

/// A command in the checkout's root, free of what `cargo run` put into the environment: another cargo than the
/// one that runs this must not take it for its own.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root::root());
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(is_of_cargo_run) {
            command.env_remove(name);
        }
    }
    command
}

fn is_of_cargo_run(name: &str) -> bool {
    ["CARGO", "CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE", "LD_LIBRARY_PATH", "OUT_DIR"].contains(&name)
        || ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"].iter().any(|start| name.starts_with(start))
}

/// Where the output of a step goes.
pub(crate) fn log(name: &str) -> PathBuf {
    root::logs().join(format!("{}.log", name.replace(|c: char| !c.is_ascii_alphanumeric(), "-")))
}

/// Runs a command to its end and shows how long it takes. Its output goes to a log.
pub(crate) fn step(name: &str, command: &mut Command, limit: Option<Duration>) -> Result<(), Failure> {
    if STOP.load(Ordering::Relaxed) {
        return Err(STOPPED.into());
    }
    let path = log(name);
    let log = create(&path)?;
    let errors = log.try_clone().map_err(|error| unwritable(&path, &error))?;
    command.stdin(nothing_to_read()).stdout(log).stderr(errors);
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command.spawn().map_err(|error| format!("{name}: `{program}` can't be started: {error}"))?;
    let mut progress = Progress::new(name);
    loop {
        let done = child.try_wait().map_err(|error| format!("{name}: {error}"))?;
        if let Some(status) = done {
            progress.end(status.success());
            return if status.success() { Ok(()) } else { Err(failure(name, &path)) };
        }
        let stopped = STOP.load(Ordering::Relaxed);
        if stopped || limit.is_some_and(|limit| progress.elapsed() > limit) {
            let _ = child.kill();
            let _ = child.wait();
            progress.end(false);
            return Err(if stopped { STOPPED.into() } else { format!("{name}: no answer within its time limit.") });
        }
        sleep(Duration::from_millis(50));
        progress.tick();
    }
}

/// Runs a step whose last success the stamp tells.
pub(crate) fn unless(stamp: &Path, current: &str, name: &str, command: &mut Command) -> Result<(), Failure> {
    if files::read_text(stamp).is_ok_and(|last| last == current) {
        return Ok(());
    }
    files::remove(stamp)?;
    step(name, command, None)?;
    files::write(stamp, current)
}

/// Runs a step beside something else that runs steps: where one waits for a single core, the other goes on. The
/// first failure stops both.
pub(crate) fn beside(
    name: &str,
    mut command: Command,
    main: impl FnOnce() -> Result<(), Failure>,
) -> Result<(), Failure> {
    thread::scope(|scope| {
        let other = scope.spawn(move || stopping(step(name, &mut command, None)));
        let main = stopping(main());
        let other = other.join().unwrap_or_else(|_| Err(format!("{name}: ended without an answer.")));
        match (main, other) {
            (Err(problem), other) if problem == STOPPED => other,
            (Err(problem), _) | (Ok(()), Err(problem)) => Err(problem),
            (Ok(()), Ok(())) => Ok(()),
        }
    })
}

fn stopping(outcome: Result<(), Failure>) -> Result<(), Failure> {
    if outcome.is_err() {
        STOP.store(true, Ordering::Relaxed);
    }
    outcome
}

/// The standard output of a quick command, where it succeeds.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a quick command succeeds.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    output(command).is_some()
}

fn create(path: &Path) -> Result<File, Failure> {
    fs::create_dir_all(root::logs()).and_then(|()| File::create(path)).map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    explain(&error.to_string()).map_or_else(|| format!("{} can't be written: {error}", path.display()), str::to_owned)
}

/// Why a step failed: one line where the cause is known, else what its log has to say.
fn failure(name: &str, log: &Path) -> Failure {
    // On a full disk the log itself has stayed empty.
    let probe = log.with_extension("probe");
    let full = fs::write(&probe, [0; 8192]).err().and_then(|error| explain(&error.to_string()));
    let _ = fs::remove_file(&probe);
    let text = fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    match full.or_else(|| explain(&text)) {
        Some(reason) => format!("{name}: {reason} (All of it: {})", log.display()),
        None => format!("{name} failed. From {}:\n{}", log.display(), excerpt(&text)),
    }
}

/// The end of a log, from its last error where that began earlier, and not endlessly.
fn excerpt(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let before = text.find(last_error(text)).map_or("", |at| &text[..at]);
    let start = before.lines().count().min(lines.len().saturating_sub(30));
    lines[start..lines.len().min(start + 60)].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cargo_run_sets_is_known() {
        assert!(is_of_cargo_run("CARGO") && is_of_cargo_run("CARGO_PKG_NAME"));
        assert!(!is_of_cargo_run("CARGO_HOME") && !is_of_cargo_run("CARGO_TARGET_DIR"));
    }

    #[test]
    fn a_failure_shows_where_the_error_began() {
        let noise = "note\n".repeat(50);
        let text = format!("Compiling\nerror[E1]: first\n{noise}");
        assert!(excerpt(&text).starts_with("error[E1]: first"));
        let text = format!("{noise}error[E1]: last");
        assert_eq!(excerpt(&text).lines().count(), 30);
        assert_eq!(excerpt(""), "");
    }

    #[test]
    fn a_step_fails_with_its_output_and_ends_at_its_limit() {
        let mut shell = command("sh");
        let failed = step("test of a failure", shell.args(["-c", "echo error: so it is; exit 3"]), None);
        assert!(failed.is_err_and(|problem| problem.contains("so it is")));
        let late = step("test of a limit", command("sleep").arg("9"), Some(Duration::from_millis(10)));
        assert!(late.is_err_and(|problem| problem.contains("time limit")));
        let absent = step("test of absence", &mut command("no-such-program-here"), None);
        assert!(absent.is_err_and(|problem| problem.contains("no-such-program-here")));
    }
}
