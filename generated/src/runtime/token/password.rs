//! [`Password`]: the OAuth 2 flow for a user whose password is known.

use std::sync::Arc;

use super::super::{BoxFuture, Secret, Sent};
use super::request::TokenRequest;
use super::session::Session;
use super::{Token, TokenClient, TokenError, TokenSource};

/// Tokens for a user whose password is known: the OAuth 2 password flow (RFC 6749, 4.3).
///
/// Where the server gives refresh tokens, they renew the access token; when one is refused, or may
/// be used up because no answer came, the password is sent again.
#[derive(Debug)]
#[must_use]
pub struct Password {
    request: Arc<TokenRequest>,
    username: String,
    password: Secret,
    session: Session,
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
        let secret = Some(client_secret.into());
        let request = TokenRequest::new(token_url.into(), client_id.into(), secret);
        Self {
            request: Arc::new(request),
            username: username.into(),
            password: password.into(),
            session: Session::default(),
        }
    }

    /// Asks for a scope; more calls ask for more.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.request).scopes.push(scope.into());
        self
    }

    /// Adds a field to the form, as some servers want: `audience`, `resource`.
    pub fn field(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        let field = (name.into(), value.into());
        Arc::make_mut(&mut self.request).fields.push(field);
        self
    }

    /// Sends the client's id and secret in the form instead of an HTTP Basic header, for servers
    /// that look for them there.
    pub fn credentials_in_body(mut self) -> Self {
        Arc::make_mut(&mut self.request).credentials_in_body = true;
        self
    }

    async fn renewed(&self, client: &TokenClient) -> Result<Token, TokenError> {
        if let Some(exchange) = self.session.exchange(&self.request, client) {
            match exchange.await {
                Ok(token) => return Ok(token),
                // The refresh token is as good as before, and the server is out of reach.
                Err(error) if error.failed() == Some(Sent::NotSent) => return Err(error),
                Err(_) => self.session.end(),
            }
        }
        let grant = [
            ("grant_type", "password"),
            ("username", self.username.as_str()),
            ("password", self.password.expose()),
        ];
        let grant = self.request.post(client, &grant).await?;
        self.session.begin(grant.refresh_token);
        Ok(grant.token)
    }
}

impl TokenSource for Password {
    fn fetch<'a>(&'a self, client: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(self.renewed(client))
    }
}
