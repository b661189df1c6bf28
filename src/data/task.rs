//! Work that ends with whoever wanted it.

use std::future::Future;

use futures::future::{AbortHandle, LocalBoxFuture, abortable};

/// Starts work that goes on whoever goes. Boxed, so that there is one copy of what runs it.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    let work: LocalBoxFuture<'static, ()> = Box::pin(work);
    leptos::task::spawn_local(work);
}

/// Work in the background; dropping this drops the work, and with it any request under way.
#[derive(Debug)]
pub struct Task(AbortHandle);

impl Task {
    /// Starts the work.
    pub fn spawn(work: impl Future<Output = ()> + 'static) -> Self {
        let work: LocalBoxFuture<'static, ()> = Box::pin(work);
        let (work, handle) = abortable(work);
        // An aborted task has nothing more to say.
        spawn(async move {
            let _ = work.await;
        });
        Self(handle)
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}
