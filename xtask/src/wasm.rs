//! What the page's build needs of Rust, found or set up: the environment for trunk.

use std::{env, fmt, path::Path, process::Command};

use crate::{
    Failure,
    run::{command, output, step, succeeds},
    system::{self, LIMIT},
};

/// What the page is compiled for.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";
/// A panic is a bare trap, and `{:?}` prints nothing: the page is a quarter smaller for it.
const SMALL: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";
const LINKER: &str = "/usr/bin/wasm-ld-19";

/// A way to a compiler for the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// The compiler at hand; the standard library is built along from its source.
    Source,
    /// The compiler at hand and rustup's standard library. The page is larger, and its panics have messages.
    Plain,
    /// Debian's compiler; the standard library is built along.
    Debian,
}

impl Route {
    const ALL: [Self; 3] = [Self::Source, Self::Plain, Self::Debian];

    /// What a person who insists on a route calls for.
    pub(crate) fn forced() -> Result<Option<Self>, Failure> {
        let name = env::var("VITRINE_TOOLCHAIN").unwrap_or_default();
        match (name.as_str(), Self::named(&name)) {
            ("", _) => Ok(None),
            (_, Some(route)) => Ok(Some(route)),
            (name, None) => Err(format!("VITRINE_TOOLCHAIN is source, plain or debian, not `{name}`.")),
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|route| route.to_string() == name)
    }

    /// The best that is there, without any download. A route that was taken before stays, so that what could not
    /// be had is not asked for at every build.
    pub(crate) fn ready(forced: Option<Self>, last: Option<Self>) -> Option<Self> {
        let candidates = if forced.is_some() { [forced, None] } else { [Some(Self::Source), last] };
        candidates.into_iter().flatten().find(|route| route.there())
    }

    /// Sets up what is missing: the ordinary way first.
    pub(crate) fn set_up(forced: Option<Self>) -> Result<Self, Failure> {
        match forced {
            Some(Self::Source) => source()?,
            Some(Self::Plain) => target()?,
            Some(Self::Debian) => debian()?,
            None if target().is_ok() => return Ok(if source().is_ok() { Self::Source } else { Self::Plain }),
            None => {
                debian()?;
                return Ok(Self::Debian);
            }
        }
        forced.filter(|route| route.there()).ok_or_else(|| "This compiler does not know the flags it needs.".into())
    }

    fn there(self) -> bool {
        match self {
            Self::Source => has(SOURCE) && self.knows_flags(),
            Self::Plain => has(LIBRARY),
            Self::Debian => debian_is_there(),
        }
    }

    /// Environment variables of the page's build. Host builds must not see them.
    pub(crate) fn environment(self) -> Vec<(&'static str, String)> {
        let mut all = Vec::new();
        if self != Self::Plain {
            all.push(("RUSTC_BOOTSTRAP", "1".into()));
            all.push(("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".into()));
            all.push(("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size".into()));
            if self.knows_flags() {
                all.push(("RUSTFLAGS", SMALL.into()));
            }
        }
        if self == Self::Debian {
            all.push(("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", LINKER.into()));
        }
        all
    }

    /// Folders that stand before all others on the search path.
    pub(crate) fn folders(self) -> &'static [&'static str] {
        if self == Self::Debian { &["/usr/bin"] } else { &[] }
    }

    /// All of the toolchain that the built page depends on.
    pub(crate) fn describe(self) -> String {
        let version = output(self.rustc().arg("-vV")).unwrap_or_default();
        format!("{self} {:?}\n{version}", self.environment())
    }

    fn rustc(self) -> Command {
        command(if self == Self::Debian { "/usr/bin/rustc" } else { "rustc" })
    }

    /// Whether this compiler takes the flags that make the page small.
    fn knows_flags(self) -> bool {
        let mut rustc = self.rustc();
        rustc.env("RUSTC_BOOTSTRAP", "1").args(SMALL.split(' ')).args(["--print", "cfg", "--target", TARGET]);
        succeeds(&mut rustc)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Source => "source",
            Self::Plain => "plain",
            Self::Debian => "debian",
        })
    }
}

/// Below the compiler's own folder: the standard library for the target, and its source.
const LIBRARY: &str = "lib/rustlib/wasm32-unknown-unknown/lib";
const SOURCE: &str = "lib/rustlib/src/rust/library/Cargo.lock";

/// Whether the compiler at hand has it. A distribution's own compiler comes without a linker for the target.
fn has(path: &str) -> bool {
    let sysroot = output(command("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    !["", "/usr"].contains(&sysroot.trim()) && Path::new(sysroot.trim()).join(path).exists()
}

fn target() -> Result<(), Failure> {
    if has(LIBRARY) {
        return Ok(());
    }
    step("rustup target add", command("rustup").args(["target", "add", TARGET]), LIMIT)
}

fn source() -> Result<(), Failure> {
    if !has(SOURCE) {
        step("rustup component add", command("rustup").args(["component", "add", "rust-src"]), LIMIT)?;
    }
    if Route::Source.there() { Ok(()) } else { Err("This compiler does not know the flags it needs.".into()) }
}

/// Debian's toolchain, for where rustup can't download.
fn debian() -> Result<(), Failure> {
    system::debian(&["rustc-web", "cargo-web", "rust-web-src", "lld-19"], debian_is_there)
}

fn debian_is_there() -> bool {
    ["/usr/bin/rustc", "/usr/bin/cargo", LINKER, "/usr/lib/rustlib/src/rust/library/std"]
        .iter()
        .all(|file| Path::new(file).exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_have_names() {
        for route in Route::ALL {
            assert_eq!(Route::named(&route.to_string()), Some(route));
        }
        assert_eq!(Route::named(""), None);
    }

    #[test]
    fn the_plain_route_changes_nothing() {
        assert!(Route::Plain.environment().is_empty() && Route::Plain.folders().is_empty());
    }
}
