//! [`Session`]: a refresh token, and how it is exchanged without ever being lost.

use std::fmt;
use std::sync::{Arc, Mutex};

use super::super::caught::lock;
use super::super::redaction::Secrets;
use super::super::{BoxFuture, Secret, Sent};
use super::flight::Flight;
use super::grant::Grant;
use super::request::TokenRequest;
use super::{Token, TokenClient, TokenError};

/// A refresh token, the exchange that it is in, and what stores the next one.
#[derive(Default)]
pub(super) struct Session {
    state: Mutex<State>,
    store: Option<Store>,
}

/// Stores a refresh token; fails with words for people.
pub(super) type Store = Box<dyn Fn(Secret) -> BoxFuture<'static, Result<(), String>> + Send + Sync>;

#[derive(Default)]
struct State {
    refresh_token: Option<Secret>,
    /// Held here too, so that it is not lost when everyone gives up.
    exchange: Option<Arc<Exchange>>,
    /// The access token that came with a refresh token that is not stored yet.
    unstored: Option<Token>,
}

type Exchange = Flight<Grant>;

impl Session {
    /// Sets what stores a new refresh token.
    pub(super) fn store_with(&mut self, store: Store) {
        self.store = Some(store);
    }

    /// Begins anew, if the server gave a refresh token.
    pub(super) fn begin(&self, refresh_token: Option<Secret>) {
        lock(&self.state).refresh_token = refresh_token;
    }

    /// Forgets a refresh token that is of no more use.
    pub(super) fn end(&self) {
        self.begin(None);
    }

    /// Exchanges the refresh token, if there is one, for an access token. An exchange that was left
    /// standing is taken up.
    pub(super) fn exchange<'a>(
        &'a self,
        request: &Arc<TokenRequest>,
        client: &TokenClient,
    ) -> Option<impl Future<Output = Result<Token, TokenError>> + use<'a>> {
        let mut state = lock(&self.state);
        let exchange = match &state.exchange {
            Some(exchange) => Arc::clone(exchange),
            None => {
                let refresh_token = state.refresh_token.clone()?;
                let post = post(Arc::clone(request), client.clone(), refresh_token);
                let exchange = Flight::new(post);
                state.exchange = Some(Arc::clone(&exchange));
                exchange
            }
        };
        Some(async move {
            let result = Arc::clone(&exchange).join().await;
            // Nothing is awaited between the result and this, so nobody can give up in between.
            self.ended(&exchange, &result);
            result.map(|grant| grant.token)
        })
    }

    fn ended(&self, exchange: &Arc<Exchange>, result: &Result<Grant, TokenError>) {
        let mut state = lock(&self.state);
        if state
            .exchange
            .take_if(|it| Arc::ptr_eq(it, exchange))
            .is_none()
        {
            return;
        }
        // Servers that do not rotate refresh tokens leave them out of the answer, or repeat them.
        if let Ok(grant) = result
            && grant.refresh_token.is_some()
            && grant.refresh_token != state.refresh_token
        {
            state.refresh_token.clone_from(&grant.refresh_token);
            state.unstored = self.store.is_some().then(|| grant.token.clone());
        }
    }

    /// The access token that waits for its refresh token to be stored.
    pub(super) fn unstored(&self) -> Option<Token> {
        lock(&self.state).unstored.clone()
    }

    /// Stores the refresh token that came with an access token, if that is still to be done.
    pub(super) async fn stored(&self, token: Token) -> Result<Token, TokenError> {
        let (Some(store), Some(_), Some(refresh_token)) =
            (&self.store, self.unstored(), self.refresh_token())
        else {
            return Ok(token);
        };
        match store(refresh_token.clone()).await {
            Ok(()) => {
                lock(&self.state).unstored = None;
                Ok(token)
            }
            Err(reason) => {
                let mut secrets = Secrets::default();
                secrets.push(refresh_token);
                let reason = secrets.redacted(&reason);
                let message = format!("the new refresh token could not be stored: {reason}");
                Err(TokenError::new(message))
            }
        }
    }

    fn refresh_token(&self) -> Option<Secret> {
        lock(&self.state).refresh_token.clone()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Session").finish_non_exhaustive()
    }
}

async fn post(
    request: Arc<TokenRequest>,
    client: TokenClient,
    refresh_token: Secret,
) -> Result<Grant, TokenError> {
    let grant = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh_token.expose()),
    ];
    let granted = request.post(&client, &grant).await;
    granted.map_err(|error| match error.failed() {
        Some(Sent::Unknown) => error.remark("the refresh token may be used up").permanent(),
        Some(Sent::NotSent) | None => error,
    })
}
