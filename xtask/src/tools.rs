//! The tools that the project needs: pinned, kept in the user's cache folder, checked, installed when missing.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    Failure, root,
    run::{self, command, step},
    system,
};

/// How a tool is installed.
enum Source {
    Cargo { package: &'static str, locked: bool },
    Npm { package: &'static str },
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

pub(crate) const TRUNK: Tool = Tool {
    name: "trunk",
    version: "0.21.14",
    source: Source::Cargo { package: "trunk", locked: true },
    file: "bin/trunk",
    program: true,
};
pub(crate) const WASM_BINDGEN: Tool = Tool {
    name: "wasm-bindgen",
    version: "0.2.130",
    source: Source::Cargo { package: "wasm-bindgen-cli", locked: false },
    file: "bin/wasm-bindgen",
    program: true,
};
pub(crate) const WASM_OPT: Tool = Tool {
    name: "binaryen",
    version: "132",
    source: Source::Npm { package: "binaryen" },
    file: "node_modules/.bin/wasm-opt",
    program: true,
};
pub(crate) const AXE: Tool = Tool {
    name: "axe-core",
    version: "4.10.3",
    source: Source::Npm { package: "axe-core" },
    file: "node_modules/axe-core/axe.min.js",
    program: false,
};

impl Tool {
    /// The tool's file, installed if need be.
    pub(crate) fn ensure(&self) -> Result<PathBuf, Failure> {
        let home = root::tools().join(format!("{}-{}", self.name, self.version));
        let file = home.join(self.file);
        if self.works(&file) {
            return Ok(file);
        }
        self.install(&home)?;
        if self.works(&file) { Ok(file) } else { Err(format!("{} was installed but does not run.", self.name)) }
    }

    fn works(&self, file: &Path) -> bool {
        if !self.program {
            return file.is_file();
        }
        run::output(command(file).arg("--version")).is_some_and(|text| names_version(&text, self.version))
    }

    /// Installs into a sibling and renames, so that a half-finished tool is never taken for one.
    fn install(&self, home: &Path) -> Result<(), Failure> {
        let fresh = home.with_file_name(format!(".{}-{}-{}", self.name, self.version, std::process::id()));
        fs::create_dir_all(&fresh).map_err(|error| format!("{} can't be made: {error}", fresh.display()))?;
        let mut command = self.installer(&fresh)?;
        let done = step(&format!("install {} {}", self.name, self.version), &mut command, None);
        let done = done.and_then(|()| {
            let _ = fs::remove_dir_all(home);
            // Another checkout may have been quicker: its tool is as good.
            fs::rename(&fresh, home)
                .or_else(|error| if home.exists() { Ok(()) } else { Err(error) })
                .map_err(|error| format!("{} can't be made: {error}", home.display()))
        });
        let _ = fs::remove_dir_all(&fresh);
        done
    }

    fn installer(&self, root: &Path) -> Result<Command, Failure> {
        match self.source {
            Source::Cargo { package, locked } => {
                let mut cargo = command("cargo");
                cargo.args(["install", package, "--version", &format!("={}", self.version), "--root"]).arg(root);
                if locked {
                    cargo.arg("--locked");
                }
                cargo.env("CARGO_TARGET_DIR", root.join("target"));
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
        }
    }
}

/// A version as npm wants it: three numbers.
fn spelled(version: &str) -> String {
    let dots = version.matches('.').count();
    format!("{version}{}", ".0".repeat(2_usize.saturating_sub(dots)))
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
    fn npm_gets_three_numbers() {
        assert_eq!((spelled("132"), spelled("4.10.3")), ("132.0.0".into(), "4.10.3".into()));
    }
}
