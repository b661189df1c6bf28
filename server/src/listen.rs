//! The listener, its connections, and their end.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};

use crate::serve::{app, guarded};
use crate::{Error, Options};

/// What is being answered at the end may take so long.
const GRACE: Duration = Duration::from_secs(5);

/// Where nothing can be accepted (no file handles are left, mostly), the next try waits so long.
const PAUSE: Duration = Duration::from_millis(100);

/// A server that runs until it is stopped or dropped.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub addr: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Running {
    /// Stops: takes nothing new, answers what was asked, lets go of the database, and is over then.
    pub async fn stop(self) {
        drop(self.stop);
        if let Err(error) = self.task.await {
            eprintln!("the server ended badly: {error}");
        }
    }
}

/// Listens and serves.
///
/// # Errors
/// The address can't be listened on or is not for this data, or what [`app`] fails with.
pub async fn start(options: Options) -> Result<Running, Error> {
    if guarded(&options) && !options.addr.ip().is_loopback() {
        return Err(Error::NotLoopback(options.addr));
    }
    let listener = TcpListener::bind(options.addr).await.map_err(|error| Error::Listen(options.addr, error))?;
    let addr = listener.local_addr().map_err(|error| Error::Listen(options.addr, error))?;
    let app = app(&options)?;
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(serve(listener, app, options.patience, stopped));
    Ok(Running { addr, stop, task })
}

async fn serve(listener: TcpListener, app: Router, patience: Duration, mut stopped: oneshot::Receiver<()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience);
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            Some(_) = connections.join_next() => continue,
            _ = &mut stopped => break,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        // A connection that can't have it is served without.
        let _ = stream.set_nodelay(true);
        let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(app.clone()));
        connections.spawn(graceful.watch(connection));
    }
    drop(listener);
    let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
    // What is not over by then is cut off.
    connections.shutdown().await;
}
