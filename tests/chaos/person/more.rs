//! What is done with many, ahead, or by others.

use vitrine::{
    api::{Change, CollectionId, Level, Method, Paging, PermissionOp},
    bulk::Action,
    data::Key,
};

use super::{Person, Want, draw};

impl Person {
    pub(super) fn start_bulk(&self) -> &'static str {
        self.see_bulk();
        let ids: Vec<CollectionId> = (0..1 + self.chance.below(9)).filter_map(|_| self.some()).collect();
        let action = match self.chance.below(3) {
            0 => Action::Archive,
            1 => Action::Unarchive,
            _ => Action::Share(
                self.ops().into_iter().map(|op| PermissionOp { change: Change::Create(Level::View), ..op }).collect(),
            ),
        };
        if matches!(action, Action::Share(_)) {
            let mut notes = self.notes.borrow_mut();
            for id in &ids {
                notes.sharing.entry(*id).or_default().1 = true;
                notes.access.retain(|(of, _), _| of != id);
            }
        }
        if self.bulk.start(action, &ids) {
            self.many.replace(ids.clone());
            self.began.set(self.step.get());
            // A click that waits is replaced by what comes after it.
            let mut notes = self.notes.borrow_mut();
            let waiting = notes.wants.iter_mut().filter(|(id, want)| ids.contains(id) && want.told.is_none());
            waiting.for_each(|(_, want)| want.archived = None);
        }
        "bulk"
    }

    pub(super) fn meddle_with_bulk(&self) -> &'static str {
        self.see_bulk();
        match self.chance.below(4) {
            0 => self.bulk.stop(),
            1 => self.bulk.again(true),
            2 => self.bulk.again(false),
            _ => self.bulk.dismiss(),
        }
        "stop, again or dismiss"
    }

    /// Reads what is said of the action on many.
    pub(crate) fn see_bulk(&self) {
        let Some(status) = self.bulk.status.get_untracked() else { return };
        let archived = match status.action {
            Action::Archive => Some(true),
            Action::Unarchive => Some(false),
            Action::Share(_) => return,
        };
        let mut notes = self.notes.borrow_mut();
        let began = self.began.get();
        for id in status.done {
            let is_news = self.seen.borrow_mut().insert((began, id));
            let want = notes.wants.entry(id).or_insert(Want { step: 0, archived, told: None });
            if want.step < began {
                *want = Want { step: began, archived, told: Some(true) };
            } else if is_news && want.told.is_some() {
                // Clicked on before its turn had come: either may have been the last.
                want.archived = None;
            }
        }
        for (id, _) in status.failures {
            if let Some(want) = notes.wants.get_mut(&id) {
                want.told = Some(false);
            }
        }
    }

    pub(super) fn walk(&self) -> &'static str {
        match self.chance.below(4) {
            0 => self.store.stop_walk(),
            1 => self.store.walk_again(),
            _ => self.store.walk(),
        }
        "walk"
    }

    pub(super) fn look_ahead(&self) -> &'static str {
        let Some(id) = self.some() else { return "look at none" };
        match self.chance.below(3) {
            0 => self.store.page_soon(Key::Collections(Paging { page: 2, per_page: 20 })),
            1 => self.store.access_soon(id),
            _ => self.ask("access", self.store.clone().access(id), |_, _| ()),
        }
        "look ahead"
    }

    /// Somebody else changes something behind this person's back.
    pub(super) fn somebody_else_acts(&self) -> &'static str {
        let Some(id) = self.some() else { return "nobody" };
        self.doubt(id);
        let act = self.chance.one(&["/archive", "/unarchive"]);
        self.net.truth("teacher", Method::Post, &format!("/collections/{id}{act}"));
        "somebody else"
    }

    /// Nothing is expected of this one until something is known anew.
    pub(super) fn doubt(&self, id: CollectionId) {
        self.notes.borrow_mut().forget(id);
    }

    pub(crate) fn sign_in(&self) -> &'static str {
        match self.chance.below(10) {
            0 => self.auth.give_up(),
            1 => return self.switch(),
            _ => self.auth.signed_in(Some(format!("demo-{}", self.name()))),
        }
        "sign in"
    }

    /// Somebody else is there from now on, as the session has it.
    pub(super) fn switch(&self) -> &'static str {
        self.see_bulk();
        let who = if self.chance.percent(90) { self.chance.below(2) } else { 2 };
        self.who.set(who);
        self.auth.switch_to(Some(format!("demo-{}", self.name())));
        self.store.forget();
        self.bulk.forget();
        // What was under way ends untold: it was another person's.
        let mut notes = self.notes.borrow_mut();
        notes.wants.clear();
        notes.access.clear();
        drop(notes);
        self.key.set(Key::Collections(Paging {
            page: 1,
            per_page: 10 + 10 * u32::from(self.key.get_untracked().paging().per_page == 10),
        }));
        // All is drawn anew.
        self.screen.borrow().0.cleanup();
        *self.screen.borrow_mut() = draw(&self.store, self.key);
        "switch"
    }
}
