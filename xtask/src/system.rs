//! What the machine itself must have.

use std::{path::PathBuf, time::Duration};

use crate::{
    Failure, files, lock, root,
    run::{self, command, step},
};

/// A download by rustup that takes longer has no answer.
pub(crate) const LIMIT: Option<Duration> = Some(Duration::from_secs(60));

/// Packages and tools that take longer to be had will not come.
pub(crate) const INSTALLED: Option<Duration> = Some(Duration::from_secs(1800));

/// How apt is called: with an end to each wait for a server, and for another one that installs.
const APT: &str = "apt-get -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30 -o Acquire::Retries=2 -o DPkg::Lock::Timeout=300";

/// Node is what the machine brings along.
pub(crate) fn node() -> Result<(), Failure> {
    if run::succeeds(command("node").arg("--version")) && run::succeeds(command("npm").arg("--version")) {
        Ok(())
    } else {
        Err("Node 20 with npm is needed and was not found.".into())
    }
}

/// The compiler that links host programs.
pub(crate) fn compiler() -> Result<(), Failure> {
    if run::succeeds(command("cc").arg("--version")) {
        Ok(())
    } else {
        Err("A C compiler (`cc`) is needed and was not found; install gcc.".into())
    }
}

/// The formatter and the lints, which rustup's smallest profile leaves out.
pub(crate) fn lints() -> Result<(), Failure> {
    let there = |program: &str| run::succeeds(command(program).arg("--version"));
    if there("rustfmt") && there("cargo-fmt") && there("clippy-driver") {
        return Ok(());
    }
    let mut rustup = command("rustup");
    step("rustup component add rustfmt clippy", rustup.args(["component", "add", "rustfmt", "clippy"]), LIMIT)
}

/// Debian packages that make something ready: installed by root, else the command is named.
pub(crate) fn debian(packages: &[&str], ready: impl Fn() -> bool) -> Result<(), Failure> {
    if ready() {
        return Ok(());
    }
    let list = packages.join(" ");
    let install = format!("install -y --no-install-recommends {list}");
    if run::output(command("id").arg("-u")).is_none_or(|id| id.trim() != "0") {
        return Err(format!("{list}: not found. Run `sudo apt-get update && sudo apt-get {install}`, then try again."));
    }
    let name = format!("install {list}");
    let _lock = lock::hold(&root::tools().join(".debian.lock"), &name)?;
    if !ready() {
        let mut shell = command("sh");
        // A package list that can't be had need not be the one that is needed.
        shell.args(["-c", &format!("{APT} update; exec {APT} {install}")]).env("DEBIAN_FRONTEND", "noninteractive");
        step(&name, &mut shell, INSTALLED)?;
    }
    if ready() { Ok(()) } else { Err(format!("{list}: installed, but what they should bring is not there.")) }
}

/// Chromium and its driver.
pub(crate) fn browser() -> Result<(PathBuf, PathBuf), Failure> {
    let both = || Some((on_path("chromium")?, on_path("chromedriver")?));
    debian(&["chromium", "chromium-driver"], || both().is_some())?;
    both().ok_or_else(|| "chromium and chromedriver are not on PATH.".into())
}

/// The font that pictures of pages are drawn with (tests/browser/pictures.rs): Chromium does without.
pub(crate) fn font() -> Result<(), Failure> {
    let own = std::env::var_os("HOME").map(PathBuf::from).into_iter();
    let own = own.flat_map(|home| [home.join(".local/share/fonts"), home.join(".fonts")]);
    let folders: Vec<PathBuf> =
        ["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from).into_iter().chain(own).collect();
    debian(&["fonts-dejavu-core"], || has_fonts(&folders))
}

/// Whether both weights of it are somewhere below these folders.
fn has_fonts(folders: &[PathBuf]) -> bool {
    let files: Vec<PathBuf> = folders.iter().flat_map(|folder| files::list(folder).unwrap_or_default()).collect();
    ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].iter().all(|name| files.iter().any(|file| file.ends_with(name)))
}

/// Firefox; its driver is a tool of ours.
pub(crate) fn firefox() -> Result<PathBuf, Failure> {
    program(&["firefox-esr", "firefox"], "firefox-esr")
}

/// WebKit's driver, the browser that it drives, and the screen that this one needs.
pub(crate) fn webkit() -> Result<[PathBuf; 3], Failure> {
    let all = || Some([on_path("WebKitWebDriver")?, mini_browser()?, on_path("Xvfb")?]);
    debian(&["webkit2gtk-driver", "xvfb"], || all().is_some())?;
    all().ok_or_else(|| "WebKitWebDriver, MiniBrowser and Xvfb are not where Debian keeps them.".into())
}

/// Debian keeps it below the library's folder, which has the machine's kind in its name.
fn mini_browser() -> Option<PathBuf> {
    let kinds = std::fs::read_dir("/usr/lib").ok()?.filter_map(Result::ok);
    let mut found = kinds.map(|kind| kind.path().join("webkit2gtk-4.1/MiniBrowser"));
    found.find(|file| file.is_file())
}

/// The server that stands before gateways, and whose recipe is tested. Debian keeps it where only root looks.
pub(crate) fn nginx() -> Result<PathBuf, Failure> {
    program(&["nginx", "/usr/sbin/nginx"], "nginx-light")
}

/// The other server whose recipe is tested.
pub(crate) fn caddy() -> Result<PathBuf, Failure> {
    program(&["caddy"], "caddy")
}

/// A program by any of its names, from a package of Debian where it is not there.
fn program(names: &[&str], package: &str) -> Result<PathBuf, Failure> {
    let there = || names.iter().find_map(|name| on_path(name));
    debian(&[package], || there().is_some())?;
    there().ok_or_else(|| format!("{} is not on PATH.", names[0]))
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_is_there_where_both_weights_are() -> Result<(), Failure> {
        let folder = std::env::temp_dir().join(format!("vitrine-fonts-{}", std::process::id()));
        let (none, below) = (folder.join("none"), folder.join("truetype/dejavu"));
        files::make(&below)?;
        files::write(&below.join("DejaVuSans.ttf"), "")?;
        let one = has_fonts(&[none.clone(), folder.clone()]);
        files::write(&below.join("DejaVuSans-Bold.ttf"), "")?;
        let both = has_fonts(&[none, folder.clone()]);
        files::remove(&folder)?;
        assert_eq!((one, both), (false, true));
        Ok(())
    }
}
