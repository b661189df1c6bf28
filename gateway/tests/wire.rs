//! What only bytes on a connection show: requests that are smuggled, too large or too slow, and the end.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod kit;

use std::time::Duration;

use kit::hostile::{Hostile, Says};
use kit::raw::{rest, statuses, talk};
use kit::{Browser, V1, asked, gateway, upstream};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

/// The head of a request of somebody who is signed in; it lacks its framing and its end.
async fn signed_in(gateway: &vitrine_gateway::Running, line: &str) -> String {
    let mut browser = Browser::at(gateway.addr());
    browser.sign_in("/").await.location();
    format!(
        "{line} HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nX-Vitrine: 1\r\nCookie: __Host-vitrine={}\r\n\
         Content-Type: application/json\r\n",
        gateway.addr(),
        browser.jar["__Host-vitrine"]
    )
}

#[tokio::test]
async fn no_second_request_is_smuggled_within_a_first() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let first = signed_in(&gateway, &format!("POST {V1}/collections")).await;
    let second = signed_in(&gateway, &format!("DELETE {V1}/collections/102")).await;
    let second = format!("{second}Content-Length: 0\r\n\r\n");
    let length = second.len();
    for framing in [
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".to_owned(),
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n".to_owned(),
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n".to_owned(),
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n".to_owned(),
        "Transfer-Encoding: chunked\r\n\r\n5;\n\r\n0\r\n\r\n".to_owned(),
        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n".to_owned(),
        "Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n".to_owned(),
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n".to_owned(),
        "Transfer-Encoding: identity\r\nContent-Length: 0\r\n\r\n".to_owned(),
        "Transfer-Encoding : chunked\r\nContent-Length: 0\r\n\r\n".to_owned(),
        " Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n".to_owned(),
        "Transfer-Encoding:\u{b}chunked\r\nContent-Length: 0\r\n\r\n".to_owned(),
        format!("Content-Length: 0\r\nContent-Length: {length}\r\n\r\n"),
        format!("Content-Length: {length}, 0\r\n\r\n"),
        "Content-Length: +0\r\n\r\n".to_owned(),
        "Content-Length: -1\r\n\r\n".to_owned(),
        "Content-Length: 0x0\r\n\r\n".to_owned(),
        "Content-Length: 0 0\r\n\r\n".to_owned(),
        "Content-Length: 18446744073709551616\r\n\r\n".to_owned(),
        "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk\r\n\r\n".to_owned(),
    ] {
        let text = talk(gateway.addr(), format!("{first}{framing}{second}").as_bytes()).await;
        assert!(matches!(statuses(&text)[..], [400 | 411]), "{framing:?}: {text}");
    }
    assert_eq!(asked(upstream.addr, "DELETE").await, Vec::<String>::new());
    assert_eq!(asked(upstream.addr, "POST /api/public/v1").await, Vec::<String>::new());
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let head = signed_in(&gateway, &format!("GET {V1}/collections")).await;
    for more in [format!("X-Large: {}\r\n", "x".repeat(40_000)), "X-Many: x\r\n".repeat(200)] {
        let text = talk(gateway.addr(), format!("{head}{more}\r\n").as_bytes()).await;
        assert_eq!(statuses(&text), [431], "{text}");
    }
    let line = format!("GET {V1}/collections?{} HTTP/1.1\r\n\r\n", "x".repeat(80_000));
    let text = talk(gateway.addr(), line.as_bytes()).await;
    assert!(matches!(statuses(&text)[..], [414 | 431]), "{text}");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_before_the_upstream_is_asked() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |settings| settings.body_limit = 100).await;
    let mut browser = Browser::at(gateway.addr());
    browser.sign_in("/").await.location();
    let path = format!("{V1}/collections/102/permissions");
    browser.send("POST", &path, kit::OWN, &"x".repeat(101)).await.is_error(413);
    assert!(asked(upstream.addr, "/permissions").await.is_empty());
    browser.send("POST", &path, kit::OWN, &"x".repeat(100)).await;
    assert_eq!(asked(upstream.addr, "/permissions").await.len(), 1);
}

#[tokio::test]
async fn nobody_holds_a_connection_by_being_slow() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |settings| {
        settings.head_timeout = Duration::from_millis(200);
        settings.first_byte_timeout = Duration::from_millis(400);
    })
    .await;
    let head = signed_in(&gateway, &format!("POST {V1}/collections?name=n")).await;
    for (bytes, status) in [
        ("", None),
        ("GET / HTTP/1.1\r\nHost: 127", None),
        (&*format!("{head}Connection: close\r\nContent-Length: 9\r\n\r\n{{"), Some(504)),
    ] {
        let mut stream = TcpStream::connect(gateway.addr()).await.unwrap();
        stream.write_all(bytes.as_bytes()).await.unwrap();
        let text = rest(stream).await;
        assert_eq!(statuses(&text).into_iter().find(|status| *status != 408), status, "{text}");
    }
}

#[tokio::test]
async fn nobody_holds_a_connection_by_taking_nothing_of_an_answer() {
    let upstream = Hostile::answering(|| {
        let head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n";
        Says::Endless(head.to_vec(), vec![b' '; 65_536])
    })
    .await;
    let gateway = gateway(upstream.addr, |settings| {
        settings.state = false;
        settings.max_connections = 1;
        settings.answer_limit = 1 << 40;
        settings.write_timeout = Duration::from_millis(200);
    })
    .await;
    let mut browser = Browser::at(gateway.addr());
    browser.open("/auth/sign-in").await.location();
    browser.open("/auth/callback?code=c").await.location();
    let (addr, cookie) = (gateway.addr(), browser.jar["__Host-vitrine"].clone());
    // Its connection would keep the only place.
    drop(browser);
    let mut stream = TcpStream::connect(addr).await.unwrap();
    let request = format!(
        "GET {V1}/collections HTTP/1.1\r\nHost: {addr}\r\nSec-Fetch-Site: same-origin\r\nX-Vitrine: 1\r\n\
         Cookie: __Host-vitrine={cookie}\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    stream.readable().await.unwrap();
    let next = talk(addr, b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n").await;
    assert_eq!(statuses(&next), [200]);
    // Nothing was read until then.
    drop(stream);
}

#[tokio::test]
async fn a_hundred_clients_at_once_are_served_while_others_only_hold_connections() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let addr = gateway.addr();
    let mut held = Vec::new();
    for _ in 0..100 {
        let mut stream = TcpStream::connect(addr).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: 127").await.unwrap();
        held.push(stream);
    }
    let head = signed_in(&gateway, &format!("GET {V1}/collections?per_page=50")).await;
    let request = format!("{head}Connection: close\r\n\r\n");
    let clients = (0..100).map(|_| {
        let request = request.clone();
        tokio::spawn(async move { talk(addr, request.as_bytes()).await })
    });
    for client in clients.collect::<Vec<_>>() {
        let text = client.await.unwrap();
        assert_eq!(statuses(&text), [200], "{text}");
        assert!(text.contains("\"collections\""), "{text}");
    }
    drop(held);
}

#[tokio::test]
async fn no_more_connections_are_taken_than_there_are_places_for() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |settings| {
        settings.max_connections = 1;
        settings.head_timeout = Duration::from_millis(300);
    })
    .await;
    let mut held = TcpStream::connect(gateway.addr()).await.unwrap();
    held.write_all(b"GET /").await.unwrap();
    let waits = talk(gateway.addr(), b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n");
    tokio::pin!(waits);
    // The second one is answered when the first has lost its place.
    let first = tokio::select! { biased; _ = rest(held) => "first", _ = &mut waits => "second" };
    assert_eq!(first, "first");
    assert_eq!(statuses(&waits.await), [200]);
}

#[tokio::test]
async fn what_was_asked_is_answered_when_the_gateway_stops() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let addr = gateway.addr();
    let head = signed_in(&gateway, &format!("POST {V1}/collections?name=n")).await;
    let idle = TcpStream::connect(addr).await.unwrap();
    let mut asking = TcpStream::connect(addr).await.unwrap();
    asking.write_all(format!("{head}Content-Length: 2\r\nExpect: 100-continue\r\n\r\n").as_bytes()).await.unwrap();
    // The gateway asks for the body: the request is under way.
    asking.readable().await.unwrap();
    let stop = tokio::spawn(gateway.stop());
    while TcpStream::connect(addr).await.is_ok() {
        tokio::task::yield_now().await;
    }
    asking.write_all(b"{}").await.unwrap();
    assert_eq!(statuses(&rest(asking).await), [100, 201]);
    assert_eq!(rest(idle).await, "");
    stop.await.unwrap();
}
