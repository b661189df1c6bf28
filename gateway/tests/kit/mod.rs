//! What the tests share: the reference server as upstream, a gateway before it, and a browser.
#![allow(dead_code, unreachable_pub)]

pub mod hostile;
pub mod raw;
pub mod tls;

use std::collections::BTreeMap;
use std::net::SocketAddr;

use reqwest::header::HeaderMap;
use serde_json::Value;
use url::Url;
use vitrine_gateway::{Gateway, Running, Settings};
use vitrine_server::{Data, Options};

pub const V1: &str = "/api/public/v1";
pub const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
pub const OTHER_KEY: &str = "HxECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

/// The reference server with its demo, which may be asked for faults and what it was asked.
pub async fn upstream(change: impl FnOnce(&mut Options)) -> vitrine_server::Running {
    let mut options = Options { data: Data::Demo, faults: true, oauth_state: true, ..Options::default() };
    change(&mut options);
    vitrine_server::start(options).await.unwrap()
}

/// A gateway before an upstream.
pub async fn gateway(upstream: SocketAddr, change: impl FnOnce(&mut Settings)) -> Running {
    let gateway = Gateway::bind("127.0.0.1:0").await.unwrap();
    let here = format!("http://{}", gateway.addr());
    let mut settings = Settings::new(&format!("http://{upstream}"), &here, "demo-client", "demo-secret", KEY);
    settings.state = true;
    settings.pkce = true;
    change(&mut settings);
    gateway.serve(settings).await.unwrap()
}

pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
    pub json: Value,
}

impl Reply {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn location(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.text);
        self.header("location")
    }

    pub fn is_error(&self, status: u16) {
        assert_eq!(self.status, status, "{}", self.text);
        assert!(self.json["error"].as_str().is_some_and(|text| !text.is_empty()), "{}", self.text);
    }
}

/// A browser: it keeps cookies for the gateway and follows nothing by itself.
#[derive(Clone)]
pub struct Browser {
    client: reqwest::Client,
    pub origin: String,
    pub jar: BTreeMap<String, String>,
}

/// What a browser and the page put on a request.
pub const OWN: &[(&str, &str)] = &[("sec-fetch-site", "same-origin"), ("x-vitrine", "1")];

impl Browser {
    pub fn at(addr: SocketAddr) -> Self {
        let client = client();
        Self { client, origin: format!("http://{addr}"), jar: BTreeMap::new() }
    }

    /// One request with the cookies that are kept; what the answer sets is kept.
    pub async fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let mut request = self.client.request(method.parse().unwrap(), format!("{}{path}", self.origin));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !self.jar.is_empty() {
            let pairs: Vec<String> = self.jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", pairs.join("; "));
        }
        let reply = reply(request.body(body.to_owned())).await;
        for set in reply.headers.get_all("set-cookie") {
            let set = set.to_str().unwrap();
            assert!(set.starts_with("__Host-vitrine"), "{set}");
            assert!(set.contains("; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age="), "{set}");
            let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
            if set.contains("Max-Age=0") {
                self.jar.remove(name);
            } else {
                self.jar.insert(name.to_owned(), value.to_owned());
            }
        }
        reply
    }

    /// A request as the page sends it.
    pub async fn ask(&mut self, method: &str, path: &str) -> Reply {
        self.send(method, path, OWN, "").await
    }

    /// A navigation.
    pub async fn open(&mut self, path: &str) -> Reply {
        self.send("GET", path, &[], "").await
    }

    /// Begins a login, and says yes or no to the upstream; where it then leads to.
    pub async fn until_callback(&mut self, back: &str, decision: &str) -> String {
        let back: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
        let begun = self.open(&format!("/auth/sign-in?return={back}")).await;
        let form = format!("person=3&decision={decision}");
        let request = self.client.post(begun.location()).header("content-type", FORM).body(form);
        let answer = reply(request).await;
        let there = Url::parse(answer.location()).unwrap();
        assert_eq!(there.origin().ascii_serialization(), self.origin);
        format!("{}?{}", there.path(), there.query().unwrap())
    }

    /// Signs in as the teacher.
    pub async fn sign_in(&mut self, back: &str) -> Reply {
        let callback = self.until_callback(back, "allow").await;
        self.open(&callback).await
    }

    pub async fn collections(&mut self) -> Reply {
        self.ask("GET", "/api/public/v1/collections").await
    }

    /// The page that says why nobody was signed in.
    pub async fn refused(&mut self, callback: &str, status: u16) -> Reply {
        let reply = self.open(callback).await;
        assert_eq!(reply.status, status, "{}", reply.text);
        assert!(reply.header("content-security-policy").starts_with("default-src 'none';"));
        assert!(reply.text.contains("/auth/sign-in?return=") && !reply.text.contains("<script"), "{}", reply.text);
        assert!(!self.jar.contains_key("__Host-vitrine"));
        reply
    }
}

pub const FORM: &str = "application/x-www-form-urlencoded";

fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap()
}

async fn reply(request: reqwest::RequestBuilder) -> Reply {
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let text = answer.text().await.unwrap();
    Reply { status, headers, json: serde_json::from_str(&text).unwrap_or_default(), text }
}

/// Has the upstream fail as ordered.
pub async fn order(upstream: SocketAddr, fault: Value) {
    let request = client().post(format!("http://{upstream}/_faults")).body(fault.to_string());
    assert_eq!(reply(request).await.status, 201);
}

/// What the upstream was asked below a path: methods and addresses.
pub async fn asked(upstream: SocketAddr, below: &str) -> Vec<String> {
    let log = reply(client().get(format!("http://{upstream}/_log"))).await.json;
    let rows = log["log"].as_array().unwrap().iter();
    rows.map(|row| format!("{} {}", row["method"].as_str().unwrap(), row["path"].as_str().unwrap()))
        .filter(|row| row.contains(below))
        .collect()
}
