//! One at a time among all tabs of an origin: the browser's Web Locks.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

use super::Alone;

/// The name of the lock.
const NAME: &str = "vitrine-session";

#[wasm_bindgen]
extern "C" {
    /// Where a browser has no locks, or none for this page, it throws. (web-sys calls them unstable.)
    #[wasm_bindgen(js_namespace = ["navigator", "locks"], catch)]
    fn request(name: &str, options: &Object, begun: &Function) -> Result<Promise, JsValue>;
}

/// A lock, from when it is asked for.
enum Lock {
    Wanted,
    /// This hands it on.
    Held(Function),
    /// Nobody wants it any more.
    Gone,
}

/// Hands the lock on when it goes, also where that is before the lock has come.
struct Hold(Rc<RefCell<Lock>>);

impl Drop for Hold {
    fn drop(&mut self) {
        if let Lock::Held(release) = self.0.replace(Lock::Gone) {
            // A promise's own function does not throw.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Asks for the lock: what holds it, or `None` where somebody else has it and it is not waited for.
///
/// # Errors
/// There are no locks here.
async fn ask(waits: bool) -> Result<Option<Hold>, JsValue> {
    let lock = Rc::new(RefCell::new(Lock::Wanted));
    let hold = Hold(lock.clone());
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &(!waits).into())?;
    let mut requested = Err(JsValue::UNDEFINED);
    let granted = Promise::new(&mut |answer, _| {
        let lock = lock.clone();
        // What it answers is how long the lock is held.
        let begun = move |granted: JsValue| {
            let _ = answer.call1(&JsValue::UNDEFINED, &granted);
            Promise::new(&mut |release, _| {
                if granted.is_null() || matches!(*lock.borrow(), Lock::Gone) {
                    let _ = release.call0(&JsValue::UNDEFINED);
                } else {
                    lock.replace(Lock::Held(release));
                }
            })
        };
        requested = request(NAME, &options, Closure::once_into_js(begun).unchecked_ref());
    });
    // The request itself ends with the lock, or at once where it is refused.
    let granted = JsFuture::from(Promise::race(&Array::of2(&granted, &requested?.into()))).await?;
    Ok((!granted.is_null()).then_some(hold))
}

/// The lock, as soon as it is there; nothing to wait for in a browser without locks.
pub async fn alone() -> Alone {
    let at_once = ask(false).await;
    let waited = matches!(at_once, Ok(None));
    let hold = if waited { ask(true).await } else { at_once };
    Alone { waited, hold: hold.ok().flatten().map(|hold| Box::new(hold) as _) }
}
