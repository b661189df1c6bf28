//! What the gateway gives a browser to keep: encrypted, and known again as its own.
//!
//! XChaCha20-Poly1305 (of the RustCrypto project, audited). Its nonces have 192 bits, so any number of
//! gateways that share a key may draw them at random; with the 96 bits of AES-GCM they could not.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use serde_json::json;

use crate::answer::Refusal;

/// Bytes of a nonce.
const NONCE: usize = 24;

/// What sealed text is for: one kind is never taken for another.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    Session,
    Login,
}

/// The keys, and what all that they seal is bound to.
pub(crate) struct Seal {
    keys: Vec<XChaCha20Poly1305>,
    client: String,
    upstream: String,
}

impl Seal {
    /// The first key writes, all of them read.
    pub(crate) fn new(keys: &[[u8; 32]], client: &str, upstream: &str) -> Self {
        let keys = keys.iter().map(|key| XChaCha20Poly1305::new(key.into())).collect();
        Self { keys, client: client.to_owned(), upstream: upstream.to_owned() }
    }

    /// What is authenticated beside the content.
    fn bound(&self, purpose: Purpose) -> Vec<u8> {
        let purpose = match purpose {
            Purpose::Session => "session",
            Purpose::Login => "login",
        };
        json!(["vitrine-gateway", 1, purpose, self.client, self.upstream]).to_string().into_bytes()
    }

    /// Seals, as text that may stand in a cookie.
    pub(crate) fn seal(&self, purpose: Purpose, content: &[u8]) -> Result<String, Refusal> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(Refusal::failed)?;
        let key = self.keys.first().ok_or_else(|| Refusal::failed("there is no key"))?;
        let bound = self.bound(purpose);
        let sealed = key
            .encrypt(&XNonce::from(nonce), Payload { msg: content, aad: &bound })
            .map_err(|_| Refusal::failed("nothing can be sealed"))?;
        let mut all = nonce.to_vec();
        all.extend(sealed);
        Ok(URL_SAFE_NO_PAD.encode(all))
    }

    /// What was sealed, where one of the keys sealed it for this purpose, client and upstream.
    pub(crate) fn open(&self, purpose: Purpose, text: &str) -> Option<Vec<u8>> {
        let all = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (nonce, sealed) = all.split_first_chunk::<NONCE>()?;
        let (nonce, bound) = (XNonce::from(*nonce), self.bound(purpose));
        self.keys.iter().find_map(|key| key.decrypt(&nonce, Payload { msg: sealed, aad: &bound }).ok())
    }
}

/// A new key: 32 bytes of the system's generator in base64url.
///
/// # Errors
/// The system has no random numbers.
pub fn new_key() -> Result<String, crate::Error> {
    random().map_err(|error| crate::Error::Machine(format!("no random numbers: {error}")))
}

/// 256 random bits in base64url.
pub(crate) fn random() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// The bytes of a key as [`new_key`] writes it, with or without padding, in either alphabet of base64.
pub(crate) fn key_bytes(text: &str) -> Option<[u8; 32]> {
    let text = text.trim().trim_end_matches('=').replace('+', "-").replace('/', "_");
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed() -> (Seal, String) {
        let seal = Seal::new(&[[1; 32]], "client", "https://a.example");
        let text = seal.seal(Purpose::Session, b"content").unwrap();
        (seal, text)
    }

    #[test]
    fn what_is_sealed_is_opened_and_looks_different_every_time() {
        let (seal, text) = sealed();
        assert_eq!(seal.open(Purpose::Session, &text).unwrap(), b"content");
        assert_ne!(seal.seal(Purpose::Session, b"content").unwrap(), text);
    }

    #[test]
    fn any_changed_character_is_noticed() {
        let (seal, text) = sealed();
        for at in 0..text.len() {
            let mut other = text.clone().into_bytes();
            other[at] = if other[at] == b'A' { b'B' } else { b'A' };
            assert!(seal.open(Purpose::Session, str::from_utf8(&other).unwrap()).is_none(), "{at}");
            assert!(seal.open(Purpose::Session, &text[..at]).is_none(), "{at}");
        }
    }

    #[test]
    fn another_key_client_upstream_or_purpose_opens_nothing() {
        let (seal, text) = sealed();
        assert!(seal.open(Purpose::Login, &text).is_none());
        for (key, client, upstream) in [
            ([2; 32], "client", "https://a.example"),
            ([1; 32], "other", "https://a.example"),
            ([1; 32], "client", "https://b.example"),
            ([1; 32], "clienthttps://a", ".example"),
        ] {
            assert!(Seal::new(&[key], client, upstream).open(Purpose::Session, &text).is_none(), "{client} {upstream}");
        }
    }

    #[test]
    fn an_older_key_reads_and_the_first_one_writes() {
        let (old, text) = sealed();
        let both = Seal::new(&[[2; 32], [1; 32]], "client", "https://a.example");
        assert!(both.open(Purpose::Session, &text).is_some());
        assert!(old.open(Purpose::Session, &both.seal(Purpose::Session, b"").unwrap()).is_none());
    }
}
