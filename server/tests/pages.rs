//! The page's files, and the pictures and files of media.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod kit;

use kit::{options, plain};
use vitrine_server::{Options, app};

#[tokio::test]
async fn files_are_served_with_the_policy() {
    let dist = std::env::temp_dir().join(format!("vitrine-server-{}", std::process::id()));
    std::fs::create_dir_all(&dist).unwrap();
    std::fs::write(dist.join("index.html"), "<!doctype html>").unwrap();
    std::fs::write(dist.join("a-0123456789abcdef.js"), "1").unwrap();
    std::fs::write(dist.join("a-0123456789abcdef.js.br"), "packed").unwrap();
    std::fs::write(dist.join(".secret"), "s").unwrap();
    let app = app(&Options { dist: Some(dist.clone()), ..options() }).unwrap();
    let page = plain(&app, "GET", "/collections/101", &[]).await;
    assert_eq!(page.bytes, b"<!doctype html>");
    assert_eq!(page.headers["cache-control"], "no-cache");
    assert!(page.headers.contains_key("content-security-policy"));
    let js = plain(&app, "GET", "/a-0123456789abcdef.js", &[("accept-encoding", "gzip, br")]).await;
    assert_eq!((js.bytes.as_slice(), &js.headers["content-encoding"]), (&b"packed"[..], &"br".parse().unwrap()));
    assert!(js.headers["cache-control"].to_str().unwrap().contains("immutable"));
    // Pages of other origins load the element's files, and not the page.
    for (name, value) in vitrine_policy::SHARED {
        assert_eq!((js.headers.get(name).unwrap(), page.headers.get(name)), (&value.parse().unwrap(), None));
    }
    let tag = js.headers["etag"].to_str().unwrap();
    let js = plain(&app, "GET", "/a-0123456789abcdef.js", &[("accept-encoding", "gzip, br;q=0.0")]).await;
    assert_eq!((js.bytes.as_slice(), &js.headers["vary"]), (&b"1"[..], &"Accept-Encoding".parse().unwrap()));
    assert_ne!(js.headers["etag"], tag);
    for (encoding, sent, status) in [
        ("br", tag.to_owned(), 304),
        ("br", format!("\"x\", W/{tag}"), 304),
        ("br", "*".to_owned(), 304),
        ("br", "\"x\"".to_owned(), 200),
        ("", tag.to_owned(), 200),
    ] {
        let headers = [("accept-encoding", encoding), ("if-none-match", &sent)];
        let js = plain(&app, "GET", "/a-0123456789abcdef.js", &headers).await;
        assert_eq!((js.status, js.bytes.is_empty()), (status, status == 304), "{sent}");
        assert!(js.headers.contains_key("etag") && js.headers.contains_key("cache-control"));
    }
    for path in ["/.secret", "/../Cargo.toml", "/%2e%2e/x.toml", "/no.js"] {
        assert_eq!(plain(&app, "GET", path, &[]).await.status, 404, "{path}");
    }
    let config = plain(&app, "GET", "/config.json", &[]).await.json;
    assert_eq!(config["sign_in"]["identities"][0]["token"], "demo-teacher");
    std::fs::write(dist.join("embed.html"), "<!doctype html>").unwrap();
    for (config, holds) in [
        ("{}", "'none'"),
        (r#"{"frame_hosts":["https://a.example","http://localhost:8080"]}"#, "https://a.example http://localhost:8080"),
        (r#"{"frame_hosts":["https://a.example","*"]}"#, "'none'"),
    ] {
        std::fs::write(dist.join("config.json"), config).unwrap();
        for (path, holds) in [("/embed.html", holds), ("/", "'none'"), ("/config.json", "'none'")] {
            let reply = plain(&app, "GET", path, &[]).await;
            let policy = reply.headers["content-security-policy"].to_str().unwrap();
            assert!(policy.contains(&format!("frame-ancestors {holds};")), "{path}: {policy}");
        }
    }
    std::fs::remove_dir_all(&dist).unwrap();
    let picture = plain(&app, "GET", "/thumbnails/1001.png", &[]).await;
    assert_eq!(&picture.bytes[1..4], b"PNG");
    assert!(picture.headers["cache-control"].to_str().unwrap().contains("max-age="));
    assert_eq!(plain(&app, "GET", "/thumbnails/1005.png", &[]).await.status, 403);
    let to = kit::get(&app, "teacher", "/media/1001/download").await.headers["location"].clone();
    let file = plain(&app, "GET", to.to_str().unwrap(), &[]).await;
    assert_eq!((file.status, &file.bytes[..4]), (200, &b"RIFF"[..]));
    for path in ["/files/1004", "/files/1006", "/files/99999999", "/files/+1001", "/files/", "/thumbnails/+1001.png"] {
        assert_eq!(plain(&app, "GET", path, &[]).await.status, 404, "{path}");
    }
}
