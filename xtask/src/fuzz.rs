//! The reference server under whatever its description of the API lets through, and what it does not.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Stdio},
};

use crate::{
    Failure,
    run::{command, step},
    tools,
};

/// What has to hold of every answer. (Two checks are left out: the description says of a text how long it is, and not
/// that blanks alone are refused, nor which ids there are.)
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,\
    response_headers_conformance,unsupported_method,allow_header_conformance,ignored_auth";

/// Calls the schemathesis that was installed without a program of its own.
const CALL: &str = "import sys; from schemathesis.cli import schemathesis; sys.exit(schemathesis())";

/// Ends with who started it.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Tries every operation, as a teacher and as an administrator, with so many inputs each.
pub(crate) fn fuzz(inputs: u32) -> Result<(), Failure> {
    let package = tools::SCHEMATHESIS.ensure()?;
    let folder = package.ancestors().nth(2).ok_or("schemathesis has no folder.")?;
    step("build server", command("cargo").args(["build", "--package", "vitrine-server"]), None)?;
    for who in ["teacher", "admin"] {
        let (server, address) = start()?;
        let mut python = command("python3");
        python.env("PYTHONPATH", folder).args(["-c", CALL, "run", &format!("{address}/api/public/openapi.json")]);
        python.args(["-H", &format!("Authorization: Bearer demo-{who}"), "--checks", CHECKS, "--no-color"]);
        python.args(["--phases", "examples,coverage,fuzzing", "--generation-database=none", "--continue-on-failure"]);
        let name = format!("fuzz server as {who}");
        step(&name, python.args(["-n", &inputs.to_string()]), None)?;
        drop(server);
        let log = std::fs::read_to_string(crate::run::log(&name)).unwrap_or_default();
        log.lines().filter(|line| line.contains("generated")).for_each(|line| println!("{}", line.trim()));
    }
    Ok(())
}

fn start() -> Result<(Server, String), Failure> {
    let mut cargo = command("cargo");
    cargo.args(["run", "--quiet", "--package", "vitrine-server", "--", "--addr", "127.0.0.1:0", "--data", "demo"]);
    // Cargo becomes the server.
    let child = cargo.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    let mut server = Server(child.map_err(|error| format!("cargo can't be started: {error}"))?);
    let mut line = String::new();
    let said = server.0.stdout.take().ok_or("the server says nothing.")?;
    BufReader::new(said).read_line(&mut line).map_err(|error| format!("the server: {error}"))?;
    let address = line.trim().strip_prefix("listening on ").ok_or("the server does not say its address.")?.to_owned();
    Ok((server, address))
}
