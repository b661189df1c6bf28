//! nginx, as an operator puts it before the product.

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

/// nginx, until it is dropped.
pub(crate) struct Nginx(Child, PathBuf);

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
        let _ = fs::remove_dir_all(&self.1);
    }
}

impl Nginx {
    /// The folder of the one that listens at `at`; it goes with it.
    pub(crate) fn folder(at: SocketAddr) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("vitrine-nginx-{}", at.port()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    /// Starts it with what its `http` block holds, and waits until it listens at `at`.
    pub(crate) async fn start(at: SocketAddr, http: &str) -> Self {
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
        // One process, which holds on to nothing of ours: it ends with the test.
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let nginx = Self(command.spawn().unwrap(), folder);
        listens(at).await;
        nginx
    }
}

/// Waits until somebody listens there, ten seconds at most.
pub(crate) async fn listens(at: SocketAddr) {
    let up = async {
        while TcpStream::connect(at).await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), up).await.expect("the server starts");
}
