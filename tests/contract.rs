//! The client against the reference server, in one process: each operation, each documented status.
#![allow(clippy::unwrap_used)]

use std::{fmt::Debug, rc::Rc};

use axum::{Router, body::Body, http};
use futures::{FutureExt, future};
use http_body_util::BodyExt;
use tower::ServiceExt;
use vitrine::api::{Change::*, Dialect::*, Level::*, *};
use vitrine::auth::{Auth, Identity, SignInKind, State};
use vitrine_server::{Data, Options, app};

/// Nothing has it.
const MISSING: i64 = 999_999_999;
/// Goes out as `x`: the client's types let no malformed id through, but its 422 is to be read.
const BAD: i64 = 888_888_888;
/// A collection and a group that no JavaScript number can hold.
const BIG: i64 = 9_007_199_254_740_993;
const BIG_GROUP: i64 = 9_007_199_254_740_995;

struct InProcess(Router);

impl Transport for InProcess {
    fn send(&self, request: Request) -> Future<Result<Response, SendError>> {
        let url = request.url.replace(&BAD.to_string(), "x");
        let method = format!("{:?}", request.method).to_uppercase();
        let mut built = http::Request::builder().method(&*method).uri(url);
        for (name, value) in [("Host", "127.0.0.1".to_owned())].into_iter().chain(request.headers) {
            built = built.header(name, value);
        }
        let body = Body::from(request.body.unwrap_or_default());
        let answer = self.0.clone().oneshot(built.body(body).unwrap());
        async move {
            let (head, body) = answer.await.unwrap().into_parts();
            let header = |name: &str| Some(head.headers.get(name)?.to_str().unwrap().to_owned());
            let body = body.collect().await.unwrap().to_bytes().to_vec();
            Ok(Response {
                status: head.status.as_u16(),
                content_type: header("content-type"),
                retry_after: header("retry-after"),
                expires_in: None,
                body: String::from_utf8(body).unwrap(),
            })
        }
        .boxed_local()
    }

    fn sleep(&self, _: u32) -> Future<()> {
        panic!("the server neither fails nor asks to wait")
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn now_ms(&self) -> f64 {
        0.0
    }
}

/// A client, signed in as `who` with the demo token, of a server of its own.
fn session(who: &str, dialect: Dialect) -> (Api, Rc<Auth>) {
    let (name, token) = (who.to_owned(), format!("demo-{who}"));
    let options = Options { data: Data::Demo, ..Options::default() };
    let transport = Rc::new(InProcess(app(&options).unwrap()));
    let auth = Auth::new(&SignInKind::Demo(vec![Identity { name, token }]));
    let api = Api::new(transport, String::new(), auth.clone(), dialect);
    (api, auth)
}

fn client(who: &str) -> Api {
    session(who, Bare).0
}

fn id(number: i64) -> CollectionId {
    CollectionId::new(number).unwrap()
}

fn user(number: i64, change: Change) -> PermissionOp {
    let principal = Principal::User(UserId::new(number).unwrap());
    PermissionOp { principal, change }
}

fn group(number: i64, change: Change) -> PermissionOp {
    let principal = Principal::Group(GroupId::new(number).unwrap());
    PermissionOp { principal, change }
}

fn page(page: u32, per_page: u32) -> Paging {
    Paging { page, per_page }
}

/// The word for what somebody may do.
fn level(list: &AccessList, of: &PermissionOp) -> String {
    let mut grants = list.grants.iter().flatten();
    let grant = grants.find(|grant| grant.principal == of.principal);
    grant.map_or("none", |grant| grant.level.word()).to_owned()
}

/// The status behind an error, which has to come with a text.
fn status<T: Debug>(result: Result<T, Error>) -> u16 {
    let error = result.unwrap_err();
    assert!(error.told().is_some_and(|told| !told.is_empty()));
    match error {
        Error::Forbidden(_) => 403,
        Error::NotFound(_) => 404,
        Error::Invalid { status, .. } => status,
        other => panic!("{other:?}"),
    }
}

/// The operations; those from the third on are about one collection.
const ALL: &str = "list create show media access share archive unarchive delete";

async fn run(api: &Api, operation: &str, number: i64) -> Result<(), Error> {
    let (on, first, share) = (id(number), page(1, 20), [user(10, Create(View))]);
    match operation {
        "list" => api.collections(first).await.map(drop),
        "create" => api.create_collection("New", None).await.map(drop),
        "show" => api.collection(on).await.map(drop),
        "media" => api.media(on, first).await.map(drop),
        "access" => api.permissions(on).await.map(drop),
        "share" => api.change_permissions(on, &share).await.map(drop),
        "archive" => api.archive(on).await,
        "unarchive" => api.unarchive(on).await,
        _ => api.delete_collection(on).await.map(drop),
    }
}

#[tokio::test]
async fn each_operation_succeeds_and_at_401_waits_until_sign_in_is_given_up() {
    for operation in ALL.split(' ') {
        assert_eq!(run(&client("teacher"), operation, 109).await, Ok(()));
        let (api, auth) = session("expired", Bare);
        let give_up = async {
            while auth.state() != State::Expired {
                tokio::task::yield_now().await;
            }
            auth.give_up();
        };
        let (result, ()) = future::join(run(&api, operation, 109), give_up).await;
        assert_eq!(result, Err(Error::SignIn), "{operation}");
    }
}

#[tokio::test]
async fn operations_on_a_collection_tell_403_404_and_422_apart() {
    let (student, teacher) = (client("student"), client("teacher"));
    for operation in ALL.split(' ').skip(2) {
        for (on, expected) in [(2001, 403), (MISSING, 404), (i64::MAX, 404), (BAD, 422)] {
            let result = run(&student, operation, on).await;
            assert_eq!(status(result), expected, "{operation} {on}");
        }
    }
    // One that may only be viewed, and a personal library.
    for (operation, on) in [("archive", 102), ("unarchive", 102), ("delete", 3)] {
        assert_eq!(status(run(&teacher, operation, on).await), 403);
    }
}

#[tokio::test]
async fn creating_answers_the_collection_or_why_not() {
    let (teacher, admin, name) = (client("teacher"), client("admin"), " a&b=c #?%+ 👩🏽‍🔬 ");
    let made = teacher.create_collection(name, None).await.unwrap();
    assert_eq!(made.name.as_deref(), Some(name));
    assert_eq!(made.kind, CollectionKind::Collection);
    assert_eq!(teacher.collection(made.id).await, Ok(made));
    let given = admin.create_collection(name, UserId::new(2)).await;
    assert_eq!(given.unwrap().owner.map(|owner| owner.id.get()), Some(2));
    let on_behalf = async |api: &Api, owner| {
        let result = api.create_collection(name, UserId::new(owner)).await;
        status(result)
    };
    assert_eq!(on_behalf(&teacher, 4).await, 403);
    assert_eq!(on_behalf(&admin, MISSING).await, 404);
    assert_eq!(on_behalf(&admin, BAD).await, 422);
    assert_eq!(status(teacher.create_collection(" ", None).await), 422);
}

#[tokio::test]
async fn archiving_shows_and_may_be_repeated_and_deleting_answers_what_is_gone() {
    let api = client("teacher");
    let before = api.collection(id(109)).await.unwrap();
    for operation in ["archive", "archive", "unarchive", "unarchive"] {
        run(&api, operation, 109).await.unwrap();
        let now = api.collection(id(109)).await.unwrap().archived;
        let archived = matches!(now, Archived::Since(_));
        assert!(archived == (operation == "archive") && now != Archived::Unsaid);
    }
    assert_eq!(api.delete_collection(id(109)).await, Ok(before));
    assert_eq!(status(api.delete_collection(id(109)).await), 404);
}

#[tokio::test]
async fn pages_hold_at_their_edges_and_past_the_end_are_empty() {
    let api = client("librarian");
    for (at, rows) in [(1, 20), (62, 20), (63, 0), (u32::MAX, 0)] {
        let list = api.collections(page(at, 20)).await.unwrap();
        assert!(list.rows.len() == rows && list.rows.iter().all(Result::is_ok));
        assert_eq!(list.meta.last_page, Some(62));
        assert_eq!(list.may_have_more(page(at, 20)), at < 62);
    }
    let capped = api.collections(page(1, 500)).await.unwrap();
    assert_eq!((capped.rows.len(), capped.meta.last_page), (50, Some(25)));
    for (at, rows) in [(10, 30), (11, 0)] {
        let list = api.media(id(2001), page(at, 50)).await.unwrap();
        assert!(list.rows.len() == rows && list.rows.iter().all(Result::is_ok));
        assert_eq!(list.meta.last_page, Some(10));
    }
    let empty = client("teacher").media(id(117), page(1, 20)).await.unwrap();
    assert_eq!((empty.rows.len(), empty.meta.last_page), (0, Some(1)));
    assert_eq!(status(api.collections(page(0, 20)).await), 422);
    assert_eq!(status(api.media(id(2001), page(1, 0)).await), 422);
}

#[tokio::test]
async fn each_dialect_creates_updates_and_destroys_access() {
    for dialect in [Bare, Wrapped, BareLong, WrappedLong] {
        let (api, _) = session("teacher", dialect);
        for who in [user, group] {
            let changes = [Create(View), Update(Edit), Destroy];
            for (change, expected) in changes.into_iter().zip(["view", "edit", "none"]) {
                let ops = [who(1, change)];
                let list = api.change_permissions(id(109), &ops).await;
                assert_eq!(level(list.as_ref().unwrap(), &ops[0]), expected);
                assert_eq!(api.permissions(id(109)).await, list);
            }
        }
    }
}

#[tokio::test]
async fn a_refused_batch_tells_why_and_changes_nothing() {
    let api = client("teacher");
    let before = api.permissions(id(101)).await;
    for (refused, expected) in [
        (user(MISSING, Create(View)), 400),
        (user(6, Create(View)), 400),
        (user(16, Destroy), 400),
        (user(5, Destroy), 403),
        (user(11, Create(Admin)), 422),
    ] {
        let batch = [user(10, Create(View)), refused];
        let result = api.change_permissions(id(101), &batch).await;
        assert_eq!(status(result), expected, "{batch:?}");
        assert_eq!(api.permissions(id(101)).await, before);
    }
    let edit = [user(9, Create(Edit))];
    assert_eq!(status(api.change_permissions(id(102), &edit).await), 403);
}

#[tokio::test]
async fn ids_above_2_to_the_53_come_and_go_unchanged() {
    let api = client("teacher");
    let rows = api.collections(page(1, 50)).await.unwrap().rows;
    assert!(rows.into_iter().flatten().any(|row| row.id == id(BIG)));
    assert_eq!(status(api.collection(id(BIG - 1)).await), 404);
    let given = [group(BIG_GROUP, Create(View))];
    let access = api.change_permissions(id(BIG), &given).await.unwrap();
    assert_eq!(level(&access, &given[0]), "view");
    assert_eq!(api.delete_collection(id(BIG)).await.unwrap().id, id(BIG));
}

#[tokio::test]
async fn a_medium_is_read_with_its_collection_or_told_why_not() {
    let api = client("teacher");
    let medium = async |number| api.medium(MediaId::new(number).unwrap()).await;
    let lecture = medium(1001).await.unwrap();
    assert_eq!(lecture.title, "Lecture 1 – The cell as a city");
    assert_eq!(lecture.collection, Some(id(101)));
    let waiting = medium(1006).await.unwrap();
    assert_eq!(waiting.transcoding, Transcoding::Processing);
    assert_eq!((waiting.duration, waiting.thumbnail), (None, None));
    for (number, expected) in [(10_001, 403), (MISSING, 404), (BAD, 422)] {
        assert_eq!(status(medium(number).await), expected);
    }
}

#[tokio::test]
async fn people_are_found_by_address_by_those_who_may_look() {
    let (teacher, address) = (client("teacher"), "r.obrien@uni.example");
    let found = teacher.find_user(address).await.unwrap();
    assert_eq!((found.len(), found[0].id.get()), (1, 11));
    assert_eq!(teacher.find_user("no+one&@a.example").await, Ok(vec![]));
    assert_eq!(status(teacher.find_user("").await), 400);
    assert_eq!(status(client("student").find_user(address).await), 403);
}

#[tokio::test]
async fn after_a_switch_it_is_the_other_person_who_asks() {
    let (api, auth) = session("student", Bare);
    assert_eq!(status(run(&api, "archive", 109).await), 403);
    auth.switch_to(Some("demo-teacher".to_owned()));
    assert_eq!(run(&api, "archive", 109).await, Ok(()));
}
