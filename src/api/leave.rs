//! Requests that end with the instance that sent them.

use futures::{
    FutureExt,
    channel::oneshot,
    future::{Either, Shared, select},
};

use super::{Future, Request, Response, SendError, Transport};

/// A transport of an instance that may go; when its [`Leave`] is dropped, everything under way is aborted.
pub struct Until<T> {
    transport: T,
    gone: Shared<oneshot::Receiver<()>>,
}

/// Dropping it ends the requests.
#[derive(Debug)]
pub struct Leave(#[expect(dead_code, reason = "it is there to be dropped")] oneshot::Sender<()>);

impl<T: Transport> Until<T> {
    /// The transport, and what ends it.
    #[must_use]
    pub fn new(transport: T) -> (Self, Leave) {
        let (leave, gone) = oneshot::channel();
        (Self { transport, gone: gone.shared() }, Leave(leave))
    }
}

impl<T: Transport> Transport for Until<T> {
    fn send(&self, request: Request) -> Future<Result<Response, SendError>> {
        let gone = self.gone.clone();
        // One that is gone already sends nothing.
        let answer = if gone.peek().is_some() { return aborted() } else { self.transport.send(request) };
        async move {
            match select(answer, gone).await {
                Either::Left((answer, _)) => answer,
                Either::Right(_) => Err(SendError::Aborted),
            }
        }
        .boxed_local()
    }

    fn sleep(&self, millis: u32) -> Future<()> {
        let gone = self.gone.clone().map(drop);
        select(self.transport.sleep(millis), gone).map(drop).boxed_local()
    }

    fn random(&self) -> f64 {
        self.transport.random()
    }

    fn now_ms(&self) -> f64 {
        self.transport.now_ms()
    }
}

fn aborted() -> Future<Result<Response, SendError>> {
    async { Err(SendError::Aborted) }.boxed_local()
}
