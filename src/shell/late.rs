//! What comes to every address once the second file is there.

use std::rc::Rc;

use crate::{
    app::App,
    data::{Store, Task},
    dom::{Nodes, nodes, watch},
    route::Route,
    ui::{keys, wait},
};

/// How long (ms) nothing must be under way before the library is looked for.
const CALM: u32 = 300;

/// The keys, the library in the top bar, and what is waited for.
pub(crate) fn late(app: App) -> Nodes {
    if !app.root.is_embedded() {
        look_for_library(app);
    }
    nodes().with(keys::keys(app)).with(wait::waits(app))
}

/// An address that was opened directly may show no list in which one's own library is: it is looked for, once what
/// the address shows is there. Where that is nothing, nobody is to be asked to sign in for it.
fn look_for_library(app: App) {
    let store = app.store.get_value();
    let library = store.library();
    let mut looking = None::<Task>;
    watch(move || {
        let shows = app.nav.address.get().route != Route::Unknown;
        if library.get().is_some() {
            drop(looking.take());
        } else if shows && !app.session.out.get() {
            drop(looking.replace(Task::spawn(look(store.clone()))));
        }
    });
}

async fn look(store: Rc<Store>) {
    loop {
        store.api.sleep(CALM).await;
        if !store.is_busy() {
            break;
        }
    }
    store.look_for_library().await;
}
