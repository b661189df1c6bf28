//! Secrets: made so that nobody can guess them, kept so that nobody can read them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::Sha256;

use crate::answer::Refusal;

/// What is kept of a secret. To compare digests tells nobody by the time it takes what the secret is.
pub(super) type Digest = [u8; 32];

pub(super) fn digest(secret: &str) -> Digest {
    <Sha256 as sha2::Digest>::digest(secret).into()
}

/// The PKCE challenge (S256) that a verifier answers.
pub(super) fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(verifier))
}

/// A new secret of 256 bits from the system's generator.
pub(super) fn fresh() -> Result<String, Refusal> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Refusal::failed(format!("no random numbers: {error}")))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_challenge_is_that_of_rfc_7636() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(super::challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
