//! What the page's build needs of Rust, found once: the environment for trunk.

use std::{path::Path, process::Command, time::Duration};

use crate::{
    Failure,
    run::{command, output, step, succeeds},
    system,
};

const TARGET: &str = "wasm32-unknown-unknown";
/// A download that takes longer has no answer.
const LIMIT: Option<Duration> = Some(Duration::from_secs(60));
/// A panic is a bare trap, and `{:?}` prints nothing: the page is a quarter smaller for it.
const SMALL: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// Environment variables of the page's build. Host builds must not see them.
pub(crate) type Environment = Vec<(&'static str, String)>;

/// Sets up what is missing. The standard library is built along where its source is to be had.
pub(crate) fn environment() -> Result<Environment, Failure> {
    let target = has("lib/rustlib/wasm32-unknown-unknown/lib")
        || step("rustup target add", command("rustup").args(["target", "add", TARGET]), LIMIT).is_ok();
    if !target {
        return debian();
    }
    let source = "lib/rustlib/src/rust/library/Cargo.lock";
    let source = has(source)
        || step("rustup component add", command("rustup").args(["component", "add", "rust-src"]), LIMIT).is_ok();
    Ok(if source && knows_flags(&mut command("rustc")) { small() } else { Vec::new() })
}

fn small() -> Environment {
    vec![
        ("RUSTC_BOOTSTRAP", "1".into()),
        ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".into()),
        ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size".into()),
        ("RUSTFLAGS", SMALL.into()),
    ]
}

/// Whether this compiler takes the flags that make the page small.
fn knows_flags(rustc: &mut Command) -> bool {
    succeeds(rustc.env("RUSTC_BOOTSTRAP", "1").args(SMALL.split(' ')).args(["--print", "cfg", "--target", TARGET]))
}

fn has(path: &str) -> bool {
    let sysroot = output(command("rustc").args(["--print", "sysroot"]));
    sysroot.is_some_and(|sysroot| Path::new(sysroot.trim()).join(path).exists())
}

/// Debian's toolchain, for where rustup can't download.
fn debian() -> Result<Environment, Failure> {
    let linker = "/usr/bin/wasm-ld-19";
    let complete = ["/usr/bin/rustc", "/usr/bin/cargo", linker, "/usr/lib/rustlib/src/rust/library/std"];
    if !complete.iter().all(|file| Path::new(file).exists()) {
        system::debian(&["rustc-web", "cargo-web", "rust-web-src", "lld-19"])?;
    }
    let path = std::env::var("PATH").unwrap_or_default();
    let mut environment = small();
    if !knows_flags(&mut command("/usr/bin/rustc")) {
        environment.retain(|(name, _)| *name != "RUSTFLAGS");
    }
    environment.push(("PATH", format!("/usr/bin:{path}")));
    environment.push(("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker.into()));
    Ok(environment)
}
