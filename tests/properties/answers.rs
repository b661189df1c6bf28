//! What the API answers.

use std::{cell::RefCell, rc::Rc};

use futures::{FutureExt, executor::block_on, future};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use vitrine::{
    api::{Change::*, Dialect::*, Level, *},
    auth::{Auth, Identity, SignInKind},
};

use super::{cases, id, text};

/// Answers everything alike, and remembers what was asked. Waiting takes no time.
struct Always {
    answer: Response,
    asked: RefCell<Vec<Request>>,
}

impl Transport for Always {
    fn send(&self, request: Request) -> Future<Result<Response, SendError>> {
        self.asked.borrow_mut().push(request);
        future::ready(Ok(self.answer.clone())).boxed_local()
    }

    fn sleep(&self, _: u32) -> Future<()> {
        future::ready(()).boxed_local()
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn now_ms(&self) -> f64 {
        1.7e12
    }
}

const TOKEN: &str = "s3cret";
const PAGE: Paging = Paging { page: 1, per_page: 20 };

fn client(answer: Response, dialect: Dialect) -> (Api, Rc<Always>) {
    let always = Rc::new(Always { answer, asked: RefCell::default() });
    let auth = Auth::new(&SignInKind::Demo(vec![Identity { name: String::new(), token: TOKEN.to_owned() }]));
    (Api::new(always.clone(), String::new(), auth, dialect), always)
}

fn said(status: u16, body: String) -> Response {
    Response { status, body, ..Response::default() }
}

/// Keys that mean something, and some that don't.
const KEYS: &str = "id name type permission owner created_at archived_at course_id full_name display_name email title \
    description duration thumbnail_url transcoding_status size source embed_id collection collections media users \
    groups permissions user_permissions share_type permission_type meta current_page last_page total_count error \
    errors message x";

/// Any JSON, with the keys that are looked for in it.
fn any_json() -> impl Strategy<Value = Value> {
    let words = ["user", "group", "view", "2024-02-30T00:00:00Z", "2024-02-29T23:59:60+23:59", "/p.png", ""];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(|number| number.to_string().into()),
        prop::sample::select(words.to_vec()).prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 6, |inner| {
        let keys = prop::sample::select(KEYS.split_whitespace().collect::<Vec<_>>());
        let object = prop::collection::vec((keys, inner.clone()), 0..8).prop_map(|pairs| {
            Value::Object(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
        });
        prop_oneof![1 => prop::collection::vec(inner, 0..6).prop_map(Value::from), 2 => object]
    })
}

/// Bodies: JSON, JSON that breaks off, and anything.
fn body() -> impl Strategy<Value = String> {
    let cut = (any_json(), any::<prop::sample::Index>()).prop_map(|(json, at)| {
        let text = json.to_string();
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        text[..ends[at.index(ends.len())]].to_owned()
    });
    prop_oneof![6 => any_json().prop_map(|json| json.to_string()), 1 => cut, 1 => text()]
}

/// Every operation that reads an answer; what each says of an error.
fn all(api: &Api) -> Vec<Option<Error>> {
    let collection = CollectionId::new(7).unwrap();
    let op = PermissionOp { principal: Principal::User(UserId::new(7).unwrap()), change: Destroy };
    block_on(async {
        vec![
            api.collections(PAGE).await.err(),
            api.create_collection("x", None).await.err(),
            api.collection(collection).await.err(),
            api.delete_collection(collection).await.err(),
            api.archive(collection).await.err(),
            api.media(collection, PAGE).await.err(),
            api.permissions(collection).await.err(),
            api.change_permissions(collection, &[op]).await.err(),
            api.find_user("a@b.c").await.err(),
            api.medium(MediaId::new(7).unwrap()).await.err(),
        ]
    })
}

/// The row as a server writes it: its id as a number, or as a text to spare it from JavaScript.
fn row(id: i64, as_text: bool, name: &str) -> Value {
    let id = if as_text { Value::from(id.to_string()) } else { Value::from(id) };
    json!({"id": id, "name": name, "title": name, "type": "group", "permission": "view", "owner": {"id": id}})
}

fn once(mut ids: Vec<i64>) -> Vec<i64> {
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(*id));
    ids
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn no_answer_makes_the_client_panic(body in body(), status in 200..600_u16, retry in text(), kind in text()) {
        let status = if status == 401 { 402 } else { status };
        let (retry_after, content_type) = (Some(retry), Some(kind));
        let (api, _) = client(Response { retry_after, content_type, ..said(status, body.clone()) }, Bare);
        all(&api);
        let (api, _) = client(said(200, body), Bare);
        all(&api);
    }

    #[test]
    fn what_is_told_of_an_error_is_one_bearable_line_without_the_token(
        before in text(), after in text(), key in prop::sample::select(vec!["error", "message", "errors"]),
        status in prop::sample::select(vec![400_u16, 403, 404, 409, 422]),
    ) {
        let text = format!("{before}{TOKEN}{after}");
        let (api, _) = client(said(status, json!({key: [text]}).to_string()), Bare);
        for error in all(&api).into_iter().flatten() {
            let told = error.told().unwrap_or_default();
            prop_assert!(told.chars().count() <= 300 && !told.chars().any(char::is_control), "{told:?}");
            prop_assert!(!told.contains(TOKEN), "{told:?}");
        }
    }

    #[test]
    fn ids_and_names_come_through_unchanged(
        rows in prop::collection::vec((id(), any::<bool>(), text()), 1..30), bare in any::<bool>(),
    ) {
        let all: Vec<Value> = rows.iter().map(|(id, as_text, name)| row(*id, *as_text, name)).collect();
        let wrapped = json!({"collections": all, "media": all, "permissions": all});
        let body = if bare { Value::from(all) } else { wrapped };
        let (api, always) = client(said(200, body.to_string()), Bare);
        let ids = once(rows.iter().map(|(id, ..)| *id).collect());
        let name = |wanted: i64| rows.iter().find(|(id, ..)| *id == wanted).map(|(.., name)| name.clone());

        let read = block_on(api.collections(PAGE)).unwrap();
        prop_assert_eq!(read.received, rows.len());
        let read: Vec<_> = read.rows.into_iter().map(Result::unwrap).collect();
        let read_ids: Vec<i64> = read.iter().map(|row| row.id.get()).collect();
        prop_assert_eq!(&read_ids, &ids);
        for row in &read {
            prop_assert_eq!(&row.name, &name(row.id.get()));
            prop_assert_eq!(row.owner.as_ref().map(|owner| owner.id.get()), Some(row.id.get()));
        }
        let media = block_on(api.media(read[0].id, PAGE)).unwrap().rows;
        let media: Vec<_> = media.into_iter().map(|row| row.unwrap().id.get()).collect();
        prop_assert_eq!(media, ids);
        let grants = block_on(api.permissions(read[0].id)).unwrap().grants;
        for (grant, (id, ..)) in grants.into_iter().zip(&rows) {
            prop_assert_eq!(grant.unwrap().principal, Principal::Group(GroupId::new(*id).unwrap()));
        }
        block_on(api.archive(read[0].id)).unwrap();
        let asked = always.asked.borrow().last().unwrap().url.clone();
        prop_assert_eq!(asked, format!("/api/public/v1/collections/{}/archive", rows[0].0));
    }

    #[test]
    fn a_change_of_access_says_whom_it_means(
        people in prop::collection::vec((id(), any::<bool>(), 0..3_u8, text()), 1..12),
        dialect in prop::sample::select(vec![Bare, Wrapped, BareLong, WrappedLong]),
    ) {
        let ops: Vec<PermissionOp> = people.iter().map(|(id, person, change, word)| PermissionOp {
            principal: if *person {
                Principal::User(UserId::new(*id).unwrap())
            } else {
                Principal::Group(GroupId::new(*id).unwrap())
            },
            change: match change {
                0 => Create(Level::from(word.as_str())),
                1 => Update(Level::from(word.as_str())),
                _ => Destroy,
            },
        }).collect();
        let (api, always) = client(said(200, "[]".to_owned()), dialect);
        block_on(api.change_permissions(CollectionId::new(7).unwrap(), &ops)).unwrap();
        let body: Value = serde_json::from_str(always.asked.borrow()[0].body.as_ref().unwrap()).unwrap();
        let rows = body.get("permissions").unwrap_or(&body).as_array().unwrap();
        prop_assert_eq!(rows.len(), people.len());
        for (row, (id, person, change, word)) in rows.iter().zip(&people) {
            let said = |keys: [&str; 2]| keys.iter().find_map(|key| row.get(*key)?.as_str()).unwrap_or_default().to_owned();
            prop_assert_eq!(row["id"].as_i64(), Some(*id));
            prop_assert_eq!(said(["type", "share_type"]), if *person { "user" } else { "group" });
            prop_assert_eq!(&said(["permission", "permission_type"]), if *change == 2 { "" } else { word });
        }
    }

    #[test]
    fn a_moment_keeps_its_text(text in prop_oneof![text(), "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{0,12})?(Z|[+-][0-9]{2}:[0-9]{2})?"]) {
        let moment = Timestamp::new(text.clone());
        prop_assert_eq!(moment.text(), text);
    }
}
