//! What carries the dialog's questions to the server and its answers back.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use leptos::prelude::*;
use web_sys::HtmlTextAreaElement;

use super::words;
use crate::{
    api::CollectionId,
    app::App,
    data::{Store, Task, spawn},
    sharing::{Ask, Sharing, Status},
    signal::{RwSignal, StoredValue},
    ui::{self, within::Within},
};

thread_local! {
    /// Whom the person was about to add in a dialog that has gone, for the one that is being opened for it.
    static LEFT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// One dialog's state, as its views hold it.
#[derive(Clone, Copy)]
pub(super) struct Desk(StoredValue<Rc<Inner>>);

pub(super) struct Inner {
    pub(super) app: App,
    store: Rc<Store>,
    id: Option<CollectionId>,
    state: RefCell<Sharing>,
    /// Counts the changes of the state: one signal that all views read.
    version: RwSignal<u32>,
    /// What the last addition came to.
    status: RwSignal<Option<Status>>,
    /// What stands in the field.
    typed: RwSignal<Option<String>>,
    within: Within,
    /// What nobody needs once the dialog has gone.
    reading: RefCell<Vec<Task>>,
    field: RefCell<Option<HtmlTextAreaElement>>,
    /// The chip that Tab goes to.
    current: Cell<u64>,
    /// Whether a pointer is down: chips that appear then would move what it is on.
    pub(super) held: Cell<bool>,
}

impl Desk {
    /// `id` is the collection whose list is read and changed.
    pub(super) fn new(app: App, id: Option<CollectionId>, sharing: Sharing) -> Self {
        let inner = Rc::new(Inner {
            app,
            store: app.store.get_value(),
            id,
            state: RefCell::new(sharing),
            version: RwSignal::new(0),
            status: RwSignal::new(None),
            typed: RwSignal::new(None),
            within: Within::new(),
            reading: RefCell::default(),
            field: RefCell::default(),
            current: Cell::new(0),
            held: Cell::new(false),
        });
        if let Some(text) = LEFT.take() {
            inner.state.borrow_mut().put(&text);
        }
        inner.go();
        let closing = StoredValue::new_local(inner.clone());
        let opened = app.nav.address.get_untracked();
        on_cleanup(move || {
            if let Some(inner) = closing.try_get_value() {
                // Whoever closes it is asked; another address just takes it away.
                if app.nav.address.get_untracked() != opened {
                    inner.keep();
                }
                inner.reading.borrow_mut().clear();
                inner.state.borrow_mut().close();
            }
        });
        Self(StoredValue::new_local(inner))
    }

    pub(super) fn inner(self) -> Rc<Inner> {
        self.0.get_value()
    }

    pub(super) fn app(self) -> App {
        self.inner().app
    }

    /// Reads the state, and again whenever it changes.
    pub(super) fn read<T>(self, read: impl FnOnce(&Sharing) -> T) -> T {
        self.inner().version.track();
        self.peek(read)
    }

    /// Reads the state as it is now.
    pub(super) fn peek<T>(self, read: impl FnOnce(&Sharing) -> T) -> T {
        read(&self.inner().state.borrow())
    }

    /// Changes the state, and asks what is then to be asked.
    pub(super) fn act(self, act: impl FnOnce(&mut Sharing)) {
        self.inner().act(act);
    }

    /// What the last addition came to, until something else is typed.
    pub(super) fn status(self) -> Option<Status> {
        self.inner().status.get()
    }

    pub(super) fn typed(self) -> Option<String> {
        self.inner().typed.get()
    }

    pub(super) fn set_field(self, field: HtmlTextAreaElement) {
        *self.inner().field.borrow_mut() = Some(field);
    }

    /// The field for recipients.
    pub(super) fn field(self) -> Option<HtmlTextAreaElement> {
        self.inner().field.borrow().clone()
    }

    pub(super) fn focus_field(self) {
        if let Some(field) = self.field() {
            // A field that has gone can't be focused.
            let _ = field.focus();
        }
    }

    /// Hears that the field holds something else.
    pub(super) fn heard(self, text: String) {
        let inner = self.inner();
        inner.typed.set(Some(text).filter(|text| !text.trim().is_empty()));
        inner.status.set(None);
    }

    /// Puts a text into the field, in place of what is there.
    pub(super) fn write(self, text: &str) {
        if let Some(field) = self.field() {
            field.set_value(text);
        }
        self.heard(text.to_owned());
    }

    /// Makes chips of what stands in the field.
    pub(super) fn commit(self) {
        let text = self.field().map(|field| field.value()).unwrap_or_default();
        if !text.trim().is_empty() {
            self.write("");
            self.act(|sharing| sharing.put(&text));
            self.inner().status.set(None);
        }
    }

    /// The chip that Tab goes to: the last one, where none was chosen.
    pub(super) fn is_current(self, key: u64) -> bool {
        let current = self.inner().current.get();
        self.read(|sharing| {
            let known = sharing.chip(current).is_some();
            if known { key == current } else { sharing.chips().last().is_some_and(|chip| chip.key == key) }
        })
    }

    pub(super) fn set_current(self, key: u64) {
        self.inner().current.set(key);
        self.act(|_| {});
    }

    /// Where the person is asked.
    pub(super) fn within(self) -> Within {
        self.inner().within
    }
}

impl Inner {
    pub(super) fn act(self: &Rc<Self>, act: impl FnOnce(&mut Sharing)) {
        act(&mut self.state.borrow_mut());
        self.go();
    }

    pub(super) fn state(&self) -> std::cell::Ref<'_, Sharing> {
        self.state.borrow()
    }

    /// Without the right to change anything the choices go: the focus is not to go with them.
    pub(super) fn leave_choices(&self) {
        let Some(field) = self.field.borrow().clone() else { return };
        let body = field.closest(".body").ok().flatten();
        if body.is_some_and(|body| body.query_selector("li select:focus").is_ok_and(|select| select.is_some())) {
            // A field that has gone can't be focused.
            let _ = field.focus();
        }
    }

    /// Offers to go on with whoever is not added yet.
    fn keep(&self) {
        let typed = self.typed.try_get_untracked().flatten();
        let left: Vec<String> = self.state.borrow().left().into_iter().chain(typed).collect();
        if left.is_empty() {
            return;
        }
        let (ask, question) = (self.app.ask, self.id.map_or(ui::Question::ShareMany, ui::Question::Share));
        self.app.toasts.offer(self.app.i18n.share_discard_why(), self.app.i18n.act_go_on(), move || {
            LEFT.set(Some(left.join("\n")));
            ask.open(question);
        });
    }

    pub(super) fn tell_status(&self, status: Status) {
        if let Some(Some(status)) = self.status.try_set(Some(status)) {
            // Nobody looks any more: it is told on the page.
            self.app.toasts.say(words::came_to(self.app.i18n, &status));
        }
    }

    fn go(self: &Rc<Self>) {
        loop {
            let ask = self.state.borrow_mut().next();
            let Some(ask) = ask else { break };
            self.ask(ask);
        }
        let news = self.state.borrow_mut().take_news();
        news.into_iter().for_each(|news| words::tell(self, news));
        // Nobody looks at a dialog that has gone.
        let _ = self.version.try_update(|version| *version = version.wrapping_add(1));
    }

    fn ask(self: &Rc<Self>, ask: Ask) {
        let inner = self.clone();
        if let Ask::Wait(seconds) = ask {
            set_timeout(move || inner.act(Sharing::waited), Duration::from_secs(seconds));
            return;
        }
        let only_shown = matches!(ask, Ask::List(true) | Ask::Find(_));
        let work = async move {
            match (ask, inner.id) {
                (Ask::Find(address), _) => {
                    let answer = inner.store.api.find_user(&address).await;
                    inner.act(|sharing| sharing.found(&address, answer));
                }
                (Ask::List(_), Some(id)) => {
                    let answer = inner.store.clone().access(id).await;
                    inner.act(|sharing| sharing.listed(answer));
                }
                (Ask::Change(ops), Some(id)) => {
                    let answer = inner.store.change_access(id, &ops).await;
                    inner.act(|sharing| sharing.changed(answer));
                }
                _ => {}
            }
        };
        if only_shown {
            self.reading.borrow_mut().push(Task::spawn(work));
        } else {
            spawn(work);
        }
    }
}
