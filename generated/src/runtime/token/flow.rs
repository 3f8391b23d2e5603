//! The OAuth 2 flows that need no browser: client credentials, and password with refresh.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::HeaderValue;
use serde::Deserialize;

use super::super::decode::one_line;
use super::super::message::api_message;
use super::super::redaction::Secrets;
use super::super::security::{basic, header_value};
use super::super::style::encode;
use super::super::{BoxFuture, RawJson, Received, Secret, json};
use super::{Token, TokenClient, TokenError, TokenSource};

/// Tokens for an application of its own: the OAuth 2 client-credentials flow.
#[derive(Debug)]
#[must_use]
pub struct ClientCredentials {
    request: TokenRequest,
}

/// Tokens for a user whose password is known, renewed with refresh tokens where the server gives
/// them: the OAuth 2 password flow.
pub struct Password {
    request: TokenRequest,
    username: String,
    password: Secret,
    refresh_token: Mutex<Option<Secret>>,
}

impl ClientCredentials {
    /// A flow at a token URL, whose query is kept as it is.
    pub fn new(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
    ) -> Self {
        Self {
            request: TokenRequest::new(token_url.into(), client_id.into(), client_secret.into()),
        }
    }

    /// Asks for a scope; more calls ask for more.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.request.scopes.push(scope.into());
        self
    }

    /// Adds a field to the form, as some servers want: `audience`, `resource`.
    pub fn field(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.request.fields.push((name.into(), value.into()));
        self
    }

    /// Sends the client's id and secret in the form instead of an HTTP Basic header.
    pub fn credentials_in_body(mut self) -> Self {
        self.request.credentials_in_body = true;
        self
    }
}

impl Password {
    /// A flow at a token URL, whose query is kept as it is.
    pub fn new(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
        username: impl Into<String>,
        password: impl Into<Secret>,
    ) -> Self {
        Self {
            request: TokenRequest::new(token_url.into(), client_id.into(), client_secret.into()),
            username: username.into(),
            password: password.into(),
            refresh_token: Mutex::new(None),
        }
    }

    /// Asks for a scope; more calls ask for more.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.request.scopes.push(scope.into());
        self
    }

    /// Adds a field to the form, as some servers want: `audience`, `resource`.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.request.fields.push((name.into(), value.into()));
        self
    }

    /// Sends the client's id and secret in the form instead of an HTTP Basic header.
    #[must_use]
    pub fn credentials_in_body(mut self) -> Self {
        self.request.credentials_in_body = true;
        self
    }

    async fn renewed(&self, client: &TokenClient) -> Result<Token, TokenError> {
        let refresh_token = self.stored().take();
        if let Some(refresh_token) = refresh_token {
            let grant = [
                ("grant_type", "refresh_token"),
                ("refresh_token", refresh_token.expose()),
            ];
            if let Ok(grant) = self.request.post(client, &grant).await {
                // Servers that do not rotate refresh tokens leave them out of the answer.
                let next = grant.refresh_token.unwrap_or(refresh_token);
                *self.stored() = Some(next);
                return Ok(grant.token);
            }
        }
        let grant = [
            ("grant_type", "password"),
            ("username", self.username.as_str()),
            ("password", self.password.expose()),
        ];
        let grant = self.request.post(client, &grant).await?;
        *self.stored() = grant.refresh_token;
        Ok(grant.token)
    }

    fn stored(&self) -> std::sync::MutexGuard<'_, Option<Secret>> {
        self.refresh_token
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl TokenSource for ClientCredentials {
    fn fetch<'a>(&'a self, client: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(async move {
            let grant = [("grant_type", "client_credentials")];
            Ok(self.request.post(client, &grant).await?.token)
        })
    }
}

/// Shows the scopes only.
impl fmt::Debug for Password {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Password")
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}

impl TokenSource for Password {
    fn fetch<'a>(&'a self, client: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(self.renewed(client))
    }
}

/// What all flows send.
struct TokenRequest {
    token_url: String,
    client_id: String,
    client_secret: Secret,
    scopes: Vec<String>,
    fields: Vec<(String, Secret)>,
    credentials_in_body: bool,
}

/// Shows the scopes only: the URL is not checked yet and may hold credentials.
impl fmt::Debug for TokenRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenRequest")
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

/// What all flows get.
struct Grant {
    token: Token,
    refresh_token: Option<Secret>,
}

impl TokenRequest {
    fn new(token_url: String, client_id: String, client_secret: Secret) -> Self {
        Self {
            token_url,
            client_id,
            client_secret,
            scopes: Vec::new(),
            fields: Vec::new(),
            credentials_in_body: false,
        }
    }

    async fn post(
        &self,
        client: &TokenClient,
        grant: &[(&str, &str)],
    ) -> Result<Grant, TokenError> {
        let scope = self.scopes.join(" ");
        let mut fields = grant.to_vec();
        if !scope.is_empty() {
            fields.push(("scope", &scope));
        }
        for (name, value) in &self.fields {
            fields.push((name, value.expose()));
        }
        if self.credentials_in_body {
            fields.push(("client_id", &self.client_id));
            fields.push(("client_secret", self.client_secret.expose()));
        }
        let form: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        let authorization = self.authorization()?;
        let secrets = self.secrets(grant, authorization.as_ref());
        let failed = |message: String| TokenError::new(secrets.redacted(&message));
        let mut answer = client
            .post_form(&self.token_url, authorization, form.join("&"))
            .await
            .map_err(|error| failed(error.to_string()))?;
        answer.secrets = secrets.clone();
        read(&answer).map_err(failed)
    }

    /// What of a token request nobody may see.
    fn secrets(&self, grant: &[(&str, &str)], authorization: Option<&HeaderValue>) -> Secrets {
        let mut secrets = Secrets::default();
        if let Some((_, query)) = self.token_url.split_once('?') {
            secrets.push(query.into());
        }
        if let Some(text) = authorization.and_then(|value| value.to_str().ok()) {
            secrets.push(text.into());
        }
        secrets.push(self.client_secret.clone());
        for (_, value) in &self.fields {
            secrets.push(value.clone());
        }
        for (_, value) in grant.iter().filter(|(name, _)| is_secret(name)) {
            secrets.push((*value).into());
        }
        secrets
    }

    /// RFC 6749, 2.3.1: both parts are form-encoded before they become Basic credentials.
    fn authorization(&self) -> Result<Option<HeaderValue>, TokenError> {
        if self.credentials_in_body {
            return Ok(None);
        }
        let secret = Secret::from(encode(self.client_secret.expose()));
        let text = basic(&encode(&self.client_id), &secret);
        let mut value = text
            .and_then(|text| header_value(text.expose()))
            .ok_or_else(|| TokenError::new("the client id cannot be sent by HTTP Basic"))?;
        value.set_sensitive(true);
        Ok(Some(value))
    }
}

#[derive(Deserialize)]
struct Answer {
    access_token: Secret,
    #[serde(default)]
    expires_in: Option<RawJson>,
    #[serde(default)]
    refresh_token: Option<Secret>,
}

/// What a server says when it refuses: RFC 6749, 5.2.
#[derive(Deserialize, Default)]
struct Refusal {
    #[serde(default)]
    error: Option<String>,
    #[serde(default)]
    error_description: Option<String>,
}

/// Whether a field of a grant holds what nobody may see.
fn is_secret(name: &str) -> bool {
    matches!(name, "password" | "refresh_token")
}

fn read(received: &Received) -> Result<Grant, String> {
    if !received.status.is_success() {
        return Err(refusal(received));
    }
    let answer: Answer = json::from_slice(&received.body, json::MAX_DEPTH)
        .map_err(|error| format!("the token server's answer does not read: {error}"))?;
    let mut token = Token::new(answer.access_token);
    if let Some(lifetime) = answer.expires_in.as_ref().and_then(lifetime) {
        token = token.expires_in(lifetime);
    }
    Ok(Grant {
        token,
        refresh_token: answer.refresh_token,
    })
}

/// Seconds as a number or, as some servers have it, as a string; nonsense counts as not said.
fn lifetime(json: &RawJson) -> Option<Duration> {
    let seconds: f64 = json.text().trim_matches('"').trim().parse().ok()?;
    if seconds.is_nan() {
        return None;
    }
    Duration::try_from_secs_f64(seconds.max(0.0))
        .ok()
        .or(Some(Duration::MAX))
}

fn refusal(received: &Received) -> String {
    let refusal: Refusal = json::from_slice(&received.body, json::MAX_DEPTH).unwrap_or_default();
    let words: Vec<String> = [refusal.error, refusal.error_description]
        .into_iter()
        .flatten()
        .map(|word| one_line(&received.secrets.redacted(&word), 300))
        .collect();
    // Servers that do not follow the RFC say it in the words of their API.
    let reason = if words.is_empty() {
        api_message(received)
    } else {
        words.join(": ")
    };
    let colon = if reason.is_empty() { "" } else { ": " };
    let status = received.status;
    format!("the token server answered {status}{colon}{reason}")
}
