//! The examples that are built before a browser can open them.

use std::path::PathBuf;

use crate::{
    Failure, digest,
    files::{make, read, write},
    root,
    run::{command, step, unless},
    system, tools,
};

/// What npm installs for the example in React.
const LOCK: &str = "package-lock.json";

/// Checks the types of the example in React and builds it; answers the folder of built examples.
pub(crate) fn build() -> Result<PathBuf, Failure> {
    system::node()?;
    let (from, to) = (root::root().join("examples/react"), root::root().join("target/examples"));
    let mut npm = command("npm");
    npm.current_dir(&from).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    let stamp = from.join("node_modules/.stamp");
    unless(&stamp, &digest::of_paths(&from, &[LOCK])?, "install example", &mut npm)?;
    let mut types = command("node");
    types.current_dir(&from).args(["node_modules/typescript/bin/tsc", "-p", "."]);
    step("check types of example", &mut types, None)?;
    let page = to.join("react");
    make(&page)?;
    let mut esbuild = command(tools::ESBUILD.ensure()?);
    esbuild.current_dir(&from).args(["portal.tsx", "--bundle", "--format=esm", "--jsx=automatic"]);
    // As it is developed: strict mode does nothing elsewhere.
    esbuild.args(["--external:/vitrine/*", "--define:process.env.NODE_ENV=\"development\""]);
    let mut outfile = std::ffi::OsString::from("--outfile=");
    outfile.push(page.join("portal.js"));
    step("build example", esbuild.arg(outfile), None)?;
    for name in ["index.html", "portal.css"] {
        write(&page.join(name), read(&from.join(name))?)?;
    }
    Ok(to)
}
