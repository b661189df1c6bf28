//! A person, what they do, and what they have been told of it.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, HashMap},
    rc::Rc,
};

use leptos::prelude::Owner;
use vitrine::{
    api::{Api, Change, CollectionId, Dialect, Error, GroupId, Level, Paging, PermissionOp, Principal, UserId},
    auth::{Auth, Identity, SignInKind, State},
    bulk::Bulk,
    data::{Key, Listing, Outcome, Run, Store, listing, spawn},
    signal::{Memo, RwSignal},
};

mod more;

use crate::{
    chance::Chance,
    net::{Net, Wire},
};

pub(crate) const PEOPLE: [&str; 3] = ["teacher", "student", "librarian"];

/// Whether a collection is to be archived, as it was last wanted.
#[derive(Clone, Debug)]
pub(crate) struct Want {
    pub(crate) step: u32,
    /// `None`: somebody else has been there since, and it may be either.
    pub(crate) archived: Option<bool>,
    /// Whether the person was told that it is so, or that it may not be.
    pub(crate) told: Option<bool>,
}

/// What somebody's access to a collection has to be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Access {
    Is(Level),
    None,
}

/// What the person knows.
#[derive(Default)]
pub(crate) struct Notes {
    pub(crate) wants: BTreeMap<CollectionId, Want>,
    pub(crate) access: BTreeMap<(CollectionId, Principal), Access>,
    /// Changes of access under way, by collection, and whether they overlap.
    sharing: HashMap<CollectionId, (u32, bool)>,
    /// What was created by these names: that it was (`Some`), or that it was not.
    pub(crate) created: BTreeMap<String, Option<CollectionId>>,
    pub(crate) deleted: Vec<CollectionId>,
    /// Who has created something.
    pub(crate) makers: std::collections::BTreeSet<&'static str>,
    /// What was asked for and not yet answered.
    pub(crate) pending: u32,
    pub(crate) acknowledged: u32,
    pub(crate) errors: u32,
}

pub(crate) struct Person {
    pub(crate) net: Rc<Net>,
    pub(crate) chance: Rc<Chance>,
    pub(crate) auth: Rc<Auth>,
    pub(crate) store: Rc<Store>,
    pub(crate) bulk: Bulk,
    pub(crate) notes: Rc<RefCell<Notes>>,
    pub(crate) who: Cell<usize>,
    screen: RefCell<(Owner, Listing)>,
    pub(crate) key: RwSignal<Key>,
    /// At which step the action on many began.
    began: Cell<u32>,
    step: Cell<u32>,
    made: Cell<u32>,
    /// What was done in which action on many, as far as it was seen.
    seen: RefCell<std::collections::HashSet<(u32, CollectionId)>>,
    /// Those of the last action on many.
    many: RefCell<Vec<CollectionId>>,
    _address: Owner,
}

/// The list of the address, and what it ends with.
fn draw(store: &Rc<Store>, key: RwSignal<Key>) -> (Owner, Listing) {
    let owner = Owner::new();
    let listing = owner.with(|| listing(store, Memo::new(move |_| key.get()), || false));
    (owner, listing)
}

impl Person {
    pub(crate) fn new(net: Rc<Net>, chance: Rc<Chance>) -> Self {
        let identity = |who: &&str| Identity { name: (*who).to_owned(), token: format!("demo-{who}") };
        let auth = Auth::new(&SignInKind::Demo(PEOPLE.iter().map(identity).collect()));
        let api = Api::new(Rc::new(Wire(net.clone())), String::new(), auth.clone(), Dialect::Bare);
        let store = Store::new(api);
        // The address outlives what is drawn.
        let address = Owner::new();
        let key = address.with(|| RwSignal::new(Key::Collections(Paging { page: 1, per_page: 20 })));
        Self {
            bulk: Bulk::new(store.clone()),
            net,
            chance,
            auth,
            store: store.clone(),
            notes: Rc::default(),
            who: Cell::new(0),
            screen: RefCell::new(draw(&store, key)),
            key,
            _address: address,
            began: Cell::new(0),
            step: Cell::new(0),
            made: Cell::new(0),
            seen: RefCell::default(),
            many: RefCell::default(),
        }
    }

    /// What is on the screen.
    pub(crate) fn listing(&self) -> Listing {
        self.screen.borrow().1
    }

    pub(crate) fn name(&self) -> &'static str {
        PEOPLE[self.who.get()]
    }

    /// A collection that the page on the screen shows, or that was made here.
    fn some(&self) -> Option<CollectionId> {
        let shown = self.listing().load.with_untracked(|load| {
            let ids = load.value().map(|page| {
                page.rows
                    .iter()
                    .filter_map(|row| match row {
                        vitrine::data::RowOf::Collection(id) => Some(*id),
                        _ => None,
                    })
                    .collect::<Vec<_>>()
            });
            ids.unwrap_or_default()
        });
        (!shown.is_empty()).then(|| *self.chance.one(&shown))
    }

    /// Does something, whatever comes to mind.
    pub(crate) fn act(&self, step: u32) -> &'static str {
        self.step.set(step);
        let chance = &self.chance;
        if self.auth.state() == State::Expired && chance.percent(40) {
            return self.sign_in();
        }
        match chance.below(100) {
            0..20 => self.page(),
            20..23 => self.again(),
            23..27 => self.media(),
            27..50 => self.archive(),
            50..60 => self.share(),
            60..67 => self.create(),
            67..73 => self.delete(),
            73..79 => self.start_bulk(),
            79..83 => self.meddle_with_bulk(),
            83..88 => self.walk(),
            88..92 => self.look_ahead(),
            92..96 => self.somebody_else_acts(),
            96..98 => {
                self.net.restart();
                "restart"
            }
            _ if chance.percent(20) => self.switch(),
            _ => "wait",
        }
    }

    fn page(&self) -> &'static str {
        let per_page = *self.chance.one(&[10, 20, 50]);
        self.key.set(Key::Collections(Paging { page: 1 + u32::try_from(self.chance.below(4)).unwrap(), per_page }));
        "page"
    }

    fn again(&self) -> &'static str {
        self.listing().retry();
        "ask again"
    }

    fn media(&self) -> &'static str {
        let Some(id) = self.some() else { return "media of none" };
        let fetch = self.store.fetch(Key::Media(id, Paging { page: 1, per_page: 20 }));
        self.ask("media", async move { fetch.await.map(drop) }, |_, _| ());
        "media"
    }

    /// Asks for something, and notes what is told.
    fn ask<T: 'static>(
        &self,
        what: &'static str,
        asked: impl Future<Output = Result<T, Error>> + 'static,
        note: impl FnOnce(&mut Notes, Result<T, Error>) + 'static,
    ) {
        let notes = self.notes.clone();
        notes.borrow_mut().pending += 1;
        spawn(async move {
            let result = asked.await;
            let mut notes = notes.borrow_mut();
            notes.pending -= 1;
            match &result {
                Ok(_) => notes.acknowledged += 1,
                Err(error) => {
                    assert!(*error != Error::SignIn || what != "nothing");
                    notes.errors += 1;
                }
            }
            note(&mut notes, result);
        });
    }

    fn archive(&self) -> &'static str {
        // Often one that an action on many is just about to change.
        let many = self.many.borrow();
        let busy = self.bulk.runs() && !many.is_empty() && self.chance.percent(80);
        let Some(id) = (if busy { Some(*self.chance.one(&many)) } else { self.some() }) else { return "archive none" };
        let archived = self.chance.percent(50);
        let want = Want { step: self.step.get(), archived: Some(archived), told: None };
        self.notes.borrow_mut().wants.insert(id, want);
        let notes = self.notes.clone();
        let done = move |outcome: Outcome| {
            let mut notes = notes.borrow_mut();
            let told = outcome.result.is_ok();
            if told {
                notes.acknowledged += 1;
            } else {
                notes.errors += 1;
            }
            if let Some(want) = notes.wants.get_mut(&id) {
                if !told {
                    want.told = Some(false);
                } else if want.archived == Some(outcome.archived) {
                    want.told = Some(true);
                }
            }
        };
        self.store.set_archived(id, archived, Box::new(done));
        if archived { "archive" } else { "unarchive" }
    }

    fn ops(&self) -> Vec<PermissionOp> {
        let id = 5 + i64::try_from(self.chance.below(12)).unwrap();
        let principal = if self.chance.percent(70) {
            Principal::User(UserId::new(id).unwrap())
        } else {
            Principal::Group(GroupId::new(1 + id % 3).unwrap())
        };
        let level = self.chance.one(&[Level::View, Level::Edit]).clone();
        let change = match self.chance.below(3) {
            0 => Change::Destroy,
            1 => Change::Update(level),
            _ => Change::Create(level),
        };
        vec![PermissionOp { principal, change }]
    }

    fn share(&self) -> &'static str {
        let Some(id) = self.some() else { return "share none" };
        let ops = self.ops();
        {
            let mut notes = self.notes.borrow_mut();
            let under_way = notes.sharing.entry(id).or_default();
            *under_way = (under_way.0 + 1, under_way.0 > 0 || self.bulk.runs());
        }
        let (store, sent) = (self.store.clone(), ops.clone());
        let asked = async move { store.change_access(id, &sent).await };
        self.ask("share", asked, move |notes, result| {
            let under_way = notes.sharing.entry(id).or_default();
            under_way.0 -= 1;
            let alone = !under_way.1;
            for op in ops {
                let key = (id, op.principal);
                match &result {
                    Ok(_) if alone => drop(notes.access.insert(
                        key,
                        match op.change {
                            Change::Destroy => Access::None,
                            Change::Create(level) | Change::Update(level) => Access::Is(level),
                        },
                    )),
                    Err(error) if alone && !error.may_have_happened() => {}
                    _ => drop(notes.access.remove(&key)),
                }
            }
        });
        "share"
    }

    fn create(&self) -> &'static str {
        self.made.set(self.made.get() + 1);
        let name = format!("chaos{}", self.made.get());
        self.notes.borrow_mut().makers.insert(self.name());
        let asked = self.store.clone().create(name.clone(), None);
        self.ask("create", asked, move |notes, result| match result {
            Ok(id) => drop(notes.created.insert(name, Some(id))),
            Err(error) if !error.may_have_happened() => drop(notes.created.insert(name, None)),
            Err(_) => {}
        });
        "create"
    }

    fn delete(&self) -> &'static str {
        let made = self.notes.borrow().created.values().flatten().copied().collect::<Vec<_>>();
        if made.is_empty() {
            return "delete none";
        }
        let id = *self.chance.one(&made);
        // Whatever was known of it need not hold while it goes.
        self.doubt(id);
        self.ask("delete", self.store.clone().delete(id), move |notes, result| {
            notes.forget(id);
            if result.is_ok() {
                notes.deleted.push(id);
            } else if result.is_err_and(|error| error.may_have_happened()) {
                notes.created.retain(|_, made| *made != Some(id));
            }
        });
        "delete"
    }

    /// Whether nothing is awaited any more.
    pub(crate) fn rests(&self) -> Result<(), String> {
        let pending = self.notes.borrow().pending;
        let walks = self.store.walked().with_untracked(|walked| walked.run == Run::Running);
        let loads = self.listing().load.with_untracked(vitrine::data::Load::is_pending);
        let rests = pending == 0 && !self.bulk.runs() && !walks && !loads && self.auth.state() != State::Expired;
        if rests {
            Ok(())
        } else {
            Err(format!(
                "pending {pending}, bulk {}, walk {walks}, list {loads}, {:?}",
                self.bulk.runs(),
                self.auth.state()
            ))
        }
    }
}

impl Notes {
    fn forget(&mut self, id: CollectionId) {
        self.wants.insert(id, Want { step: u32::MAX, archived: None, told: Some(false) });
        self.access.retain(|(of, _), _| *of != id);
        self.sharing.entry(id).or_default().1 = true;
    }
}
