//! What is tolerated in answers.

use futures::executor::block_on;

use super::{super::*, PAGE, answer, client, id};

fn collections(body: &'static str) -> List<Collection> {
    let (api, _) = client(move |_, _| answer(200, body));
    block_on(api.collections(PAGE)).unwrap()
}

fn media(row: &'static str) -> Media {
    let (api, _) = client(move |_, _| answer(200, row));
    block_on(api.medium(MediaId::new(1).unwrap())).unwrap()
}

#[test]
fn one_bad_row_costs_that_row_only() {
    let list = collections(
        r#"{"collections": [{"id": 9007199254740993, "name": null, "type": "user", "owner": {"id": 2}, "new": {}},
            {"id": 5, "type": 7}, 7, {"name": "x"}, {"id": -1}, {"id": 6, "type": "odd", "name": 3, "owner": "me",
            "permission": "own", "archived_at": null, "created_at": 5, "course_id": "x"}], "meta": []}"#,
    );
    let first = list.rows[0].as_ref().unwrap();
    assert_eq!((first.id.get(), &first.kind), (9_007_199_254_740_993, &CollectionKind::Personal));
    assert_eq!(first.archived, Archived::Unsaid);
    assert_eq!(list.rows[1], Err(Unreadable { id: Some(5) }));
    assert!(list.rows[2..5].iter().all(|row| *row == Err(Unreadable { id: None })));
    let last = list.rows[5].as_ref().unwrap();
    assert_eq!(last.kind, CollectionKind::Other("odd".to_owned()));
    assert_eq!(last.permission, Some(Level::Other("own".to_owned())));
    assert!(last.name.is_none() && last.owner.is_none() && last.created_at.is_none() && last.course_id.is_none());
    assert_eq!((&last.archived, list.meta), (&Archived::No, Meta::default()));
}

#[test]
fn whether_there_is_more_is_as_the_server_says() {
    let meta = collections(r#"{"collections": [], "meta": {"current_page": 2, "last_page": 3, "total_count": 41}}"#);
    assert_eq!(meta.meta, Meta { current_page: Some(2), last_page: Some(3), total: Some(41) });
    assert!(meta.may_have_more(PAGE) && !meta.may_have_more(Paging { page: 3, per_page: 20 }));
    let bare = collections(r#"[{"id": 1}, {"id": 2}]"#);
    assert!(!bare.may_have_more(PAGE) && bare.may_have_more(Paging { page: 1, per_page: 2 }));
    assert_eq!((PAGE.first(), PAGE.last(3), PAGE.last(0)), (21, 23, 20));
}

#[test]
fn a_medium_is_read_with_what_it_has() {
    let bare = media(r#"{"media": {"id": 1}}"#);
    assert!(bare.title.is_empty() && bare.duration.is_none() && bare.transcoding == Transcoding::Finished);
    let full = media(
        r#"{"id": 1, "title": "T", "duration": 1.5, "thumbnail_url": "/t.jpg", "transcoding_status": "processing",
            "size": 5000000000, "embed_id": 77, "collection": {"id": 4}}"#,
    );
    assert_eq!((full.duration, full.size), (Some(1.5), Some(5_000_000_000)));
    assert_eq!((full.thumbnail.as_deref(), full.embed_id.as_deref()), (Some("/t.jpg"), Some("77")));
    assert_eq!((full.transcoding, full.collection), (Transcoding::Processing, CollectionId::new(4)));
    let odd = media(r#"{"id": 1, "thumbnail_url": "javascript:0", "duration": "1", "size": -1}"#);
    assert!(odd.thumbnail.is_none() && odd.duration.is_none() && odd.size.is_none());
    assert_eq!(media(r#"{"id": 1, "thumbnail_url": "//x/y"}"#).thumbnail, None);
}

#[test]
fn permissions_are_read_in_every_shape() {
    let user = r#"{"id": 1, "full_name": "U", "email": "u@x", "permission": "edit"}"#;
    let group = r#"{"id": 1, "name": "G", "permission": "access"}"#;
    let typed = user.replacen('{', r#"{"type": "user", "#, 1) + "," + &group.replacen('{', r#"{"type": "group", "#, 1);
    for body in [
        format!(r#"{{"permissions": [{typed}]}}"#),
        format!("[{user}, {group}]"),
        format!(r#"{{"users": [{user}], "groups": [{group}]}}"#),
        format!(r#"{{"user_permissions": [{user}], "group_permissions": [{group}]}}"#),
    ] {
        let shown = body.clone();
        let (api, _) = client(move |_, _| answer(200, &body));
        let grants = block_on(api.permissions(id(1))).unwrap().grants;
        let grants: Vec<_> = grants.into_iter().map(Result::unwrap).collect();
        assert_eq!(grants.len(), 2, "{shown}");
        assert_eq!((grants[0].principal, &grants[0].level), (Principal::User(UserId::new(1).unwrap()), &Level::Edit));
        assert_eq!((grants[0].name.as_deref(), grants[0].email.as_deref()), (Some("U"), Some("u@x")));
        assert_eq!(grants[1].principal, Principal::Group(GroupId::new(1).unwrap()));
        assert_eq!(grants[1].level, Level::Other("access".to_owned()));
    }
}

#[test]
fn an_id_is_a_positive_int64() {
    assert_eq!("9223372036854775807".parse::<CollectionId>().map(CollectionId::get), Ok(i64::MAX));
    for text in ["", "0", "-1", "+1", " 1", "1.0", "9223372036854775808", "١"] {
        assert!(text.parse::<CollectionId>().is_err(), "{text}");
    }
}

#[test]
fn a_picture_is_at_an_address_or_a_path_and_nowhere_else() {
    let thumbnail = |link: &str| {
        let body = serde_json::json!({"id": 1, "thumbnail_url": link}).to_string();
        let (api, _) = client(move |_, _| answer(200, &body));
        block_on(api.medium(MediaId::new(1).unwrap())).unwrap().thumbnail
    };
    for link in ["/t.jpg", "/", "/a/b?c=//d#e", "https://x.example/t.jpg", "http://localhost:8080/t?u=/v"] {
        assert_eq!(thumbnail(link).as_deref(), Some(link));
    }
    for link in [
        "",
        "t.jpg",
        "//x/t.jpg",
        "/\\x",
        "\\x",
        "/\t/x/t.jpg",
        "/\n/x",
        " /t.jpg",
        "/t.jpg ",
        "/a b",
        "/a\u{0}",
        "/a\u{a0}b",
        "https://x\\@y/t.jpg",
        "https://x.example/a b",
        "https://",
        "http:///x",
        "https:/x",
        "https:x",
        "ftp://x/t.jpg",
        "data:image/png;base64,AA==",
        "javascript:0",
        "blob:https://x/1",
        "https\u{9}://x/t.jpg",
    ] {
        assert_eq!(thumbnail(link), None, "{link:?}");
    }
}

#[test]
fn an_id_stands_in_a_page_once() {
    let list = collections(
        r#"{"collections": [{"id": 1, "name": "a"}, {"id": 2}, {"id": 1, "name": "b"}, {"id": "2"}, 7, 7,
            {"id": 2, "type": 7}, {"id": 3}]}"#,
    );
    let ids: Vec<_> = list.rows.iter().map(|row| row.as_ref().map(|row| row.id.get()).ok()).collect();
    assert_eq!(ids, [Some(1), Some(2), None, None, Some(3)]);
    assert_eq!(list.rows[0].as_ref().unwrap().name.as_deref(), Some("a"));
    // A page that was full before is one still: there may be more.
    let full = collections(r#"[{"id": 1}, {"id": 1}, {"id": 2}]"#);
    assert!(full.rows.len() == 2 && full.may_have_more(Paging { page: 1, per_page: 3 }));
}

#[test]
fn a_range_holds_for_any_page_and_no_rows() {
    for page in [0, 1, 2, u32::MAX] {
        for per_page in [0, 1, 50, u32::MAX] {
            let paging = Paging { page, per_page };
            assert_eq!(paging.last(0) + 1, paging.first());
            assert!(paging.first() >= 1 && paging.last(1) == paging.first());
        }
    }
}
