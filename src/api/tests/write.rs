//! What is sent by writes.

use futures::executor::block_on;

use super::{super::*, answer, client, id};

#[test]
fn a_new_collection_is_asked_for_in_the_query() {
    let (api, script) = client(|_, _| answer(201, r#"{"collection": {"id": 9007199254740995, "type": "collection"}}"#));
    let made = block_on(api.create_collection("a&b=ç 1", UserId::new(7))).unwrap();
    assert_eq!((made.id.get(), made.kind), (9_007_199_254_740_995, CollectionKind::Collection));
    let sent = script.sent.borrow();
    assert!(sent[0].url.contains("/collections?name=a%26b%3D%C3%A7"), "{}", sent[0].url);
    assert!(sent[0].url.ends_with("&user_id=7") && sent[0].body.is_none());
}

#[test]
fn every_dialect_says_the_same() {
    let user = Principal::User(UserId::new(i64::MAX).unwrap());
    let group = Principal::Group(GroupId::new(1).unwrap());
    let ops = [
        PermissionOp { principal: user, change: Change::Create(Level::Other("a\"b".to_owned())) },
        PermissionOp { principal: group, change: Change::Destroy },
    ];
    let bare = concat!(
        r#"[{"id":9223372036854775807,"action":"create","type":"user","permission":"a\"b"},"#,
        r#"{"id":1,"action":"destroy","type":"group"}]"#
    );
    assert_eq!(Dialect::default().write(&ops), bare);
    assert_eq!(Dialect::Wrapped.write(&ops), "{\"permissions\":".to_owned() + bare + "}");
    let long = bare.replace("\"type\"", "\"share_type\"").replace("\"permission\"", "\"permission_type\"");
    assert_eq!(Dialect::BareLong.write(&ops), long);
    assert_eq!("wrapped_long".parse(), Ok(Dialect::WrappedLong));
    assert_eq!("".parse::<Dialect>(), Err(UnknownDialect));
    let (api, script) = client(|_, _| answer(200, r#"{"permissions": []}"#));
    assert_eq!(block_on(api.change_permissions(id(1), &ops)), Ok(AccessList { grants: vec![] }));
    assert_eq!(script.sent.borrow()[0].body.as_deref(), Some(bare));
}

#[test]
fn a_change_whose_answer_is_unreadable_is_followed_by_a_look() {
    let list = r#"{"permissions": [{"type": "group", "id": 1, "permission": "view"}]}"#;
    for body in ["", "{}", "{\"permissions\": [", "{\"ok\": true}", "null"] {
        let (api, script) = client(move |request, _| match request.method {
            Method::Post => answer(200, body),
            _ => answer(200, list),
        });
        let access = block_on(api.change_permissions(id(1), &[])).unwrap();
        assert_eq!((access.grants.len(), script.sent.borrow().len()), (1, 2), "{body}");
    }
    // Where looking fails, the change may have been made: a refusal of the look is none of the change.
    for status in [403, 404, 500] {
        let (api, _) = client(move |request, _| match request.method {
            Method::Post => answer(204, ""),
            _ => answer(status, ""),
        });
        assert_eq!(block_on(api.change_permissions(id(1), &[])), Err(Error::Nonsense { status: 204 }));
    }
    // A page where the answer should be says nothing of the change.
    let (api, script) = client(|_, _| answer(200, "<html>"));
    assert_eq!(block_on(api.change_permissions(id(1), &[])), Err(Error::Nonsense { status: 200 }));
    assert_eq!(script.sent.borrow().len(), 1);
}
