//! A server that is killed at a random moment of writing: whatever it said yes to is so afterwards, and nothing is there
//! twice. `VITRINE_SEED` has the moments be others; a failure says with which seed they come back.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "../../tests/chaos/chance.rs"]
#[allow(dead_code, unreachable_pub)]
mod chance;

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use chance::Chance;

const WRITERS: usize = 8;
const ROUNDS: usize = 8;

/// It dies no later than this (µs) after its first yes of a round.
const LONGEST: usize = 300_000;

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

/// How a collection is.
#[derive(Clone, Copy, PartialEq, Debug)]
enum State {
    Absent,
    Active,
    Archived,
}

/// By name, what each collection may be: what was said yes to last, and what was asked for since.
type Written = HashMap<String, Vec<State>>;

/// Creates, and archives or deletes some of it, until the server is gone.
fn write_until_gone(addr: &str, who: &str, begun: &Sender<()>) -> Written {
    let mut written = Written::new();
    for number in 0.. {
        let name = format!("{who}n{number}");
        let states = written.entry(name.clone()).or_insert_with(|| vec![State::Absent]);
        let mut write = |method, path: &str, to: State, yes: u16| {
            states.push(to);
            let (status, answer) = ask(addr, method, path)?;
            assert_eq!(status, yes, "{method} {path}: {answer}");
            *states = vec![to];
            Some(answer)
        };
        let Some(made) = write("POST", &format!("/collections?name={name}"), State::Active, 201) else { break };
        // Nobody listens after the first one.
        let _ = begun.send(());
        assert_eq!(made["collection"]["name"], name.as_str());
        let path = format!("/collections/{}", made["collection"]["id"]);
        let changed = match number % 3 {
            0 => Some(Value::Null),
            1 => write("POST", &format!("{path}/archive"), State::Archived, 200),
            _ => write("DELETE", &path, State::Absent, 200),
        };
        if changed.is_none() {
            break;
        }
    }
    written
}

/// The names of all collections but the library, and how each is.
fn listed(addr: &str) -> Vec<(String, State)> {
    let mut rows = Vec::new();
    for page in 1.. {
        let (status, list) = ask(addr, "GET", &format!("/collections?per_page=50&page={page}")).unwrap();
        assert_eq!(status, 200);
        rows.extend(list["collections"].as_array().unwrap().iter().filter_map(|row| {
            let state = if row["archived_at"].is_null() { State::Active } else { State::Archived };
            Some((row["name"].as_str()?.to_owned(), state))
        }));
        if list["meta"]["last_page"] == page {
            break;
        }
    }
    rows
}

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn what_was_acknowledged_survives_a_kill_at_any_moment() {
    let seed = std::env::var("VITRINE_SEED").map_or(1, |text| text.parse().expect("VITRINE_SEED"));
    println!("VITRINE_SEED={seed}");
    let chance = Chance::new(seed);
    let folder = Folder(std::env::temp_dir().join(format!("vitrine-killed-{}", std::process::id())));
    std::fs::create_dir_all(&folder.0).unwrap();
    let db = folder.0.join("data.db");
    let mut written = Written::new();
    for round in 1..=ROUNDS {
        let moment = Duration::from_micros(u64::try_from(chance.below(LONGEST)).unwrap());
        let mut server = Process::start(&db);
        let addr = server.addr.clone();
        let (begun, has_begun) = channel();
        thread::scope(|scope| {
            let writer = |number| {
                let (begun, addr) = (begun.clone(), &addr);
                scope.spawn(move || write_until_gone(addr, &format!("r{round}w{number}"), &begun))
            };
            let writers: Vec<_> = (0..WRITERS).map(writer).collect();
            has_begun.recv_timeout(Duration::from_secs(20)).expect("it never says yes");
            // No condition to wait for: the moment is what is tried.
            thread::sleep(moment);
            server.kill();
            written.extend(writers.into_iter().flat_map(|writer| writer.join().unwrap()));
        });
        let server = Process::start(&db);
        let listed = listed(&server.addr);
        let found: HashMap<_, _> = listed.iter().cloned().collect();
        assert_eq!(found.len(), listed.len(), "nothing is there twice");
        for (name, states) in &mut written {
            let state = found.get(name).copied().unwrap_or(State::Absent);
            assert!(states.contains(&state), "round {round}, after {moment:?}: {name} is {state:?} and not {states:?}");
            // What was in the balance has been decided.
            *states = vec![state];
        }
        let unknown: Vec<_> = found.keys().filter(|name| !written.contains_key(*name)).collect();
        assert!(unknown.is_empty(), "nobody made {unknown:?}");
        println!("round {round}: killed after {moment:?}, {} written so far", written.len());
    }
}
