//! A value that is computed anew whenever the state changes, and heard of only when it has become another.
//!
//! As a memo does, without its machinery, which is made anew for each type: measured, some kilobytes each.

use std::{any::Any, cell::RefCell, marker::PhantomData, rc::Rc};

use leptos::prelude::*;

use crate::dom::watch;

/// See [`kept`].
pub(super) struct Kept<T> {
    changes: RwSignal<u32>,
    value: StoredValue<Rc<dyn Any>, LocalStorage>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Kept<T> {}

/// What `read` answers, as long as what is being drawn is there.
pub(super) fn kept<T: Default + PartialEq + 'static>(read: impl Fn() -> T + 'static) -> Kept<T> {
    let changes = RwSignal::new(0);
    let cell: Rc<RefCell<T>> = Rc::default();
    let value: Rc<dyn Any> = cell.clone();
    watch(move || {
        let now = read();
        if *cell.borrow() != now {
            *cell.borrow_mut() = now;
            changes.update(|count: &mut u32| *count = count.wrapping_add(1));
        }
    });
    Kept { changes, value: StoredValue::new_local(value), of: PhantomData }
}

impl<T: Default + 'static> Kept<T> {
    /// Looks at it, and again when it has become another.
    pub(super) fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        self.changes.track();
        match self.value.get_value().downcast_ref::<RefCell<T>>() {
            Some(value) => look(&value.borrow()),
            None => look(&T::default()),
        }
    }

    /// A copy of it.
    pub(super) fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }
}
