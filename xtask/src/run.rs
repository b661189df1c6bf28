//! Running other programs: a line of progress, a log, the log's tail when it fails.

use std::{
    fs::{self, File},
    process::{Command, Stdio},
    thread::sleep,
    time::Duration,
};

use crate::{Failure, explain::explain, progress::Progress, root};

/// A command in the checkout's root, free of what `cargo run` put into the environment.
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root::root());
    for name in ["LD_LIBRARY_PATH", "CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME"] {
        command.env_remove(name);
    }
    command
}

/// Runs a command to its end and shows how long it takes. Its output goes to `target/xtask-logs/`.
pub(crate) fn step(name: &str, command: &mut Command, limit: Option<Duration>) -> Result<(), Failure> {
    let logs = root::root().join("target/xtask-logs");
    let path = logs.join(format!("{}.log", name.replace(|c: char| !c.is_ascii_alphanumeric(), "-")));
    let full = |error: std::io::Error| match explain(&error.to_string()) {
        Some(reason) => reason.to_owned(),
        None => format!("{} can't be written: {error}", path.display()),
    };
    fs::create_dir_all(&logs).map_err(full)?;
    let log = File::create(&path).map_err(full)?;
    let errors = log.try_clone().map_err(full)?;
    command.stdin(Stdio::null()).stdout(log).stderr(errors);
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command.spawn().map_err(|error| format!("{name}: `{program}` can't be started: {error}"))?;
    let mut progress = Progress::new(name);
    loop {
        let done = child.try_wait().map_err(|error| format!("{name}: {error}"))?;
        if let Some(status) = done {
            progress.end(status.success());
            return if status.success() { Ok(()) } else { Err(failure(name, &path)) };
        }
        if limit.is_some_and(|limit| progress.elapsed() > limit) {
            let _ = child.kill();
            let _ = child.wait();
            progress.end(false);
            return Err(format!("{name}: no answer within its time limit."));
        }
        sleep(Duration::from_millis(50));
        progress.tick();
    }
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

fn failure(name: &str, log: &std::path::Path) -> Failure {
    let text = fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    if let Some(reason) = explain(&text) {
        return format!("{name}: {reason} (All of it: {})", log.display());
    }
    let lines: Vec<&str> = text.lines().collect();
    let tail = lines[lines.len().saturating_sub(30)..].join("\n");
    format!("{name} failed. The end of {}:\n{tail}", log.display())
}
