//! Signals, memos and kept values, in one copy of their machinery whatever they hold.
//!
//! Leptos' own are compiled anew for each type that they are used with: measured here, a kilobyte of wasm for a
//! signal and two for a memo. These have the same names and do the same, so that importing them is all that it
//! takes. What they hold is behind `dyn Any`; who follows it, to whom it belongs and when it is computed is left
//! to Leptos, for one type.

mod held;

use std::{any::Any, cell::RefCell, marker::PhantomData, rc::Rc};

pub(crate) use held::leave;
pub use held::{Computed, Held, Kept, Owned};
use held::{Followed, Kind, Written, alter, renew, show, value_of};

/// A value that can be followed. It belongs to the owner under which it was made.
pub type RwSignal<T> = Handle<T, Owned>;

/// A value that can be followed and lives as long as somebody has it.
pub type ArcRwSignal<T> = Handle<T, Held>;

/// A value that is computed when it is asked for, and anew only once what it was computed from has changed. Who
/// follows it is told only when it has become something else.
pub type Memo<T> = Handle<T, Computed>;

/// A value that nobody follows. It belongs to the owner under which it was made.
pub type StoredValue<T> = Handle<T, Kept>;

/// What a signal, a memo or a kept value is known by: a `T`, to be found by what `K` is.
pub struct Handle<T, K> {
    at: K,
    holds: PhantomData<fn() -> T>,
}

impl<T, K: Copy> Copy for Handle<T, K> {}

impl<T, K: Clone> Clone for Handle<T, K> {
    fn clone(&self) -> Self {
        Self::at(self.at.clone())
    }
}

impl<T, K> Handle<T, K> {
    fn at(at: K) -> Self {
        Self { at, holds: PhantomData }
    }
}

impl<T: 'static> RwSignal<T> {
    /// A signal with this value.
    pub fn new(value: T) -> Self {
        Self::at(Owned(Held::signal(value_of(value)).keep()))
    }
}

impl<T: 'static> ArcRwSignal<T> {
    /// A signal with this value.
    pub fn new(value: T) -> Self {
        Self::at(Held::signal(value_of(value)))
    }
}

impl<T> ArcRwSignal<T> {
    /// Whether anybody else has it.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.at.is_shared()
    }
}

impl<T: PartialEq + 'static> Memo<T> {
    /// What is computed from the value before, and from what is read meanwhile.
    pub fn new(compute: impl Fn(Option<&T>) -> T + 'static) -> Self {
        let renew = move |value: &mut dyn Any| renew(value, &compute);
        Self::at(Computed(Held::memo(Rc::new(RefCell::new(None::<T>)), Box::new(renew)).keep()))
    }
}

impl<T: 'static> StoredValue<T> {
    /// A value to be kept.
    pub fn new_local(value: T) -> Self {
        Self::at(Kept(Held::still(value_of(value)).keep()))
    }

    /// A copy of the value.
    ///
    /// # Panics
    /// Where its owner has gone.
    #[must_use]
    pub fn get_value(self) -> T
    where
        T: Clone,
    {
        self.copy(false).unwrap_or_else(|| gone())
    }

    /// A copy of the value, unless its owner has gone.
    #[must_use]
    pub fn try_get_value(self) -> Option<T>
    where
        T: Clone,
    {
        self.copy(false)
    }

    /// Reads the value.
    ///
    /// # Panics
    /// Where its owner has gone.
    pub fn with_value<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.look(false, read).unwrap_or_else(|| gone())
    }

    /// Changes the value, unless its owner has gone.
    pub fn try_update_value<U>(self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        self.change(change)
    }

    /// Changes the value, unless its owner has gone.
    pub fn update_value(self, change: impl FnOnce(&mut T)) {
        let _ = self.try_update_value(change);
    }

    /// Sets the value, unless its owner has gone.
    pub fn set_value(self, value: T) {
        let _ = self.put(value);
    }
}

impl<T: 'static, K: Kind> Handle<T, K> {
    fn look<U>(&self, tracked: bool, read: impl FnOnce(&T) -> U) -> Option<U> {
        let (mut read, mut seen) = (Some(read), None);
        show(&self.at, tracked, &mut |value| {
            if let (Some(Some(value)), Some(read)) = (value.downcast_ref::<Option<T>>(), read.take()) {
                seen = Some(read(value));
            }
        });
        seen
    }

    fn copy(&self, tracked: bool) -> Option<T>
    where
        T: Clone,
    {
        let mut copy = None;
        show(&self.at, tracked, &mut |value| {
            if let Some(value) = value.downcast_ref::<Option<T>>() {
                copy = value.clone();
            }
        });
        copy
    }

    fn change<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        let (mut change, mut changed) = (Some(change), None);
        alter(&self.at, &mut |value| {
            if let (Some(Some(value)), Some(change)) = (value.downcast_mut::<Option<T>>(), change.take()) {
                changed = Some(change(value));
            }
        });
        changed
    }

    /// Sets the value, or gives it back.
    fn put(&self, value: T) -> Option<T> {
        let mut value = Some(value);
        alter(&self.at, &mut |old| {
            if let Some(old) = old.downcast_mut::<Option<T>>() {
                *old = value.take();
            }
        });
        value
    }
}

impl<T: 'static, K: Followed> Handle<T, K> {
    /// Follows the value without reading it.
    pub fn track(&self) {
        if let Some(held) = self.at.held() {
            held.track();
        }
    }

    /// Reads the value and follows it.
    ///
    /// # Panics
    /// Where its owner has gone.
    pub fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        self.look(true, read).unwrap_or_else(|| gone())
    }

    /// Reads the value.
    ///
    /// # Panics
    /// Where its owner has gone.
    pub fn with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        self.look(false, read).unwrap_or_else(|| gone())
    }

    /// A copy of the value, which is followed.
    ///
    /// # Panics
    /// Where its owner has gone.
    #[must_use]
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.copy(true).unwrap_or_else(|| gone())
    }

    /// A copy of the value.
    ///
    /// # Panics
    /// Where its owner has gone.
    #[must_use]
    pub fn get_untracked(&self) -> T
    where
        T: Clone,
    {
        self.copy(false).unwrap_or_else(|| gone())
    }

    /// A copy of the value, unless its owner has gone.
    #[must_use]
    pub fn try_get_untracked(&self) -> Option<T>
    where
        T: Clone,
    {
        self.copy(false)
    }
}

impl<T: 'static, K: Written> Handle<T, K> {
    /// Changes the value and tells who follows it, unless its owner has gone.
    pub fn try_update<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        self.change(change)
    }

    /// Changes the value and tells who follows it, unless its owner has gone.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        let _ = self.change(change);
    }

    /// Sets the value and tells who follows it. Where its owner has gone, the value is given back.
    pub fn try_set(&self, value: T) -> Option<T> {
        self.put(value)
    }

    /// Sets the value and tells who follows it, unless its owner has gone.
    pub fn set(&self, value: T) {
        let _ = self.put(value);
    }

    /// Tells who follows the value that it may have changed.
    pub fn notify(&self) {
        if let Some(held) = self.at.held() {
            held.notify();
        }
    }
}

fn gone() -> ! {
    panic!("what is read here has gone with its owner")
}
