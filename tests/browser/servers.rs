//! nginx and Caddy, as an operator puts them before the product.

use std::{
    fs,
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use tokio::net::{TcpListener, TcpStream};

use super::support::setting;

/// An address that is free now.
pub(crate) async fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}

/// One of them, until it is dropped.
pub(crate) struct Server(Child, PathBuf);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
        let _ = fs::remove_dir_all(&self.1);
    }
}

impl Server {
    /// The folder of the one that listens at `at`; it goes with it.
    pub(crate) fn folder(at: SocketAddr) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("vitrine-server-{}", at.port()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    /// nginx, with what its `http` block holds.
    pub(crate) async fn nginx(at: SocketAddr, http: &str) -> Self {
        let folder = Self::folder(at);
        let path = folder.display();
        let config = format!(
            "daemon off; master_process off; pid {path}/pid; error_log {path}/error.log;
             events {{}}
             http {{
               access_log off; client_body_temp_path {path}/body; proxy_temp_path {path}/proxy;
               fastcgi_temp_path {path}/f; uwsgi_temp_path {path}/u; scgi_temp_path {path}/s;
               {http}
             }}"
        );
        fs::write(folder.join("nginx.conf"), config).unwrap();
        let mut command = Command::new(setting("VITRINE_NGINX"));
        command.arg("-p").arg(&folder).arg("-c").arg(folder.join("nginx.conf"));
        Self::start(at, command).await
    }

    /// Caddy, with its sites.
    pub(crate) async fn caddy(at: SocketAddr, sites: &str) -> Self {
        let folder = Self::folder(at);
        let file = folder.join("Caddyfile");
        fs::write(&file, format!("{{\n    admin off\n    auto_https off\n}}\n{sites}")).unwrap();
        let mut command = Command::new(setting("VITRINE_CADDY"));
        command.args(["run", "--adapter", "caddyfile", "--config"]).arg(&file);
        command.env("XDG_DATA_HOME", &folder).env("XDG_CONFIG_HOME", &folder);
        Self::start(at, command).await
    }

    /// One process, which holds on to nothing of ours; answers when it listens, ten seconds later at most.
    async fn start(at: SocketAddr, mut command: Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let server = Self(command.spawn().unwrap(), Self::folder(at));
        let up = async {
            while TcpStream::connect(at).await.is_err() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), up).await.expect("the server starts");
        server
    }
}
