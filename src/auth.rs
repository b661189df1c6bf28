//! Where a token comes from, and what happens when it no longer serves.
//!
//! One session is shared by all requests. A 401 leads to one refresh for all that wait (where there is a
//! gateway), then to [`State::Expired`]: what was being done waits, and goes on once [`Auth::signed_in`] is
//! called, or ends with [`crate::api::Error::SignIn`] once [`Auth::give_up`] is. What was begun for one person
//! never goes on as another: [`Auth::switch_to`] ends it. Tokens live in memory only.

mod kind;
mod renewal;

use std::{
    cell::{Cell, OnceCell, RefCell},
    fmt,
    rc::Rc,
};

use futures::{channel::oneshot, future::Shared};

pub use kind::{Identity, SignInKind};
use renewal::{Renew, Renewal};

/// Whether requests go through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// None has been answered yet.
    Untried,
    /// They do, as far as is known.
    Ready,
    /// The server does not know who is asking: requests wait.
    Expired,
}

/// What a request is sent with: to be asked about later whether it is still the newest.
pub(crate) struct Pass {
    pub(crate) bearer: Option<String>,
    issue: u64,
}

/// What a request that waits is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Word {
    /// Somebody signed in.
    SignedIn,
    /// The gateway renewed the session after all.
    Renewed,
    /// Nobody signs in.
    GivenUp,
}

type Observer = Rc<dyn Fn(State)>;

/// The session.
pub struct Auth {
    gateway: bool,
    /// Whether a token is asked for before the first request.
    asks: bool,
    renew: OnceCell<Renew>,
    bearer: RefCell<Option<String>>,
    issue: Cell<u64>,
    person: Cell<u64>,
    state: Cell<State>,
    /// Until when (ms since 1970) the gateway's session serves, where it has said so.
    ends: Cell<Option<f64>>,
    waiting: RefCell<Vec<oneshot::Sender<Word>>>,
    renewal: RefCell<Option<(Shared<Renewal>, f64)>>,
    observers: RefCell<Vec<Observer>>,
}

impl Auth {
    /// A session that has not been refused yet; in a demo, that of the first identity.
    #[must_use]
    pub fn new(kind: &SignInKind) -> Rc<Self> {
        let bearer = match kind {
            SignInKind::Demo(identities) => identities.first().and_then(|identity| usable(&identity.token)),
            _ => None,
        };
        Rc::new(Self {
            gateway: matches!(kind, SignInKind::Gateway),
            asks: matches!(kind, SignInKind::Host),
            renew: OnceCell::new(),
            bearer: RefCell::new(bearer),
            issue: Cell::new(0),
            person: Cell::new(0),
            state: Cell::new(State::Untried),
            ends: Cell::default(),
            waiting: RefCell::default(),
            renewal: RefCell::default(),
            observers: RefCell::default(),
        })
    }

    /// The token, where there is one.
    #[must_use]
    pub fn bearer(&self) -> Option<String> {
        self.bearer.borrow().clone()
    }

    /// Whether requests go through.
    #[must_use]
    pub fn state(&self) -> State {
        self.state.get()
    }

    /// Calls `observer` at each change of the state.
    pub fn on_change(&self, observer: Box<dyn Fn(State)>) {
        self.observers.borrow_mut().push(observer.into());
    }

    /// The same person signed in again, with a token or (`None`) with a cookie: what waits goes on. A text that
    /// can't be a token counts as none.
    #[expect(clippy::needless_pass_by_value, reason = "a token is handed over, not lent")]
    pub fn signed_in(&self, token: Option<String>) {
        *self.bearer.borrow_mut() = token.as_deref().and_then(usable);
        self.renew(Word::SignedIn);
    }

    /// Somebody else is there from now on: whatever was begun before ends with
    /// [`crate::api::Error::Aborted`], whether it waits, pauses or is under way.
    pub fn switch_to(&self, token: Option<String>) {
        self.person.set(self.person.get() + 1);
        self.signed_in(token);
    }

    /// The page around has handed over a token: whether it is another one than before, and usable.
    pub(crate) fn handed(&self, token: &str) -> bool {
        let token = usable(token).filter(|token| self.bearer.borrow().as_ref() != Some(token));
        let is_new = token.is_some();
        if is_new {
            *self.bearer.borrow_mut() = token;
            self.renewed();
        }
        is_new
    }

    /// The gateway has renewed the session.
    pub(crate) fn renewed(&self) {
        self.renew(Word::Renewed);
    }

    /// Nobody signs in now: what waits ends. What is asked for later tries afresh.
    pub fn give_up(&self) {
        self.release(Word::GivenUp);
    }

    fn renew(&self, word: Word) {
        self.issue.set(self.issue.get() + 1);
        self.set_ends(None);
        self.release(word);
    }

    fn release(&self, word: Word) {
        let waiting = self.waiting.take();
        if self.state.get() == State::Expired {
            self.become_(State::Ready);
        }
        for waiter in waiting {
            // One that has gone meanwhile needs no word.
            let _ = waiter.send(word);
        }
    }

    fn become_(&self, state: State) {
        if self.state.replace(state) != state {
            let observers = self.observers.borrow().clone();
            observers.iter().for_each(|observer| observer(state));
        }
    }

    pub(crate) fn pass(&self) -> Pass {
        Pass { bearer: self.bearer(), issue: self.issue.get() }
    }

    /// Whose session this is: a number that changes with the person, not with a sign-in of the same one.
    pub(crate) fn person(&self) -> u64 {
        self.person.get()
    }

    /// Whether somebody has signed in, or the session was renewed, since this pass was given.
    pub(crate) fn is_outdated(&self, pass: &Pass) -> bool {
        pass.issue != self.issue.get()
    }

    /// Whether sending with this pass is known to be refused.
    pub(crate) fn is_hopeless(&self, pass: &Pass) -> bool {
        self.state.get() == State::Expired && !self.is_outdated(pass)
    }

    pub(crate) fn has_gateway(&self) -> bool {
        self.gateway
    }

    /// A request was answered as this person.
    pub(crate) fn served(&self) {
        if self.state.get() == State::Untried {
            self.become_(State::Ready);
        }
    }

    /// Waits until somebody signs in or gives up.
    pub(crate) fn wait(&self) -> oneshot::Receiver<Word> {
        let (waiter, waiting) = oneshot::channel();
        {
            let mut all = self.waiting.borrow_mut();
            all.retain(|waiter| !waiter.is_canceled());
            all.push(waiter);
        }
        self.become_(State::Expired);
        waiting
    }
}

impl fmt::Debug for Auth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.state.get() == State::Expired { "Auth(expired)" } else { "Auth(ready)" })
    }
}

/// A token as a header can carry it: without what was pasted around it, and in visible ASCII.
fn usable(token: &str) -> Option<String> {
    let token = token.trim();
    let usable = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    usable.then(|| token.to_owned())
}
