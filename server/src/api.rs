//! The operations: which one a request asks for, and what comes before each of them.

mod call;
mod collections;
mod media;
mod people;
mod permissions;
mod route;
mod uploads;

use axum::http::{Method, StatusCode};
use axum::response::Response;
use rusqlite::{Connection, TransactionBehavior};
use serde_json::{Value, json};

use crate::answer::{Answer, Refusal, json_response, moved, typed};
use crate::state::{State, lock};
use crate::store::people::{Caller, caller};
pub(crate) use call::Call;
pub(crate) use route::Route;

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

    fn meta(self, total: i64) -> Value {
        json!({
            "current_page": self.number,
            "last_page": ((total + self.size - 1) / self.size).max(1),
            "total_count": total,
        })
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
    Refusal(StatusCode::UNAUTHORIZED, "the access token is missing, unknown or expired".into())
}

/// Runs one operation in one transaction, which a refusal rolls back.
pub(crate) fn run(state: &State, route: &Route, call: &Call, person: i64) -> Response {
    let within = |behavior| {
        move |db: &mut Connection| -> Result<Response, Refusal> {
            let tx = db.transaction_with_behavior(behavior)?;
            let caller = caller(&tx, person)?.ok_or_else(unauthorized)?;
            let response = operation(&tx, caller, route, call)?;
            tx.commit()?;
            Ok(response)
        }
    };
    let outcome = if call.method == Method::GET {
        state.db.read(within(TransactionBehavior::Deferred)).unwrap_or_else(|error| Err(error.into()))
    } else {
        state.db.write(within(TransactionBehavior::Immediate))
    };
    outcome.unwrap_or_else(|refusal| refusal.response())
}

fn operation(db: &Connection, caller: Caller, route: &Route, call: &Call) -> Result<Response, Refusal> {
    let creates = call.method == Method::POST;
    let removes = call.method == Method::DELETE;
    let answer: Answer = match route {
        Route::Ping => {
            let kind = "text/plain; charset=utf-8";
            return Ok(typed(StatusCode::OK, kind, "no-store", "pong"));
        }
        Route::Collections if creates => collections::create(db, caller, call),
        Route::Collections => collections::list(db, caller, call),
        Route::Collection(id) if removes => collections::delete(db, caller, id),
        Route::Collection(id) => collections::show(db, caller, id),
        Route::Archive(id, on) => collections::archive(db, caller, id, *on),
        Route::CollectionMedia(id) => media::list(db, caller, call, id),
        Route::Permissions(id) if creates => permissions::update(db, caller, call, id),
        Route::Permissions(id) => permissions::list(db, caller, id),
        Route::UserSearch => people::search(db, caller, call),
        Route::GroupUsers(id) => people::members(db, caller, id),
        Route::MediaSearch => media::search(db, caller, call),
        Route::Uploads => uploads::begin(db, caller, call),
        Route::Upload(id) => uploads::receive(db, caller, call, id),
        Route::UploadComplete(id) => uploads::complete(db, caller, call, id),
        Route::MediumArchive(id, on) => media::archive(db, caller, id, *on),
        Route::Medium(id) => media::show(db, caller, id),
        Route::MediumPart(id, part) => media::part(db, caller, id, part),
        Route::Download(id) => {
            let address = media::download(db, caller, id)?;
            return Ok(moved(StatusCode::FOUND, &address));
        }
        Route::Authorize | Route::Token | Route::ApiDocs | Route::OpenApi => {
            Err(Refusal::missing("there is nothing at this address"))
        }
    };
    answer.map(|(status, value)| json_response(status, &value))
}
