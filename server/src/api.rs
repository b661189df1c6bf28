//! The operations: which one a request asks for, and what comes before each of them.

mod call;
mod collections;
mod media;
mod people;
mod permissions;
mod route;
pub(crate) mod table;
mod uploads;

use axum::http::Method;
use axum::response::Response;
use rusqlite::{Connection, TransactionBehavior};

use crate::answer::{Answer, Content, Refusal};
use crate::shapes::Meta;
use crate::state::{State, lock};
use crate::store::people::{Caller, caller};
pub(crate) use call::Call;
pub(crate) use route::Route;
use table::Operation;

/// The page of a list that is asked for.
#[derive(Clone, Copy)]
struct Page {
    number: i64,
    size: i64,
}

impl Page {
    fn offset(self) -> i64 {
        (self.number - 1).saturating_mul(self.size)
    }

    fn meta(self, total: i64) -> Meta {
        let last_page = ((total + self.size - 1) / self.size).max(1);
        Meta { current_page: self.number, last_page, total_count: total }
    }
}

/// The person that the request's token stands for.
pub(crate) fn person(state: &State, authorization: Option<&str>) -> Option<i64> {
    let (scheme, token) = authorization?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    lock(&state.tokens).person(token.trim())
}

/// The refusal of a request that carries no good token.
pub(crate) fn unauthorized() -> Refusal {
    Refusal(axum::http::StatusCode::UNAUTHORIZED, "the access token is missing, unknown or expired".into())
}

/// Runs one operation in one transaction, which a refusal rolls back.
pub(crate) fn run(state: &State, operation: &Operation, call: &Call, person: i64) -> Response {
    let within = |behavior| {
        move |db: &mut Connection| -> Answer {
            let tx = db.transaction_with_behavior(behavior)?;
            let caller = caller(&tx, person)?.ok_or_else(unauthorized)?;
            let content = (operation.run)(&tx, caller, call)?;
            tx.commit()?;
            Ok(content)
        }
    };
    let outcome = if call.method == Method::GET {
        state.db.read(within(TransactionBehavior::Deferred)).unwrap_or_else(|error| Err(error.into()))
    } else {
        state.db.write(within(TransactionBehavior::Immediate))
    };
    match outcome {
        Ok(content) => content.response(operation.success),
        Err(refusal) => refusal.response(),
    }
}

/// Tells that the token is good.
fn ping(_: &Connection, _: Caller, _: &Call) -> Answer {
    Ok(Content::Text("pong"))
}
