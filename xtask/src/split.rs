//! Splitting the page's wasm in two: what the first view needs, and what is fetched later (`src/extras.rs`).
//!
//! It has to happen after rustc and before wasm-bindgen, and trunk runs the one right after the other. So trunk
//! finds, first on its search path, this program under wasm-bindgen's name; it splits, then runs the real one.

use std::{
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use crate::{
    Failure,
    files::{self, make, remove},
    root,
    run::command,
};

/// The name under which this program splits.
const NAME: &str = "wasm-bindgen";
/// The variables that name the real wasm-bindgen and the program that splits.
const BINDGEN: &str = "VITRINE_WASM_BINDGEN";
const SPLITTER: &str = "VITRINE_WASM_SPLIT";

/// What the splitter writes: the first part, the second part, and the script that fetches the second part.
pub(crate) const FIRST: &str = "vitrine.wasm";
pub(crate) const EXTRAS: &str = "split_extras.wasm";
pub(crate) const SCRIPT: &str = "__wasm_split.js";

/// Where the splitter writes.
pub(crate) fn folder() -> PathBuf {
    root::scratch().join("split")
}

/// Makes this program stand for wasm-bindgen in a folder of its own, which is answered.
pub(crate) fn stand_in(trunk: &mut Command, bindgen: &Path, splitter: &Path) -> Result<PathBuf, Failure> {
    let folder = root::scratch().join("bin");
    remove(&folder)?;
    make(&folder)?;
    // A copy: what this program was started from may be built anew, and be another file or none, meanwhile.
    let link = folder.join(NAME);
    let this = Path::new("/proc/self/exe");
    std::fs::copy(this, &link).map_err(|error| format!("{} can't be made: {error}", link.display()))?;
    trunk.env(BINDGEN, bindgen).env(SPLITTER, splitter);
    Ok(folder)
}

/// Does wasm-bindgen's work where this program was started under its name.
pub(crate) fn called_as_bindgen() -> Option<ExitCode> {
    let mut arguments = env::args_os();
    let name = PathBuf::from(arguments.next()?);
    if name.file_name() != Some(OsStr::new(NAME)) {
        return None;
    }
    Some(match bindgen(arguments.collect()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    })
}

/// Splits the file of wasm among the arguments, if there is one, and runs wasm-bindgen on its first part.
fn bindgen(mut arguments: Vec<OsString>) -> Result<bool, Failure> {
    if let Some(input) = arguments.iter_mut().find(|argument| Path::new(argument).extension() == Some("wasm".as_ref()))
    {
        let folder = folder();
        remove(&folder)?;
        make(&folder)?;
        if !run(Command::new(tool(SPLITTER)?).arg(&input).arg(&folder).args([
            "--target",
            "web",
            "--out-name",
            "vitrine",
        ]))? {
            return Err("the page's wasm can't be split.".into());
        }
        let written = files::entries(&folder)?;
        let expected = [FIRST, EXTRAS, SCRIPT].map(|name| folder.join(name));
        if written.len() != expected.len() || !expected.iter().all(|file| written.contains(file)) {
            return Err(format!("the page is split in other parts than src/extras.rs names: {written:?}"));
        }
        *input = folder.join(FIRST).into();
        // The second part shares the first one's memory, stack and table.
        arguments.push("--keep-lld-exports".into());
    }
    run(command(tool(BINDGEN)?).args(arguments))
}

fn tool(variable: &str) -> Result<OsString, Failure> {
    env::var_os(variable).ok_or_else(|| format!("{variable} is not set: this is started by `cargo xtask build`."))
}

fn run(command: &mut Command) -> Result<bool, Failure> {
    command.status().map(|status| status.success()).map_err(|error| format!("{command:?} can't be started: {error}"))
}
