//! The server that fails as it is told, and what it holds.

use std::{net::SocketAddr, path::PathBuf};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use vitrine_server::{Data, Database, Options, Running, start};

use super::chance::Chance;
use crate::support::setting;

const API: &str = "/api/public/v1";

/// A server whose data outlives it.
pub(super) struct Site {
    running: Option<Running>,
    pub(super) addr: SocketAddr,
    folder: PathBuf,
}

/// A collection, as the server lists it.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) archived: bool,
}

impl Site {
    pub(super) async fn new(seed: u64) -> Self {
        let folder = std::env::temp_dir().join(format!("vitrine-chaos-{}-{seed}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut site = Self { running: None, addr: SocketAddr::from(([127, 0, 0, 1], 0)), folder };
        site.start().await;
        site
    }

    async fn start(&mut self) {
        let running = start(Options {
            addr: self.addr,
            db: Database::File(self.folder.join("data.db")),
            data: Data::Demo,
            dist: Some(setting("VITRINE_DIST").into()),
            faults: true,
            ..Options::default()
        });
        let running = running.await.unwrap();
        self.addr = running.addr;
        self.running = Some(running);
    }

    /// It goes, and comes back with what it had.
    pub(super) async fn restart(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
        self.start().await;
    }

    pub(super) async fn end(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }

    /// Some of the next requests fail, in a way that chance chooses.
    pub(super) async fn fail(&self, chance: &Chance) {
        let path = *chance.one(&["*", "/collections", "/collections/*", "/collections/*", "/users*"]);
        let mut order = json!({ "path": format!("{API}{path}"), "times": 1 + chance.below(3) });
        match chance.below(10) {
            0..3 => order["latency_ms"] = json!(50 + chance.below(1500)),
            3..6 => order["status"] = json!(chance.one(&[401, 403, 404, 422, 500, 502, 503, 503])),
            6 => {
                order["status"] = json!(429);
                order["retry_after"] = json!(chance.below(3));
            }
            _ => order["body"] = json!(chance.one(&["html", "half", "cut", "empty", "bad_row"])),
        }
        if chance.percent(30) {
            order["method"] = json!(chance.one(&["POST", "DELETE"]));
        }
        if order["status"] == 404 {
            // To whoever deletes it that would be a yes: it has gone.
            order["method"] = json!(chance.one(&["GET", "POST"]));
        }
        self.ask("POST", "/_faults", &order.to_string()).await;
    }

    /// From now on it works.
    pub(super) async fn heal(&self) {
        self.ask("DELETE", "/_faults", "").await;
    }

    /// All collections of the person, in their order.
    pub(super) async fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for page in 1.. {
            let (_, list) = self.ask("GET", &format!("{API}/collections?per_page=50&page={page}"), "").await;
            rows.extend(list["collections"].as_array().unwrap().iter().map(|row| Row {
                id: row["id"].to_string(),
                name: row["name"].as_str().unwrap_or_default().to_owned(),
                archived: !row["archived_at"].is_null(),
            }));
            if list["meta"]["last_page"].as_i64().unwrap() <= page {
                break;
            }
        }
        rows
    }

    /// Whether somebody has access to a collection; nothing where it can't be told.
    pub(super) async fn has_access(&self, id: &str, user: usize) -> Option<bool> {
        let (status, list) = self.ask("GET", &format!("{API}/collections/{id}/permissions"), "").await;
        let list = list["permissions"].as_array().or(list.as_array()).filter(|_| status == 200)?;
        Some(list.iter().any(|row| row["id"] == user))
    }

    async fn ask(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(self.addr).await.unwrap();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nAuthorization: Bearer demo-teacher\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.addr,
            body.len()
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).unwrap_or_default())
    }
}
