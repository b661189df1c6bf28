//! What the project is made of: licences, versions that are there twice, and where crates come from.

use crate::{Failure, run::command, run::step, tools};

/// Holds the lock file against `deny.toml`. It needs no network once the tool is there.
pub(crate) fn audit() -> Result<(), Failure> {
    let mut deny = command(tools::DENY.ensure()?);
    deny.args(["--offline", "check", "--hide-inclusion-graph", "bans", "licenses", "sources"]);
    step("audit dependencies", &mut deny, None)
}
