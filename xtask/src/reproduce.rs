//! The same page from another folder: the same bytes.

use std::{collections::BTreeMap, path::Path};

use crate::{
    Failure,
    files::{list, make, read, remove, write},
    page, root,
    run::{command, output, step},
};

/// Builds the page here and in a copy of the checkout, at a path of another length, and compares each file.
pub(crate) fn reproduce() -> Result<(), Failure> {
    page::build()?;
    let copy = root::scratch().join("built/once more/elsewhere");
    remove(&copy)?;
    let tracked = output(command("git").args(["ls-files", "--cached", "--others", "--exclude-standard"]))
        .ok_or("git does not tell which files there are.")?;
    for file in tracked.lines().filter(|file| root::root().join(file).is_file()) {
        let to = copy.join(file);
        make(to.parent().unwrap_or(&copy))?;
        write(&to, read(&root::root().join(file))?)?;
    }
    let mut build = command("cargo");
    build.current_dir(&copy).args(["xtask", "build"]).env("CARGO_TARGET_DIR", copy.join("target"));
    step("build page elsewhere", &mut build, None)?;
    let (here, there) = (contents(&root::dist())?, contents(&copy.join("dist"))?);
    let names = here.keys().chain(there.keys()).filter(|name| here.get(*name) != there.get(*name));
    let differ: std::collections::BTreeSet<&String> = names.collect();
    if differ.is_empty() {
        println!("reproduced: {} files, the same bytes", here.len());
        return remove(&copy);
    }
    Err(format!("these differ between {} and {}: {differ:?}", root::dist().display(), copy.display()))
}

fn contents(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let name = |file: &Path| file.strip_prefix(folder).unwrap_or(file).display().to_string();
    list(folder)?.iter().map(|file| Ok((name(file), read(file)?))).collect()
}
