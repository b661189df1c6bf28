//! A server that is killed in the middle of writing: whatever it said yes to is there afterwards.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::Value;

const WRITERS: usize = 8;

/// One process of the server; killed with the test.
struct Process {
    child: Child,
    addr: String,
}

impl Process {
    fn start(db: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vitrine-server"))
            .args(["--token", "ana@uni.example=secret", "--db"])
            .arg(db)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let addr = line.trim().strip_prefix("listening on http://").expect("the server says its address").to_owned();
        Self { child, addr }
    }

    /// SIGKILL, which no process sees coming.
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may be over already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The answer's status and body; None where the server is gone.
fn ask(addr: &str, method: &str, path: &str) -> Option<(u16, Value)> {
    let mut stream = TcpStream::connect(addr).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let head = format!(
        "{method} /api/public/v1{path} HTTP/1.1\r\nHost: {addr}\r\nAuthorization: Bearer secret\r\n\
         Connection: close\r\nContent-Length: 0\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let status = answer.split(' ').nth(1)?.parse().ok()?;
    let body = answer.split_once("\r\n\r\n")?.1;
    Some((status, serde_json::from_str(body).ok()?))
}

/// Writes from all sides until the server is gone; what it said yes to.
fn write_until_gone(addr: &str, round: usize, count: &AtomicUsize) -> Vec<String> {
    thread::scope(|scope| {
        let writer = |writer| {
            move || {
                let mut done = Vec::new();
                loop {
                    let name = format!("r{round}w{writer}n{}", done.len());
                    match ask(addr, "POST", &format!("/collections?name={name}")) {
                        Some((201, made)) => {
                            assert_eq!(made["collection"]["name"], name.as_str());
                            done.push(name);
                            count.fetch_add(1, Ordering::SeqCst);
                        }
                        Some((status, answer)) => panic!("{status} {answer}"),
                        None => return done,
                    }
                }
            }
        };
        let writers: Vec<_> = (0..WRITERS).map(|number| scope.spawn(writer(number))).collect();
        writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
    })
}

fn names(addr: &str) -> Vec<String> {
    let mut names = Vec::new();
    for page in 1.. {
        let (status, list) = ask(addr, "GET", &format!("/collections?per_page=50&page={page}")).unwrap();
        assert_eq!(status, 200);
        names.extend(
            list["collections"].as_array().unwrap().iter().filter_map(|row| Some(row["name"].as_str()?.to_owned())),
        );
        if list["meta"]["last_page"] == page {
            break;
        }
    }
    names
}

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let folder = Folder(std::env::temp_dir().join(format!("vitrine-killed-{}", std::process::id())));
    std::fs::create_dir_all(&folder.0).unwrap();
    let db = folder.0.join("data.db");
    let mut acknowledged = HashSet::new();
    for round in 1..=3 {
        let mut server = Process::start(&db);
        let addr = server.addr.clone();
        let count = AtomicUsize::new(0);
        let done = thread::scope(|scope| {
            let work = scope.spawn(|| write_until_gone(&addr, round, &count));
            while count.load(Ordering::SeqCst) < 40 * round && !work.is_finished() {
                thread::yield_now();
            }
            server.kill();
            work.join().unwrap()
        });
        assert!(done.len() >= 40 * round);
        acknowledged.extend(done);
        let server = Process::start(&db);
        let names = names(&server.addr);
        let found: HashSet<String> = names.iter().cloned().collect();
        assert_eq!(found.len(), names.len(), "nothing is there twice");
        let lost: Vec<_> = acknowledged.difference(&found).collect();
        assert!(lost.is_empty(), "{lost:?}");
        // Each writer may have had one more on its way.
        assert!(found.len() <= acknowledged.len() + WRITERS * round);
    }
}
