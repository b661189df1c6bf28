//! Caddy, as an operator may choose it to serve the folder.

use std::{
    fs,
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use super::{nginx::listens, support::setting};

/// Caddy, until it is dropped.
pub(crate) struct Caddy(Child, PathBuf);

impl Drop for Caddy {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
        let _ = fs::remove_dir_all(&self.1);
    }
}

impl Caddy {
    /// Starts it with its sites, and waits until it listens at `at`.
    pub(crate) async fn start(at: SocketAddr, sites: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("vitrine-caddy-{}", at.port()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("Caddyfile");
        fs::write(&file, format!("{{\n    admin off\n    auto_https off\n}}\n{sites}")).unwrap();
        let mut command = Command::new(setting("VITRINE_CADDY"));
        command.args(["run", "--adapter", "caddyfile", "--config"]).arg(&file);
        command.env("XDG_DATA_HOME", &folder).env("XDG_CONFIG_HOME", &folder);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let caddy = Self(command.spawn().unwrap(), folder);
        listens(at).await;
        caddy
    }
}
