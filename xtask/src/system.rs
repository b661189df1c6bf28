//! What the machine itself must have.

use std::path::PathBuf;

use crate::{
    Failure,
    run::{self, command, step},
};

/// Node is what the machine brings along.
pub(crate) fn node() -> Result<(), Failure> {
    if run::succeeds(command("node").arg("--version")) && run::succeeds(command("npm").arg("--version")) {
        Ok(())
    } else {
        Err("Node 20 with npm is needed and was not found.".into())
    }
}

/// Debian packages: installed by root, else the command is named.
pub(crate) fn debian(packages: &[&str]) -> Result<(), Failure> {
    let list = packages.join(" ");
    let install = format!("apt-get install -y --no-install-recommends {list}");
    if run::output(command("id").arg("-u")).is_none_or(|id| id.trim() != "0") {
        return Err(format!("{list}: not found. Run `sudo apt-get update && sudo {install}`, then try again."));
    }
    let mut shell = command("sh");
    shell.args(["-c", &format!("apt-get update && {install}")]).env("DEBIAN_FRONTEND", "noninteractive");
    step(&format!("install {list}"), &mut shell, None)
}

/// Chromium and its driver.
pub(crate) fn browser() -> Result<(PathBuf, PathBuf), Failure> {
    let both = || Some((on_path("chromium")?, on_path("chromedriver")?));
    if let Some(found) = both() {
        return Ok(found);
    }
    debian(&["chromium", "chromium-driver"])?;
    both().ok_or_else(|| "chromium and chromedriver were installed but are not on PATH.".into())
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// The compiler that links host programs.
pub(crate) fn compiler() -> Result<(), Failure> {
    if run::succeeds(command("cc").arg("--version")) {
        Ok(())
    } else {
        Err("A C compiler (`cc`) is needed and was not found; install gcc.".into())
    }
}
