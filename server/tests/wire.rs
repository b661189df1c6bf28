//! What only a real connection shows: clients that are slow or send too much, and the server's end.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod kit;

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use kit::options;
use vitrine_server::{Database, Options, start};

fn connect(addr: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(addr).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// What the server says until it hangs up.
fn all(mut stream: TcpStream) -> String {
    let mut text = String::new();
    match stream.read_to_string(&mut text) {
        Err(error) if error.kind() != ErrorKind::ConnectionReset => panic!("{error}: {text}"),
        _ => text,
    }
}

fn head(method: &str, path: &str, more: &str) -> String {
    format!("{method} /api/public/v1{path} HTTP/1.1\r\nHost: localhost\r\n{more}\r\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_holds_a_connection_by_being_slow() {
    let running = start(Options { patience: Duration::from_millis(300), ..options() }).await.unwrap();
    let mut half_a_head = connect(running.addr);
    half_a_head.write_all(b"GET /api/public/v1/ping HTTP/1.1\r\nHost: loc").unwrap();
    let mut half_a_body = connect(running.addr);
    let token = "Authorization: Bearer demo-teacher\r\nConnection: close\r\nContent-Length: 9\r\n";
    half_a_body.write_all(head("POST", "/collections", token).as_bytes()).unwrap();
    half_a_body.write_all(b"{").unwrap();
    assert!(all(half_a_body).starts_with("HTTP/1.1 408"));
    assert!(!all(half_a_head).contains("200"));
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_clients_at_once_are_served_while_others_only_hold_connections() {
    let running = start(options()).await.unwrap();
    let addr = running.addr;
    let held: Vec<TcpStream> = (0..100)
        .map(|_| {
            let mut stream = connect(addr);
            stream.write_all(b"GET /api/public/v1/ping HTTP/1.1\r\nHost: l").unwrap();
            stream
        })
        .collect();
    let client = |number: usize| {
        move || {
            let token = "Authorization: Bearer demo-teacher\r\nConnection: close\r\n";
            let write = format!("Content-Length: 0\r\n{token}");
            for (method, path, more, status) in [
                ("POST", format!("/collections?name=c{number}"), &*write, 201),
                ("GET", "/collections?per_page=50".to_owned(), token, 200),
                ("POST", "/collections/109/archive".to_owned(), &write, 200),
            ] {
                let mut stream = connect(addr);
                stream.write_all(head(method, &path, more).as_bytes()).unwrap();
                let answer = all(stream);
                assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{path}: {answer}");
            }
        }
    };
    let clients: Vec<_> = (0..100).map(|number| std::thread::spawn(client(number))).collect();
    clients.into_iter().for_each(|client| client.join().unwrap());
    let mut total = connect(addr);
    let token = "Authorization: Bearer demo-teacher\r\nConnection: close\r\n";
    let asked = |page: usize| head("GET", &format!("/collections?per_page=50&page={page}"), token);
    total.write_all(asked(1).as_bytes()).unwrap();
    let mut list = all(total);
    for page in 2..=4 {
        let mut more = connect(addr);
        more.write_all(asked(page).as_bytes()).unwrap();
        list += &all(more);
    }
    assert!((0..100).all(|number| list.matches(&format!("\"c{number}\"")).count() == 1));
    drop(held);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_sends_everything_before_reading_finds_the_answer() {
    let running = start(options()).await.unwrap();
    let bytes = vec![b'x'; 24 << 20];
    let length = bytes.len();
    for (method, path, token, status) in [
        ("POST", "/collections", "nobody", 401),
        ("POST", "/collections", "demo-teacher", 413),
        ("POST", "/nothing", "demo-teacher", 404),
        ("PUT", "/collections", "demo-teacher", 405),
    ] {
        for chunked in [false, true] {
            let framing =
                if chunked { "Transfer-Encoding: chunked".into() } else { format!("Content-Length: {length}") };
            let more = format!("Authorization: Bearer {token}\r\nConnection: close\r\n{framing}\r\n");
            let mut stream = connect(running.addr);
            stream.write_all(head(method, path, &more).as_bytes()).unwrap();
            if chunked {
                stream.write_all(format!("{length:x}\r\n").as_bytes()).unwrap();
            }
            stream.write_all(&bytes).unwrap();
            if chunked {
                stream.write_all(b"\r\n0\r\n\r\n").unwrap();
            }
            let answer = all(stream);
            assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{path} {answer}");
            assert!(answer.contains("{\"error\""), "{answer}");
        }
    }
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_stopped_is_over() {
    let file = std::env::temp_dir().join(format!("vitrine-stop-{}.db", std::process::id()));
    let running = start(Options { db: Database::File(file.clone()), ..options() }).await.unwrap();
    let addr = running.addr;
    let idle = connect(addr);
    let mut asked = connect(addr);
    let more = "Authorization: Bearer demo-teacher\r\nContent-Type: application/json\r\n\
                Content-Length: 12\r\nExpect: 100-continue\r\n";
    asked.write_all(head("POST", "/collections", more).as_bytes()).unwrap();
    let mut first = [0; 25];
    asked.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 100 Continue\r\n\r\n");
    let stop = tokio::spawn(running.stop());
    while TcpStream::connect(addr).is_ok() {
        tokio::task::yield_now().await;
    }
    asked.write_all(br#"{"name":"n"}"#).unwrap();
    assert!(all(asked).starts_with("HTTP/1.1 201"), "what was asked before is answered");
    stop.await.unwrap();
    assert_eq!(all(idle), "");
    // The last connection to a database takes its log away.
    let log = format!("{}-wal", file.display());
    assert!(!std::fs::exists(&log).unwrap());
    std::fs::remove_file(file).unwrap();
}
