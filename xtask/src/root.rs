//! Where things are.

use std::{
    env,
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// The root of the checkout, found at run time: a checkout may be moved after it was built.
pub(crate) fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let here = env::current_dir().ok();
        let root = package.iter().chain(&here).find_map(|start| above(start));
        root.unwrap_or_else(|| PathBuf::from("."))
    })
}

/// The nearest folder at or above `start` that looks like the root.
fn above(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| is_root(folder)).map(Path::to_owned)
}

/// Whether a folder is a checkout's root.
pub(crate) fn is_root(folder: &Path) -> bool {
    folder.join("Trunk.toml").is_file() && folder.join("xtask/Cargo.toml").is_file()
}

/// The deployable folder.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Scratch space of the page's build.
pub(crate) fn scratch() -> PathBuf {
    root().join("target/page")
}

/// Cargo's folder for the page, apart from that of host builds: the two have different flags.
pub(crate) fn page_target() -> PathBuf {
    root().join("target/page-build")
}

/// What the steps wrote.
pub(crate) fn logs() -> PathBuf {
    root().join("target/xtask-logs")
}

/// Where the tools are kept that every checkout shares.
pub(crate) fn tools() -> PathBuf {
    let variable = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = variable("XDG_CACHE_HOME").filter(|path| path.is_absolute());
    let cache = cache.or_else(|| variable("HOME").map(|home| home.join(".cache")));
    cache.unwrap_or_else(|| root().join("target/cache")).join("vitrine/tools")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_found_from_below() {
        let root = root();
        assert!(is_root(root));
        assert_eq!(above(&root.join("xtask/src")).as_deref(), Some(root));
        assert_eq!(above(Path::new("/")), None);
    }
}
