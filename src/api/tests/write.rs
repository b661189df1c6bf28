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
