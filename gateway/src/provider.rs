//! The upstream as it signs people in: OAuth 2, by the `oauth2` crate.

mod http;

use std::time::Duration;

use oauth2::basic::{BasicClient, BasicErrorResponseType, BasicTokenResponse, BasicTokenType};
use oauth2::{
    AuthType, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointNotSet, EndpointSet,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RefreshToken, RequestTokenError, Scope, TokenResponse, TokenUrl,
};
use reqwest::ClientBuilder;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::settings::{ClientAuth, Good, Settings};
use crate::{Error, Wrong};
use http::{Failed, Http};

/// An access token whose lifetime is not told is renewed after so many seconds.
const LIFETIME: Duration = Duration::from_secs(3600);

/// An exchange of tokens may take so long in all.
const PATIENCE: Duration = Duration::from_secs(10);

type Known = BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

/// The upstream as it signs people in.
pub(crate) struct Provider {
    client: Known,
    http: Http,
    scopes: Vec<Scope>,
    pkce: bool,
    revoke: Option<Url>,
    id: String,
    secret: SecretString,
    auth: ClientAuth,
}

/// What the upstream gave.
pub(crate) struct Tokens {
    pub(crate) access: SecretString,
    pub(crate) refresh: Option<SecretString>,
    /// Seconds that the access token lives.
    pub(crate) lifetime: u64,
}

/// Why there are no tokens.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// What was shown for them is no longer good.
    Refused,
    /// The upstream did not answer, or not now.
    Unreachable,
    /// The upstream does not accept the gateway, or is not understood; the log says how.
    Broken,
}

/// Where a login begins, and what must be remembered until it ends.
pub(crate) struct Begun {
    pub(crate) address: Url,
    pub(crate) state: String,
    pub(crate) verifier: Option<String>,
}

/// A client for the upstream: it follows nothing, and keeps no cookies.
pub(crate) fn client(settings: &Settings, good: &Good) -> ClientBuilder {
    // Where another one is installed already, that one is used.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .tls_certs_merge(good.authorities.iter().cloned())
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("vitrine-gateway/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(settings.connect_timeout)
        .referer(false)
}

impl Provider {
    pub(crate) fn new(settings: &Settings, good: &Good) -> Result<Self, Error> {
        let back = good.public_url.join("/auth/callback").map_err(|error| {
            Error::Settings(vec![Wrong { setting: "public_url".to_owned(), right: error.to_string() }])
        })?;
        let auth = match settings.client_auth {
            ClientAuth::Basic => AuthType::BasicAuth,
            ClientAuth::Form => AuthType::RequestBody,
        };
        let client = BasicClient::new(ClientId::new(settings.client_id.clone()))
            .set_client_secret(ClientSecret::new(settings.client_secret.expose_secret().to_owned()))
            .set_auth_uri(AuthUrl::from_url(good.authorize.clone()))
            .set_token_uri(TokenUrl::from_url(good.token.clone()))
            .set_redirect_uri(RedirectUrl::from_url(back))
            .set_auth_type(auth);
        let http = self::client(settings, good)
            .timeout(PATIENCE.min(settings.total_timeout))
            .build()
            .map_err(|error| Error::Machine(format!("no client for the upstream: {error}")))?;
        Ok(Self {
            client,
            http: Http(http),
            scopes: settings.scopes.iter().cloned().map(Scope::new).collect(),
            pkce: settings.pkce,
            revoke: good.revoke.clone(),
            id: settings.client_id.clone(),
            secret: settings.client_secret.clone(),
            auth: settings.client_auth,
        })
    }

    /// Begins a login.
    pub(crate) fn begin(&self, state: String) -> Begun {
        let kept = state.clone();
        let mut request = self.client.authorize_url(|| CsrfToken::new(state)).add_scopes(self.scopes.iter().cloned());
        let mut verifier = None;
        if self.pkce {
            let (challenge, secret) = PkceCodeChallenge::new_random_sha256();
            request = request.set_pkce_challenge(challenge);
            verifier = Some(secret.into_secret());
        }
        Begun { address: request.url().0, state: kept, verifier }
    }

    /// The tokens for a code.
    pub(crate) async fn exchange(&self, code: &str, verifier: Option<String>) -> Result<Tokens, Failure> {
        let mut request = self.client.exchange_code(AuthorizationCode::new(code.to_owned()));
        if let Some(verifier) = verifier {
            request = request.set_pkce_verifier(PkceCodeVerifier::new(verifier));
        }
        given(request.request_async(&self.http).await)
    }

    /// The tokens that follow a refresh token, which is used up by it.
    pub(crate) async fn refresh(&self, token: &SecretString) -> Result<Tokens, Failure> {
        let token = RefreshToken::new(token.expose_secret().to_owned());
        given(self.client.exchange_refresh_token(&token).request_async(&self.http).await)
    }

    /// Gives a token back, where the upstream takes it. What comes of it changes nothing for the person.
    pub(crate) async fn revoke(&self, token: &SecretString) {
        let Some(url) = &self.revoke else {
            return;
        };
        let mut fields = vec![("token", token.expose_secret())];
        let mut request = self.http.0.post(url.clone());
        match self.auth {
            ClientAuth::Basic => request = request.basic_auth(&self.id, Some(self.secret.expose_secret())),
            ClientAuth::Form => {
                fields.extend([("client_id", self.id.as_str()), ("client_secret", self.secret.expose_secret())]);
            }
        }
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        match request.send().await {
            Ok(answer) if answer.status().is_success() => {}
            Ok(answer) => tracing::warn!(status = answer.status().as_u16(), "the upstream took no token back"),
            Err(error) => tracing::warn!(reason = %error.without_url(), "the upstream took no token back"),
        }
    }
}

type Outcome<E> = Result<BasicTokenResponse, RequestTokenError<Failed, E>>;

/// What an answer with tokens comes to.
fn given(outcome: Outcome<oauth2::basic::BasicErrorResponse>) -> Result<Tokens, Failure> {
    let answer = match outcome {
        Ok(answer) => answer,
        Err(RequestTokenError::ServerResponse(refusal)) if *refusal.error() == BasicErrorResponseType::InvalidGrant => {
            return Err(Failure::Refused);
        }
        Err(RequestTokenError::ServerResponse(refusal)) => {
            // A word of the standard's, or one that could be anything.
            let word = match refusal.error() {
                BasicErrorResponseType::Extension(_) => "another",
                known => known.as_ref(),
            };
            tracing::error!(word, "the upstream refuses the gateway itself");
            return Err(Failure::Broken);
        }
        Err(RequestTokenError::Request(Failed::Unreachable)) => return Err(Failure::Unreachable),
        Err(_) => {
            tracing::error!("the upstream's answer to a request for tokens is not understood");
            return Err(Failure::Broken);
        }
    };
    let token = answer.access_token().secret();
    if *answer.token_type() != BasicTokenType::Bearer || !is_token(token) {
        tracing::error!("the upstream gave a token of a kind that is not understood");
        return Err(Failure::Broken);
    }
    Ok(Tokens {
        access: token.clone().into(),
        refresh: answer.refresh_token().map(|token| token.secret().clone().into()),
        lifetime: answer.expires_in().unwrap_or(LIFETIME).as_secs(),
    })
}

/// Whether it can stand in a header.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}
