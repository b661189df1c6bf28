//! Hostile input, many at once, and what the neighbours of the operations do.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod kit;

use axum::body::Body;
use axum::http::Request;
use kit::{V1, demo, get, send};
use vitrine_server::{Data, Database, Options, app};

#[tokio::test]
async fn nothing_hostile_makes_the_server_fail() {
    let app = demo();
    for path in [
        "/collections/%00",
        "/collections/%FF%FE",
        "/collections//media",
        "/collections/1e3",
        "/collections/%2B1",
        "/collections/١٠١",
        "/media/&x=1",
        "/collections?page=%FF",
        "/collections?name=%00",
        "/collections/9223372036854775807/permissions",
    ] {
        let path = path.replace("١٠١", "%D9%A1");
        for method in ["GET", "POST", "DELETE", "PUT", "OPTIONS"] {
            let reply = kit::call(&app, "teacher", method, &path, None).await;
            assert!((200..500).contains(&reply.status), "{method} {path} {}", reply.status);
        }
    }
    for body in ["{", "[[[[", "\u{0}", "{\"permissions\":[null]}", "[{\"id\":1e400}]"] {
        let request = Request::post(format!("{V1}/collections/101/permissions"))
            .header("authorization", "Bearer demo-teacher")
            .body(Body::from(body))
            .unwrap();
        assert_eq!(send(&app, request).await.status, 422, "{body}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_writers_lose_nothing_in_a_file() {
    let file = std::env::temp_dir().join(format!("vitrine-server-{}.db", std::process::id()));
    let options = Options {
        db: Database::File(file.clone()),
        data: Data::Empty,
        tokens: vec![("ana@uni.example".into(), "demo-ana".into())],
        ..Options::default()
    };
    let first = app(&options).unwrap();
    let work: Vec<_> = (0..100)
        .map(|at| {
            let app = first.clone();
            tokio::spawn(async move {
                let path = format!("/collections?name=n{at}");
                kit::call(&app, "ana", "POST", &path, None).await.status
            })
        })
        .collect();
    for one in work {
        assert_eq!(one.await.unwrap(), 201);
    }
    drop(first);
    let again = app(&options).unwrap();
    let list = get(&again, "ana", "/collections").await.json;
    assert_eq!(list["meta"]["total_count"], 101);
    for tail in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{tail}", file.display()));
    }
}

#[tokio::test]
async fn uploads_become_media_and_media_are_found() {
    let app = demo();
    let begun = kit::call(&app, "teacher", "POST", "/media/uploads?collection_id=109", None).await;
    assert_eq!(begun.status, 201);
    let id = &begun.json["upload"]["id"];
    let done = format!("/media/uploads/{id}/complete?title=New%20film");
    let own = format!("/media/uploads/{id}");
    for (who, method, path, status) in [
        ("teacher", "POST", "/media/uploads?collection_id=102", 403),
        ("teacher", "POST", "/media/uploads", 422),
        ("teacher", "POST", done.as_str(), 400),
        ("student", "PUT", own.as_str(), 403),
        ("teacher", "PUT", own.as_str(), 200),
        ("teacher", "POST", done.as_str(), 201),
        ("teacher", "POST", done.as_str(), 404),
        ("teacher", "GET", "/media/search", 400),
        ("teacher", "POST", "/media/1201/archive", 403),
        ("teacher", "POST", "/media/1001/archive", 200),
        ("teacher", "POST", "/media/1001/unarchive", 200),
    ] {
        let reply = kit::call(&app, who, method, path, None).await;
        assert_eq!(reply.status, status, "{who} {method} {path}");
    }
    let found = get(&app, "teacher", "/media/search?query=new%20FILM").await.json;
    assert_eq!(found["media"][0]["transcoding_status"], "processing");
    assert_eq!(found["meta"]["total_count"], 1);
    let other = get(&app, "student", "/media/search?query=new%20film").await.json;
    assert_eq!(other["meta"]["total_count"], 0);
}

#[tokio::test]
async fn everybody_has_one_library_and_lists_are_in_order() {
    let app = demo();
    for who in ["admin", "librarian", "teacher", "student"] {
        let mut ids = Vec::new();
        let mut libraries = 0;
        for page in 1..=25 {
            let reply = get(&app, who, &format!("/collections?per_page=50&page={page}")).await;
            for row in reply.json["collections"].as_array().unwrap() {
                ids.push(row["id"].as_i64().unwrap());
                libraries += usize::from(row["type"] == "user");
            }
        }
        assert_eq!(libraries, 1, "{who}");
        assert!(ids.is_sorted(), "{who}");
    }
}

#[tokio::test]
async fn an_administrator_finds_what_is_shared_with_nobody() {
    let app = demo();
    let made = kit::call(&app, "teacher", "POST", "/collections?name=Alone", None).await.json["collection"].clone();
    let path = format!("/collections/{}", made["id"]);
    let media = kit::call(&app, "teacher", "GET", "/media/search?query=presentation", None).await.json;
    assert_eq!(media["meta"]["total_count"], 0);
    for (who, status, permission) in [("student", 403, None), ("admin", 200, Some("view"))] {
        let reply = get(&app, who, &path).await;
        assert_eq!((reply.status, reply.json["collection"]["permission"].as_str()), (status, permission), "{who}");
        let mut rows = Vec::new();
        for page in 1..=26 {
            let reply = get(&app, who, &format!("/collections?per_page=50&page={page}")).await;
            rows.extend(reply.json["collections"].as_array().unwrap().clone());
        }
        assert_eq!(rows.iter().any(|row| row["id"] == made["id"]), status == 200, "{who}");
        let libraries: Vec<_> = rows.iter().filter(|row| row["type"] == "user").collect();
        assert!(libraries.len() == 1 && libraries[0]["permission"] == "admin", "{who}");
    }
    assert_eq!(get(&app, "admin", "/collections/3").await.status, 200);
    assert_eq!(kit::call(&app, "admin", "POST", &format!("{path}/archive"), None).await.status, 403);
    assert_eq!(kit::call(&app, "admin", "DELETE", &path, None).await.status, 403);
}
