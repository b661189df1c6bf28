//! Gathers the report: the list of collections first, then who has access to each.

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;

use super::state::{State, named, words};
use crate::{
    api::{AccessList, Collection, CollectionId, Error},
    app::{App, use_app},
    data::{self, Store, Task},
    dom::watch,
    report::{self, Ahead, Gather, Stage},
    signal::{RwSignal, StoredValue},
};

/// The report as it is being gathered. It ends, with every request under way, when its page goes.
#[derive(Clone, Copy)]
pub(super) struct Run {
    app: App,
    state: StoredValue<State>,
    /// Follows how far it is.
    pub(super) at: RwSignal<u32>,
    /// Follows the rows.
    pub(super) rows: RwSignal<u32>,
}

/// How far it is, as a person is told.
#[derive(Clone, PartialEq)]
pub(super) enum Phase {
    /// It looks through the list of collections.
    Listing,
    /// It reads lists of access.
    Reading,
    /// It waits so many seconds more.
    Waiting(u64),
    /// The person stopped it.
    Stopped,
    /// It can't go on.
    Held(Error),
    /// There is nothing left to do.
    Done,
}

impl Run {
    /// Starts with these collections, or with all where there is none.
    pub(super) fn start(of: Vec<CollectionId>) -> Self {
        let app = use_app();
        let store = app.store.get_value();
        let (all, words) = (of.is_empty(), words(app.i18n));
        let (rows, under_way, ahead) = (Vec::new(), Vec::new(), Ahead::new(None));
        let state = State { store, words, of, gather: None, rows, ahead, under_way, timer: None };
        let run = Self { app, state: StoredValue::new_local(state), at: RwSignal::new(0), rows: RwSignal::new(0) };
        app.announcer.say(app.i18n.report_began());
        if all {
            run.list();
        } else {
            run.change(|state| state.begin(app.i18n, &state.of.clone()));
            run.step();
        }
        run
    }

    /// Has the store look through the list of collections, and reads the access to each once it is through.
    fn list(self) {
        let store = self.with(|state| state.store.clone());
        store.walk();
        let walked = store.walked();
        let handle = self.app.store;
        on_cleanup(move || {
            if let Some(store) = handle.try_get_value() {
                store.stop_walk();
            }
        });
        watch(move || {
            let ids = walked.with(|walked| (walked.run == data::Run::Complete).then(|| walked.ids.clone()));
            let begun = self.with(|state| state.gather.is_some());
            if let Some(ids) = ids.filter(|_| !begun) {
                self.change(|state| state.begin(self.app.i18n, &ids));
                untrack(|| self.step());
                if untrack(|| self.phase()) == Phase::Done {
                    self.say_done();
                }
            }
            if let data::Run::Failed(_) = walked.with(|walked| walked.run.clone()) {
                self.say_where();
            }
            self.tell();
        });
    }

    /// Looks at what is there.
    pub(super) fn with<T>(self, look: impl FnOnce(&State) -> T) -> T {
        self.state.with_value(look)
    }

    fn change<T>(self, change: impl FnOnce(&mut State) -> T) -> Option<T> {
        self.state.try_update_value(change)
    }

    fn tell(self) {
        self.at.update(|count| *count += 1);
    }

    /// How far it is.
    pub(super) fn phase(self) -> Phase {
        self.at.track();
        self.with(|state| match &state.gather {
            None => state.store.walked().with_untracked(|walked| match &walked.run {
                data::Run::Stopped => Phase::Stopped,
                data::Run::Failed(error) => Phase::Held(error.clone()),
                _ => Phase::Listing,
            }),
            Some(gather) => match gather.stage() {
                Stage::Reading => Phase::Reading,
                Stage::Waiting(until) => Phase::Waiting(until.saturating_sub(state.now()).div_ceil(1000).max(1)),
                Stage::Stopped => Phase::Stopped,
                Stage::Held(error) => Phase::Held(error),
                Stage::Done => Phase::Done,
            },
        })
    }

    /// Sends what may be sent now.
    fn step(self) {
        while let Some(Some(id)) = self.change(|state| state.gather.as_mut()?.next()) {
            let store = self.with(|state| state.store.clone());
            let task = Task::spawn(async move {
                let answer = read(store, id).await;
                self.arrived(id, answer);
            });
            self.change(|state| state.under_way.push((id, task)));
        }
    }

    fn arrived(self, id: CollectionId, answer: Result<(Arc<Collection>, AccessList), Error>) {
        let i18n = self.app.i18n;
        let told = self.change(|state| {
            let now = state.now();
            // The task that calls this is dropped after it has come to its end.
            state.under_way.retain(|(under_way, _)| *under_way != id);
            let gather = state.gather.as_mut()?;
            let answer = answer.map(|(collection, list)| {
                let of = Rc::new(named(i18n, &collection));
                state.ahead.answered(id, report::rows(&state.words, &of, &collection, &list));
            });
            let unread = gather.unread().len();
            gather.answered(id, answer, now);
            let (showing, stage) = (gather.is_showing(), gather.stage());
            if gather.unread().len() > unread {
                state.ahead.answered(id, Vec::new());
            }
            state.show(!matches!(stage, Stage::Reading | Stage::Waiting(_)));
            Some((showing, stage))
        });
        let Some(Some((showing, stage))) = told else { return };
        match stage {
            Stage::Waiting(_) => self.wait(),
            Stage::Held(_) => {
                self.stop();
                self.say_where();
            }
            Stage::Done => self.say_done(),
            Stage::Reading | Stage::Stopped => {}
        }
        self.step();
        self.tell();
        if showing {
            self.rows.update(|count| *count += 1);
        }
    }

    /// Looks every second whether the server's wish to wait has been met.
    fn wait(self) {
        if self.with(|state| state.timer.is_some()) {
            return;
        }
        self.say_where();
        let store = self.with(|state| state.store.clone());
        let timer = Task::spawn(async move {
            loop {
                store.api.sleep(1000).await;
                let on = self.change(|state| {
                    let now = state.now();
                    state.gather.as_mut().is_none_or(|gather| gather.resume(now))
                });
                if on != Some(false) {
                    break;
                }
                self.tell();
            }
            self.change(|state| state.timer = None);
            self.step();
            self.tell();
        });
        self.change(|state| state.timer = Some(timer));
    }

    /// Stops, and lets go of what is under way; what has been read stays.
    pub(super) fn stop(self) {
        self.change(|state| {
            state.timer = None;
            let under_way: Vec<CollectionId> = state.under_way.drain(..).map(|(id, _)| id).collect();
            match &mut state.gather {
                Some(gather) => gather.stop(&under_way),
                None => state.store.stop_walk(),
            }
        });
        self.show_all();
    }

    /// Shows all that has come.
    pub(super) fn show_all(self) {
        self.change(|state| state.show(true));
        self.tell();
        self.rows.update(|count| *count += 1);
    }

    /// Goes on where it stopped.
    pub(super) fn go_on(self) {
        let store = self.with(|state| state.store.clone());
        let listed = self.change(|state| state.gather.as_mut().map(Gather::go_on).is_some());
        if listed == Some(true) {
            self.step();
            self.tell();
        } else {
            store.walk();
        }
    }

    /// Tries those that could not be read once more.
    pub(super) fn retry(self) {
        self.stop();
        self.change(|state| state.gather.as_mut().map(Gather::retry));
        self.step();
        self.tell();
        self.rows.update(|count| *count += 1);
    }

    fn say_where(self) {
        self.app.announcer.say(untrack(|| super::progress::text(self.app.i18n, self)));
    }

    fn say_done(self) {
        let i18n = self.app.i18n;
        let text = self.with(|state| {
            let counts = super::counted(i18n, state);
            match state.unread() {
                0 => i18n.report_done(&counts),
                unread => i18n.report_done_but(&counts, &i18n.report_unread(unread)),
            }
        });
        self.app.announcer.say(text);
    }
}

/// A collection, which may be known from the list, and who has access to it.
async fn read(store: Rc<Store>, id: CollectionId) -> Result<(Arc<Collection>, AccessList), Error> {
    if store.collection(id).is_none() {
        store.clone().load_collection(id).await?;
    }
    let list = store.api.permissions_of_one_of_many(id).await?;
    store.collection(id).map(|collection| (collection, list)).ok_or(Error::Aborted)
}
