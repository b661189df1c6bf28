//! Work that ends with whoever wanted it.

use std::future::Future;

use futures::future::{AbortHandle, abortable};

/// Work in the background; dropping this drops the work, and with it any request under way.
#[derive(Debug)]
pub struct Task(AbortHandle);

impl Task {
    /// Starts the work.
    pub fn spawn(work: impl Future<Output = ()> + 'static) -> Self {
        let (work, handle) = abortable(work);
        leptos::task::spawn_local(async move {
            // An aborted task has nothing more to say.
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
