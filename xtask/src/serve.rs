//! The page and the reference server, from one origin.

use std::{io::ErrorKind, net::TcpListener, os::unix::process::CommandExt as _};

use crate::{
    Failure, page, root,
    run::{beside, command},
};

/// Builds what is missing and becomes the server, which prints its address.
pub(crate) fn serve(port: u16) -> Result<(), Failure> {
    free(port)?;
    let mut server = command("cargo");
    server.args(["build", "--package", "vitrine-server"]);
    beside("build server", server, page::build)?;
    let error = command("cargo")
        .args(["run", "--quiet", "--package", "vitrine-server", "--"])
        .args(["--addr", &format!("127.0.0.1:{port}"), "--db", ":memory:", "--data", "demo", "--faults", "--dist"])
        .arg(root::dist())
        .exec();
    Err(format!("cargo can't be started: {error}"))
}

/// Says so at once, before a long build, when the port is taken.
fn free(port: u16) -> Result<(), Failure> {
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            Err(format!("Port {port} is in use. Choose another: `cargo xtask serve --port N`."))
        }
        Err(error) => Err(format!("Port {port} can't be used: {error}.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_named() -> std::io::Result<()> {
        let taken = TcpListener::bind("127.0.0.1:0")?;
        let port = taken.local_addr()?.port();
        assert!(free(port).is_err_and(|problem| problem.contains(&port.to_string())));
        assert_eq!(free(0), Ok(()));
        Ok(())
    }
}
