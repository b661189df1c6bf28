//! What a report has so far.

use std::rc::Rc;

use crate::{
    api::{Collection, CollectionId, CollectionKind, Principal},
    data::{Store, Task},
    i18n::I18n,
    report::{self, Ahead, Gather, Named, Row, Words},
    ui,
};

/// What is there so far.
pub(super) struct State {
    pub(super) store: Rc<Store>,
    pub(super) words: Words,
    /// The collections that it is about; all, where there is none.
    pub(super) of: Vec<CollectionId>,
    /// Once it is known which collections there are.
    pub(super) gather: Option<Gather>,
    /// In the order in which they are shown first: each keeps its number.
    pub(super) rows: Vec<Row>,
    /// Those that are not shown yet.
    pub(super) ahead: Ahead,
    pub(super) under_way: Vec<(CollectionId, Task)>,
    pub(super) timer: Option<Task>,
}

impl State {
    /// Begins with these: in the order in which they will stand, where their names are known.
    pub(super) fn begin(&mut self, i18n: I18n, ids: &[CollectionId]) {
        let names: Option<Vec<Rc<str>>> =
            ids.iter().map(|id| self.store.collection(*id).map(|known| named(i18n, &known).name)).collect();
        let ids = match &names {
            Some(names) => {
                let names: Vec<&str> = names.iter().map(|name| &**name).collect();
                report::by_name(&names).into_iter().map(|at| ids[at]).collect()
            }
            None => ids.to_vec(),
        };
        let gather = Gather::new(&ids);
        self.ahead = Ahead::new(names.map(|_| gather.untried()));
        self.gather = Some(gather);
    }

    /// Shows what may be shown now, or all that has come.
    pub(super) fn show(&mut self, all: bool) {
        let rows = if all { self.ahead.take_all() } else { self.ahead.take() };
        self.rows.extend(rows);
    }

    /// The time (ms).
    pub(super) fn now(&self) -> u64 {
        self.store.api.now_ms() as u64
    }

    /// Whether every collection could be read.
    pub(super) fn is_complete(&self) -> bool {
        self.unread() == 0
    }

    /// Whether there are no collections at all.
    pub(super) fn of_none(&self) -> bool {
        self.gather.as_ref().is_some_and(|gather| gather.total() == 0)
    }

    /// How many could not be read.
    pub(super) fn unread(&self) -> u64 {
        self.gather.as_ref().map_or(0, |gather| gather.unread().len() as u64)
    }

    /// Those whose answer has not come yet, be they under way or not.
    pub(super) fn waited_for(&self) -> Vec<CollectionId> {
        let untried = self.gather.as_ref().map(Gather::untried).unwrap_or_default();
        self.under_way.iter().map(|(id, _)| *id).chain(untried).collect()
    }

    /// Entries of the list of collections that could not be read.
    pub(super) fn unlisted(&self) -> usize {
        if self.of.is_empty() { self.store.walked().with_untracked(|walked| walked.unreadable) } else { 0 }
    }

    /// Pages of the list of collections: those looked through, and how many there are, where that is known.
    pub(super) fn pages(&self) -> (u32, Option<u32>) {
        self.store.walked().with_untracked(|walked| (walked.done, walked.pages))
    }

    /// The words for a collection of which little may be known.
    pub(super) fn named(&self, i18n: I18n, id: CollectionId) -> Named {
        match self.store.collection(id) {
            Some(collection) => named(i18n, &collection),
            None => Named { id, name: i18n.collection_numbered(&id.to_string()).into(), kind: "".into() },
        }
    }
}

/// A collection as the report calls it.
pub(super) fn named(i18n: I18n, collection: &Collection) -> Named {
    let name = match (&collection.kind, &collection.owner) {
        // Everybody's is called alike: in a report it has to be told whose it is.
        (CollectionKind::Personal, Some(owner)) if !owner.name().is_empty() => {
            ui::name_of(i18n, collection) + " · " + owner.name()
        }
        _ => ui::name_of(i18n, collection),
    };
    Named { id: collection.id, name: name.into(), kind: ui::kind(i18n, &collection.kind).into() }
}

/// The words of rows.
pub(super) fn words(i18n: I18n) -> Words {
    Words {
        person: i18n.report_person().into(),
        group: i18n.report_group().into(),
        owner: i18n.level_owner().into(),
        admin: i18n.level_admin().into(),
        edit: i18n.level_edit().into(),
        view: i18n.level_view().into(),
        nobody: i18n.report_nobody().into(),
        unreadable: i18n.row_unreadable().into(),
        unnamed: Box::new(move |whom| match whom {
            Principal::User(id) => i18n.access_person(&id.to_string()),
            Principal::Group(id) => i18n.access_group(&id.to_string()),
        }),
    }
}
