//! The reference server and the gateway under whatever their descriptions let through, and what they do not.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
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

/// Tries every operation with so many inputs each: the server's as a teacher and as an administrator, and through the
/// gateway, with its own, as a teacher.
pub(crate) fn fuzz(inputs: u32) -> Result<(), Failure> {
    let package = tools::SCHEMATHESIS.ensure()?;
    let folder = package.ancestors().nth(2).ok_or("schemathesis has no folder.")?;
    let inputs = inputs.to_string();
    let arguments = ["-c", CALL, "run", "--checks", CHECKS, "--no-color", "--phases", "examples,coverage,fuzzing"];
    let more = ["--generation-database=none", "--continue-on-failure", "-n", &inputs];
    let arguments = [arguments.as_slice(), &more].concat();
    step("build server", command("cargo").args(["build", "--package", "vitrine-server"]), None)?;
    for who in ["teacher", "admin"] {
        let (server, address) = start()?;
        let mut python = command("python3");
        python.env("PYTHONPATH", folder).args(&arguments).arg(format!("{address}/api/public/openapi.json"));
        python.args(["-H", &format!("Authorization: Bearer demo-{who}")]);
        tried(&format!("fuzz server as {who}"), &mut python)?;
        drop(server);
    }
    let mut tests = command("cargo");
    tests.args(["test", "--package", "vitrine-gateway", "--test", "described", "--", "--ignored", "--nocapture"]);
    tried("fuzz gateway", tests.env("PYTHONPATH", folder).env("VITRINE_SCHEMATHESIS", arguments.join("\n")))
}

/// Runs it, and says how much it tried.
fn tried(name: &str, command: &mut Command) -> Result<(), Failure> {
    step(name, command, None)?;
    let log = std::fs::read_to_string(crate::run::log(name)).unwrap_or_default();
    log.lines().filter(|line| line.contains(" generated, ")).for_each(|line| println!("{}", line.trim()));
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
