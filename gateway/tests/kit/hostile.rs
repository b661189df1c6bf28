//! An upstream that means no good: it signs people in, and then says whatever a test wants, byte for byte.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What it does once the head of a request, and the body that this announces, is there.
pub enum Says {
    /// These bytes, and then it hangs up.
    Bytes(Vec<u8>),
    /// These bytes, and then nothing, for ever.
    Hangs(Vec<u8>),
    /// These bytes again and again.
    Endless(Vec<u8>, Vec<u8>),
}

/// The upstream: where it is, and the requests that it got.
pub struct Hostile {
    pub addr: SocketAddr,
    pub heard: Arc<Mutex<Vec<String>>>,
}

/// An answer with headers and a body.
pub fn http(head: &str, body: &str) -> Says {
    Says::Bytes(format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes())
}

impl Hostile {
    /// `says` is asked with the whole text of a request.
    pub async fn start(says: impl Fn(&str) -> Says + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (log, says) = (Arc::clone(&heard), Arc::new(says));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&log), Arc::clone(&says)));
            }
        });
        Self { addr, heard }
    }

    /// One that gives tokens to whoever asks, and says `answer` to everything else.
    pub async fn answering(answer: impl Fn() -> Says + Send + Sync + 'static) -> Self {
        Self::start(move |request| if request.contains("/oauth/token") { tokens("access-1", 60) } else { answer() })
            .await
    }

    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    /// The requests to its API.
    pub fn calls(&self) -> Vec<String> {
        self.heard().into_iter().filter(|one| one.contains(" /api/public/v1/")).collect()
    }
}

/// The answer with tokens.
pub fn tokens(access: &str, seconds: u64) -> Says {
    let body = format!(
        r#"{{"access_token":"{access}","refresh_token":"refresh-1","token_type":"Bearer","expires_in":{seconds}}}"#
    );
    http("200 OK\r\nContent-Type: application/json", &body)
}

async fn serve(mut stream: TcpStream, log: Arc<Mutex<Vec<String>>>, says: Arc<impl Fn(&str) -> Says>) {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    let request = loop {
        let Ok(count @ 1..) = stream.read(&mut piece).await else { return };
        bytes.extend_from_slice(&piece[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head
            .to_ascii_lowercase()
            .split("content-length: ")
            .nth(1)
            .map_or(0, |rest| rest.split("\r\n").next().unwrap().parse::<usize>().unwrap());
        if body.len() >= length {
            break text;
        }
    };
    log.lock().unwrap().push(request.clone());
    match says(&request) {
        Says::Bytes(bytes) => {
            let _ = stream.write_all(&bytes).await;
        }
        Says::Hangs(bytes) => {
            let _ = stream.write_all(&bytes).await;
            // Until the other side gives up.
            while let Ok(1..) = stream.read(&mut piece).await {}
        }
        Says::Endless(head, again) => {
            let _ = stream.write_all(&head).await;
            while stream.write_all(&again).await.is_ok() {}
        }
    }
}
