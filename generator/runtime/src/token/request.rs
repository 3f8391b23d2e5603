//! [`TokenRequest`]: the form that all OAuth 2 flows send.

use std::fmt;

use http::HeaderValue;

use super::super::Secret;
use super::super::redaction::Secrets;
use super::super::security::{basic, header_value};
use super::super::style::encode;
use super::grant::{Grant, read};
use super::{TokenClient, TokenError};

/// Where and as whom a token is asked for; the grant itself is added by the flow.
#[derive(Clone)]
pub(super) struct TokenRequest {
    token_url: String,
    client_id: String,
    /// `None` for a public client, which has none.
    pub(super) client_secret: Option<Secret>,
    pub(super) scopes: Vec<String>,
    pub(super) fields: Vec<(String, Secret)>,
    pub(super) credentials_in_body: bool,
}

impl TokenRequest {
    pub(super) fn new(token_url: String, client_id: String, client_secret: Option<Secret>) -> Self {
        Self {
            token_url,
            client_id,
            client_secret,
            scopes: Vec::new(),
            fields: Vec::new(),
            credentials_in_body: false,
        }
    }

    /// Sends the fields of a grant, with all that goes with them.
    pub(super) async fn post(
        &self,
        client: &TokenClient,
        grant: &[(&str, &str)],
    ) -> Result<Grant, TokenError> {
        let authorization = self.authorization()?;
        let secrets = self.secrets(grant, authorization.as_ref());
        let form = self.form(grant);
        let asked = client.now();
        let answer = client.post_form(&self.token_url, authorization, form);
        let mut answer = answer.await.map_err(|error| error.redacted(&secrets))?;
        answer.secrets = secrets;
        read(&answer, asked)
    }

    fn form(&self, grant: &[(&str, &str)]) -> String {
        let scope = self.scopes.join(" ");
        let mut fields = grant.to_vec();
        if !scope.is_empty() {
            fields.push(("scope", &scope));
        }
        for (name, value) in &self.fields {
            fields.push((name, value.expose()));
        }
        // RFC 6749, 3.2.1: a client without a secret says in the form who it is.
        if self.credentials_in_body || self.client_secret.is_none() {
            fields.push(("client_id", &self.client_id));
        }
        if let (true, Some(secret)) = (self.credentials_in_body, &self.client_secret) {
            fields.push(("client_secret", secret.expose()));
        }
        let fields: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        fields.join("&")
    }

    /// RFC 6749, 2.3.1: both parts are form-encoded before they become Basic credentials.
    fn authorization(&self) -> Result<Option<HeaderValue>, TokenError> {
        let (false, Some(secret)) = (self.credentials_in_body, &self.client_secret) else {
            return Ok(None);
        };
        let secret = Secret::from(encode(secret.expose()));
        let text = basic(&encode(&self.client_id), &secret);
        let mut value = text
            .and_then(|text| header_value(text.expose()))
            .ok_or_else(|| TokenError::new("the client id cannot be sent by HTTP Basic"))?;
        value.set_sensitive(true);
        Ok(Some(value))
    }

    /// What a server may quote and nobody may see.
    fn secrets(&self, grant: &[(&str, &str)], authorization: Option<&HeaderValue>) -> Secrets {
        let mut secrets = Secrets::default();
        if let Some((_, query)) = self.token_url.split_once('?') {
            secrets.push(query.into());
        }
        if let Some(text) = authorization.and_then(|value| value.to_str().ok()) {
            secrets.push(text.into());
        }
        let fields = self.fields.iter().map(|(_, value)| value);
        fields
            .chain(&self.client_secret)
            .for_each(|secret| secrets.push(secret.clone()));
        for (name, value) in grant {
            if matches!(*name, "password" | "refresh_token") {
                secrets.push((*value).into());
            }
        }
        secrets
    }
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
