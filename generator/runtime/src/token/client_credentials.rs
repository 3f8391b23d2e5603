//! [`ClientCredentials`]: the OAuth 2 flow for an application of its own.

use super::super::{BoxFuture, Secret};
use super::request::TokenRequest;
use super::{Token, TokenClient, TokenError, TokenSource};

/// Tokens for an application of its own: the OAuth 2 client-credentials flow (RFC 6749, 4.4).
#[derive(Debug)]
#[must_use]
pub struct ClientCredentials {
    request: TokenRequest,
}

impl ClientCredentials {
    /// A flow at a token URL, whose query is kept as it is.
    pub fn new(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
    ) -> Self {
        let secret = Some(client_secret.into());
        Self {
            request: TokenRequest::new(token_url.into(), client_id.into(), secret),
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

    /// Sends the client's id and secret in the form instead of an HTTP Basic header, for servers
    /// that look for them there.
    pub fn credentials_in_body(mut self) -> Self {
        self.request.credentials_in_body = true;
        self
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
