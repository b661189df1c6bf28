//! What a signal, a memo or a kept value is: a value behind `dyn Any`, and what tells of its changes.

use std::{any::Any, cell::RefCell, rc::Rc};

use leptos::{
    __reexports::send_wrapper::SendWrapper,
    prelude::{ArcMemo, ArcTrigger, LocalStorage, Notify, Track, on_cleanup},
    reactive::{
        graph::{AnySubscriber, ReactiveNode, Subscriber, ToAnySubscriber},
        owner::ArenaItem,
    },
};

/// Where a value is that belongs to an owner.
type Slot = ArenaItem<Held, LocalStorage>;

/// The kind of [`super::RwSignal`].
#[derive(Clone, Copy)]
pub struct Owned(pub(super) Slot);

/// The kind of [`super::Memo`].
#[derive(Clone, Copy)]
pub struct Computed(pub(super) Slot);

/// The kind of [`super::StoredValue`].
#[derive(Clone, Copy)]
pub struct Kept(pub(super) Slot);

/// A value and what tells of its changes; the kind of [`super::ArcRwSignal`].
#[derive(Clone)]
pub struct Held {
    source: Source,
    value: Value,
}

/// An `Option<T>`; none is a memo that was never computed.
pub(super) type Value = Rc<RefCell<dyn Any>>;

/// Computes a memo's value anew, and says whether it has become something else.
pub(super) type Renew = Box<dyn Fn(&mut dyn Any) -> bool>;

#[derive(Clone)]
pub(super) enum Source {
    None,
    Trigger(ArcTrigger),
    /// Its value is with the others'; Leptos knows when to compute it.
    Memo(ArcMemo<()>),
}

impl Source {
    fn track(&self) {
        match self {
            Self::None => {}
            Self::Trigger(trigger) => trigger.track(),
            Self::Memo(memo) => memo.track(),
        }
    }
}

impl Held {
    pub(super) fn signal(value: Value) -> Self {
        Self { source: Source::Trigger(ArcTrigger::new()), value }
    }

    pub(super) fn memo(value: Value, renew: Renew) -> Self {
        let parts = SendWrapper::new((value.clone(), renew));
        let memo = ArcMemo::new_owning(move |_| {
            let (value, renew) = &*parts;
            ((), renew(&mut *value.borrow_mut()))
        });
        leave(memo.to_any_subscriber());
        Self { source: Source::Memo(memo), value }
    }

    /// A value that nobody follows.
    pub(super) fn still(value: Value) -> Self {
        Self { source: Source::None, value }
    }

    /// Whether its value is held elsewhere too.
    pub(super) fn is_shared(&self) -> bool {
        Rc::strong_count(&self.value) > 1
    }

    /// Follows it.
    pub(super) fn track(&self) {
        self.source.track();
    }

    pub(super) fn keep(self) -> Slot {
        Slot::new_local(self)
    }

    /// Tells who follows it that it may have changed.
    pub(super) fn notify(&self) {
        if let Source::Trigger(trigger) = &self.source {
            trigger.notify();
        }
    }
}

pub(super) fn value_of<T: 'static>(value: T) -> Value {
    Rc::new(RefCell::new(Some(value)))
}

/// Something a value can be found by.
pub trait Kind {
    /// What it is known by, unless its owner has gone.
    fn held(&self) -> Option<Held>;
}

impl Kind for Held {
    fn held(&self) -> Option<Held> {
        Some(self.clone())
    }
}

impl Kind for Owned {
    fn held(&self) -> Option<Held> {
        self.0.try_get_value()
    }
}

impl Kind for Computed {
    fn held(&self) -> Option<Held> {
        self.0.try_get_value()
    }
}

impl Kind for Kept {
    fn held(&self) -> Option<Held> {
        self.0.try_get_value()
    }
}

/// What can be followed.
pub trait Followed: Kind {}
impl Followed for Owned {}
impl Followed for Held {}
impl Followed for Computed {}

/// What can be followed and written to.
pub trait Written: Followed {}
impl Written for Owned {}
impl Written for Held {}

pub(super) fn renew<T: PartialEq + 'static>(value: &mut dyn Any, compute: &dyn Fn(Option<&T>) -> T) -> bool {
    let Some(value) = value.downcast_mut::<Option<T>>() else { return false };
    let now = Some(compute(value.as_ref()));
    let changed = *value != now;
    *value = now;
    changed
}

/// Shows the value, up to date, to `look`, unless its owner has gone.
pub(super) fn show(at: &dyn Kind, tracked: bool, look: &mut dyn FnMut(&dyn Any)) {
    if let Some(held) = at.held() {
        if tracked {
            held.source.track();
        }
        if let Source::Memo(memo) = &held.source {
            memo.update_if_necessary();
        }
        look(&*held.value.borrow());
    }
}

/// Lets `change` change the value, unless its owner has gone.
pub(super) fn alter(at: &dyn Kind, change: &mut dyn FnMut(&mut dyn Any)) {
    if let Some(held) = at.held() {
        change(&mut *held.value.borrow_mut());
        // The value is free again: who is told may read it.
        held.notify();
    }
}

/// Has what follows others let go of them when what is being drawn goes. Leptos does not: a memo would remember each
/// effect that ever read it, and go through them at each change.
pub(crate) fn leave(follower: AnySubscriber) {
    on_cleanup(move || follower.clear_sources(&follower));
}
