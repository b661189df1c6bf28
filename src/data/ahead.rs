//! What is likely to be wanted next, asked for while the pointer or the focus rests on what leads there.

use std::rc::Rc;

use futures::{
    FutureExt,
    future::{LocalBoxFuture, Shared},
};

use super::{Key, Store, Task, store::FRESH};
use crate::api::{AccessList, CollectionId, Error, PermissionOp};

/// How long (ms) it must rest: a pointer that only passes by asks for nothing.
const REST: u32 = 20;

type Access = Result<AccessList, Error>;

/// What may be wanted next.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Soon {
    Page(Key),
    Access(CollectionId),
}

/// The one thing that is asked for ahead; the next one takes its place.
#[derive(Default)]
pub(super) struct Ahead {
    asking: Option<(Soon, Task)>,
    access: Option<(CollectionId, f64, Shared<LocalBoxFuture<'static, Access>>)>,
}

impl Store {
    /// Asks for a page that may be wanted next. A failure shows when it is asked for.
    pub fn page_soon(self: &Rc<Self>, key: Key) {
        if self.cached(key).is_none() {
            let store = self.clone();
            self.ask_soon(Soon::Page(key), async move { drop(store.fetch(key).await) }.boxed_local());
        }
    }

    /// Asks who has access to a collection: that may be wanted next.
    pub fn access_soon(self: &Rc<Self>, id: CollectionId) {
        let store = self.clone();
        let ask = async move {
            let api = store.api.clone();
            let access = async move { api.permissions(id).await }.boxed_local().shared();
            store.ahead.borrow_mut().access = Some((id, store.api.now_ms(), access.clone()));
            drop(access.await);
        };
        self.ask_soon(Soon::Access(id), ask.boxed_local());
    }

    fn ask_soon(self: &Rc<Self>, what: Soon, ask: LocalBoxFuture<'static, ()>) {
        if self.ahead.borrow().asking.as_ref().is_some_and(|(asking, _)| *asking == what) {
            return;
        }
        let api = self.api.clone();
        let task = Task::spawn(async move {
            api.sleep(REST).await;
            ask.await;
        });
        let before = self.ahead.borrow_mut().asking.replace((what, task));
        drop(before);
    }

    /// Who has access to a collection: what was asked for ahead, once, unless it is old or has failed.
    ///
    /// # Errors
    /// Whatever the API answers.
    pub async fn access(self: Rc<Self>, id: CollectionId) -> Access {
        let known = self.ahead.take().access;
        if let Some((of, at, access)) = known
            && of == id
            && self.api.now_ms() - at < FRESH
            && !matches!(access.peek(), Some(Err(_)))
        {
            return access.await;
        }
        self.api.permissions(id).await
    }

    /// Changes who has access. What was asked for before the answer is not believed.
    ///
    /// # Errors
    /// Whatever the API answers.
    pub async fn change_access(&self, id: CollectionId, ops: &[PermissionOp]) -> Access {
        self.ahead.take();
        let answer = self.api.change_permissions(id, ops).await;
        self.ahead.take();
        answer
    }
}
