//! [`RefreshToken`]: the OAuth 2 flow that goes on from where a person has logged in.

use std::fmt;
use std::sync::Arc;

use super::super::{BoxFuture, Secret};
use super::request::TokenRequest;
use super::session::Session;
use super::{Token, TokenClient, TokenError, TokenSource};

/// Tokens for a user who has logged in elsewhere, a browser for example: from a refresh token
/// (RFC 6749, 6).
///
/// A server may give a new refresh token with each access token and refuse the old one from then
/// on. The new one is kept from the moment in which the answer is read, and handed to
/// [`on_rotation`](Self::on_rotation) before the new access token is used. A request that is on its
/// way when everyone gives up is not lost: the next caller takes it up where it stands.
///
/// A request whose answer did not come is not repeated, because the refresh token may be used up
/// and its second use be taken for theft. The call fails, and a still valid access token serves
/// until its end; the next call after that tries once more, for there is nothing else to try.
#[derive(Debug)]
#[must_use]
pub struct RefreshToken {
    request: Arc<TokenRequest>,
    session: Session,
}

impl RefreshToken {
    /// A flow at a token URL, whose query is kept as it is, for a client without a secret.
    pub fn new(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        refresh_token: impl Into<Secret>,
    ) -> Self {
        let session = Session::default();
        session.begin(Some(refresh_token.into()));
        Self {
            request: Arc::new(TokenRequest::new(token_url.into(), client_id.into(), None)),
            session,
        }
    }

    /// Sets the secret of a client that has one.
    pub fn client_secret(mut self, client_secret: impl Into<Secret>) -> Self {
        Arc::make_mut(&mut self.request).client_secret = Some(client_secret.into());
        self
    }

    /// Asks for a scope; more calls ask for more. Without any, the scopes stay as they are.
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

    /// Sets what stores a new refresh token, so that it outlives the program.
    ///
    /// The access token that came with it is not used before `store` has ended well. Otherwise the
    /// source fails with the words of its error, and `store` is called once more, with the same
    /// refresh token, when a token is needed next. It may also be called again after everyone who
    /// waited for it has given up, so storing twice must do no harm.
    pub fn on_rotation<Store, Stored, Failure>(mut self, store: Store) -> Self
    where
        Store: Fn(Secret) -> Stored + Send + Sync + 'static,
        Stored: Future<Output = Result<(), Failure>> + Send + 'static,
        Failure: fmt::Display,
    {
        self.session.store_with(Box::new(move |refresh_token| {
            let stored = store(refresh_token);
            Box::pin(async move { stored.await.map_err(|failure| failure.to_string()) })
        }));
        self
    }

    async fn renewed(&self, client: &TokenClient) -> Result<Token, TokenError> {
        if let Some(token) = self.session.unstored() {
            return self.session.stored(token).await;
        }
        match self.session.exchange(&self.request, client) {
            Some(exchange) => {
                let token = exchange.await?;
                self.session.stored(token).await
            }
            None => Err(TokenError::new("there is no refresh token").permanent()),
        }
    }
}

impl TokenSource for RefreshToken {
    fn fetch<'a>(&'a self, client: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(self.renewed(client))
    }
}
