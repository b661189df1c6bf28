//! The listeners, their connections, and their end.

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, ToSocketAddrs};
use tokio::sync::{Semaphore, watch};
use tokio::task::{JoinHandle, JoinSet};
use tokio_io_timeout::TimeoutStream;

use crate::serve::{figures, handle};
use crate::state::State;
use crate::{Error, Settings};

/// Where nothing can be accepted (no file handles are left, mostly), the next try waits so long.
const PAUSE: Duration = Duration::from_millis(100);

/// Addresses that have not asked for so long are forgotten by the counters.
const FORGET: Duration = Duration::from_secs(60);

/// A gateway that has an address and does not answer yet.
#[derive(Debug)]
pub struct Gateway {
    listener: TcpListener,
    addr: SocketAddr,
}

/// A gateway that runs until it is stopped or dropped.
#[derive(Debug)]
pub struct Running {
    addr: SocketAddr,
    metrics_addr: Option<SocketAddr>,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Gateway {
    /// Listens; port 0 takes a free one.
    ///
    /// # Errors
    /// The address can't be listened on.
    pub async fn bind(addr: impl ToSocketAddrs) -> Result<Self, Error> {
        let unknown = SocketAddr::from(([0, 0, 0, 0], 0));
        let listener = TcpListener::bind(addr).await.map_err(|error| Error::Listen(unknown, error))?;
        let addr = listener.local_addr().map_err(|error| Error::Listen(unknown, error))?;
        Ok(Self { listener, addr })
    }

    /// Where it listens.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Checks the settings and answers from now on.
    ///
    /// # Errors
    /// Settings that can't be used, or an address for figures that can't be listened on.
    #[allow(clippy::needless_pass_by_value, reason = "who starts a gateway has no more use for its settings")]
    pub async fn serve(self, settings: Settings) -> Result<Running, Error> {
        let state = Arc::new(State::new(&settings)?);
        let (stop, stopped) = watch::channel(false);
        let limits = Limits::of(&settings);
        let mut tasks = Vec::new();
        let mut metrics_addr = None;
        if let Some(addr) = settings.metrics_addr {
            let listener = TcpListener::bind(addr).await.map_err(|error| Error::Listen(addr, error))?;
            metrics_addr = listener.local_addr().ok();
            let state = Arc::clone(&state);
            let limits = Limits { connections: 16, ..limits };
            tasks.push(tokio::spawn(accept(listener, limits, stopped.clone(), None, move |_, request| {
                figures(Arc::clone(&state), request)
            })));
        }
        let known = Arc::clone(&state);
        let gauge = Some(state.metrics.connections.clone());
        tasks.push(tokio::spawn(accept(self.listener, limits, stopped.clone(), gauge, move |peer, request| {
            handle(Arc::clone(&known), peer, request)
        })));
        tasks.push(tokio::spawn(forget(state, stopped)));
        Ok(Running { addr: self.addr, metrics_addr, stop, tasks })
    }
}

/// Listens where the settings say, and answers.
///
/// # Errors
/// What [`Gateway::bind`] and [`Gateway::serve`] fail with.
pub async fn start(settings: Settings) -> Result<Running, Error> {
    let addr = settings.listen;
    let gateway = Gateway::bind(addr).await.map_err(|error| match error {
        Error::Listen(_, error) => Error::Listen(addr, error),
        other => other,
    })?;
    gateway.serve(settings).await
}

impl Running {
    /// Where it listens.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Where figures are answered.
    #[must_use]
    pub fn metrics_addr(&self) -> Option<SocketAddr> {
        self.metrics_addr
    }

    /// Stops: takes nothing new, answers what was asked, and is over then.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        for task in self.tasks {
            if let Err(error) = task.await {
                tracing::error!(%error, "the gateway ended badly");
            }
        }
    }
}

type Open = prometheus_client::metrics::gauge::Gauge;

#[derive(Clone, Copy)]
struct Limits {
    head: usize,
    head_time: Duration,
    write_time: Duration,
    grace: Duration,
    connections: usize,
}

impl Limits {
    fn of(settings: &Settings) -> Self {
        Self {
            head: settings.head_limit,
            head_time: settings.head_timeout,
            write_time: settings.write_timeout,
            grace: settings.grace,
            connections: settings.max_connections,
        }
    }
}

async fn accept<S, F>(
    listener: TcpListener,
    limits: Limits,
    mut stopped: watch::Receiver<bool>,
    gauge: Option<Open>,
    answer: S,
) where
    S: Fn(IpAddr, hyper::Request<Incoming>) -> F + Clone + Send + 'static,
    F: Future<Output = Result<Response, std::convert::Infallible>> + Send,
{
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head_time).max_header_size(limits.head).half_close(false);
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut connections = JoinSet::new();
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            Some(_) = connections.join_next() => continue,
            _ = stopped.changed() => break,
        };
        let (Ok(place), Ok((stream, peer))) = (place, accepted) else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        // A connection that can't have it is served without.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(limits.write_time));
        let answer = answer.clone();
        let service = service_fn(move |request| answer(peer.ip(), request));
        let connection = graceful.watch(http.serve_connection(TokioIo::new(Box::pin(stream)), service));
        let gauge = gauge.clone();
        connections.spawn(async move {
            if let Some(gauge) = &gauge {
                gauge.inc();
            }
            let _ = connection.await;
            if let Some(gauge) = &gauge {
                gauge.dec();
            }
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(limits.grace, graceful.shutdown()).await;
    // What is not over by then is cut off.
    connections.shutdown().await;
}

async fn forget(state: Arc<State>, mut stopped: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(FORGET) => state.rates.forget(),
            _ = stopped.changed() => break,
        }
    }
}
