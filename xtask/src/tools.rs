//! The tools that the project needs: pinned, kept in the user's cache folder, checked, installed when missing.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{
    Failure,
    files::{make, remove, rename},
    lock, root,
    run::{command, step},
    system,
};

/// How a tool is installed.
enum Source {
    Cargo { package: &'static str, arguments: &'static [&'static str] },
    Npm { package: &'static str },
    Pip { package: &'static str },
}

/// A pinned tool.
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
    source: Source,
    /// Below the tool's folder: the file that is wanted.
    file: &'static str,
    /// Whether the file is a program that can tell its version.
    program: bool,
}

/// Without its default features, it needs no TLS: it downloads nothing here.
pub(crate) const TRUNK: Tool = Tool {
    name: "trunk",
    version: "0.21.14",
    source: Source::Cargo { package: "trunk", arguments: &["--locked", "--no-default-features"] },
    file: "bin/trunk",
    program: true,
};
pub(crate) const WASM_BINDGEN: Tool = Tool {
    name: "wasm-bindgen",
    version: "0.2.130",
    source: Source::Cargo { package: "wasm-bindgen-cli", arguments: &[] },
    file: "bin/wasm-bindgen",
    program: true,
};
pub(crate) const WASM_SPLIT: Tool = Tool {
    name: "wasm-split-cli",
    version: "0.2.4",
    source: Source::Cargo { package: "wasm_split_cli_support", arguments: &["--locked", "--features=build-binary"] },
    file: "bin/wasm-split-cli",
    program: false,
};
pub(crate) const WASM_OPT: Tool = Tool {
    name: "binaryen",
    version: "132",
    source: Source::Npm { package: "binaryen" },
    file: "node_modules/.bin/wasm-opt",
    program: true,
};
pub(crate) const ESBUILD: Tool = Tool {
    name: "esbuild",
    version: "0.28.2",
    source: Source::Npm { package: "esbuild" },
    file: "node_modules/.bin/esbuild",
    program: true,
};
pub(crate) const AXE: Tool = Tool {
    name: "axe-core",
    version: "4.10.3",
    source: Source::Npm { package: "axe-core" },
    file: "node_modules/axe-core/axe.min.js",
    program: false,
};

/// What Firefox is driven by in the tests.
pub(crate) const GECKODRIVER: Tool = Tool {
    name: "geckodriver",
    version: "0.37.1",
    source: Source::Cargo { package: "geckodriver", arguments: &["--locked"] },
    file: "bin/geckodriver",
    program: true,
};

/// It takes minutes to compile, and so is no part of the tests.
pub(crate) const DENY: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
    source: Source::Cargo { package: "cargo-deny", arguments: &["--locked", "--no-default-features"] },
    file: "bin/cargo-deny",
    program: true,
};

/// A folder for Python's search path, with all that it needs.
pub(crate) const SCHEMATHESIS: Tool = Tool {
    name: "schemathesis",
    version: "4.32.5",
    source: Source::Pip { package: "schemathesis" },
    file: "schemathesis/__init__.py",
    program: false,
};

/// The version that bench/package-lock.json has.
pub(crate) const PLAYWRIGHT: Tool = Tool {
    name: "playwright-core",
    version: "1.65.1",
    source: Source::Npm { package: "playwright-core" },
    file: "node_modules/playwright-core/index.mjs",
    program: false,
};

/// Only `cargo xtask lighthouse` needs it.
pub(crate) const LIGHTHOUSE: Tool = Tool {
    name: "lighthouse",
    version: "12.8.2",
    source: Source::Npm { package: "lighthouse" },
    file: "node_modules/lighthouse/core/index.js",
    program: false,
};

/// What a look at an installed tool finds.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    Good,
    /// Not there, or another version: to be installed.
    Stale,
    /// There, but it does not tell its version. To install it anew need not help, and takes minutes.
    Broken(String),
}

impl Tool {
    /// The tool's file, installed if need be.
    pub(crate) fn ensure(&self) -> Result<PathBuf, Failure> {
        let home = root::tools().join(format!("{}-{}", self.name, self.version));
        let file = home.join(self.file);
        if self.is_good(&file, &home)? {
            return Ok(file);
        }
        let name = format!("install {} {}", self.name, self.version);
        let _lock = lock::hold(&root::tools().join(format!(".{}-{}.lock", self.name, self.version)), &name)?;
        // Another command may have been quicker.
        if !self.is_good(&file, &home)? {
            self.install(&name, &home)?;
        }
        if self.is_good(&file, &home)? { Ok(file) } else { Err(format!("{name}: {} is not that.", file.display())) }
    }

    fn is_good(&self, file: &Path, home: &Path) -> Result<bool, Failure> {
        match self.look(file) {
            Found::Good => Ok(true),
            Found::Stale => Ok(false),
            Found::Broken(output) => Err(format!(
                "{} is there but does not tell its version: {output}\nShould it stay so, delete {} and try again.",
                file.display(),
                home.display()
            )),
        }
    }

    fn look(&self, file: &Path) -> Found {
        if !self.program || !file.is_file() {
            return if file.is_file() { Found::Good } else { Found::Stale };
        }
        match command(file).arg("--version").stdin(Stdio::null()).output() {
            Err(error) => Found::Broken(error.to_string()),
            Ok(output) => {
                let [said, complained] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
                judge(output.status.success(), &said, &complained, self.version)
            }
        }
    }

    /// Installs into a sibling and renames, so that a half-finished tool is never taken for one. The lock is held:
    /// what is there of the sibling was left by an installation that was interrupted.
    fn install(&self, name: &str, home: &Path) -> Result<(), Failure> {
        let fresh = home.with_file_name(format!(".{}-{}.part", self.name, self.version));
        remove(&fresh)?;
        make(&fresh)?;
        let done =
            self.installer(&fresh).and_then(|mut command| step(name, &mut command, system::INSTALLED)).and_then(|()| {
                remove(&fresh.join("target"))?;
                remove(home)?;
                rename(&fresh, home)
            });
        let _ = remove(&fresh);
        done
    }

    fn installer(&self, root: &Path) -> Result<Command, Failure> {
        match self.source {
            Source::Cargo { package, arguments } => {
                let mut cargo = command("cargo");
                cargo.args(["install", package, "--version", &format!("={}", self.version), "--root"]).arg(root);
                cargo.args(arguments);
                cargo.env_remove("CARGO_BUILD_TARGET").env("CARGO_TARGET_DIR", root.join("target"));
                // Quick to build matters more than quick to run.
                for (name, value) in [("LTO", "off"), ("CODEGEN_UNITS", "16"), ("OPT_LEVEL", "1")] {
                    cargo.env(format!("CARGO_PROFILE_RELEASE_{name}"), value);
                }
                Ok(cargo)
            }
            Source::Npm { package } => {
                system::node()?;
                let mut npm = command("npm");
                npm.args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(root);
                npm.arg(format!("{package}@{}", spelled(self.version)));
                Ok(npm)
            }
            Source::Pip { package } => {
                let mut pip = command("python3");
                pip.args(["-m", "pip", "install", "--no-input", "--quiet", "--target"]).arg(root);
                pip.arg(format!("{package}=={}", self.version));
                Ok(pip)
            }
        }
    }
}

/// A version as npm wants it: three numbers.
fn spelled(version: &str) -> String {
    let dots = version.matches('.').count();
    format!("{version}{}", ".0".repeat(2_usize.saturating_sub(dots)))
}

/// What a program's answer to `--version` says of it.
fn judge(success: bool, said: &str, complained: &str, version: &str) -> Found {
    if success && names_version(said, version) {
        Found::Good
    } else if success && !said.trim().is_empty() {
        Found::Stale
    } else {
        Found::Broken(format!("{said}{complained}").trim().to_owned())
    }
}

fn names_version(text: &str, version: &str) -> bool {
    text.split_whitespace().any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_whole_words() {
        assert!(names_version("wasm-opt version 132 (version_132)", "132"));
        assert!(!names_version("trunk 0.21.140", "0.21.14"));
    }

    #[test]
    fn only_another_version_is_replaced() {
        let judged = |success, said: &str| judge(success, said, "cannot fork\n", "1.2.3");
        assert_eq!(judged(true, "tool 1.2.3\n"), Found::Good);
        assert_eq!(judged(true, "tool 1.2.4\n"), Found::Stale);
        assert_eq!(judged(false, ""), Found::Broken("cannot fork".into()));
        assert_eq!(TRUNK.look(Path::new("/no/such/file")), Found::Stale);
    }

    #[test]
    fn npm_gets_three_numbers() {
        assert_eq!((spelled("132"), spelled("4.10.3")), ("132.0.0".into(), "4.10.3".into()));
    }
}
