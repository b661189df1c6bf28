//! The server's pages of 50, and the same bytes as a file.

use crate::{
    Failure, root,
    run::{command, step},
    system,
};

/// Builds the server as one that is meant to be quick, and measures it.
pub(super) fn measure() -> Result<(), Failure> {
    system::node()?;
    let there = |file: &str| ["/usr/sbin", "/usr/bin"].iter().any(|bin| std::path::Path::new(bin).join(file).exists());
    system::debian(&["nginx-light", "wrk"], || there("nginx") && there("wrk"))?;
    let target = root::root().join("target/bench");
    let mut build = command("cargo");
    build.args(["build", "--package", "vitrine-server", "--profile", "server"]).env("CARGO_TARGET_DIR", &target);
    step("build server", &mut build, None)?;
    let mut node = command("node");
    node.current_dir(super::folder()).arg("server.mjs").arg(target.join("server/vitrine-server"));
    step("bench server", &mut node, None)
}
