//! Access tokens: where they come from, and how they are kept.

mod cached;
mod flow;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, header};

pub use self::cached::Cached;
pub use self::flow::{ClientCredentials, Password};
use super::driver::exchange;
use super::transports::Mode;
use super::{
    Attempt, BoxFuture, Config, Core, ExchangeError, HttpRequest, Limits, Received, Secret,
    Transport, address,
};

/// Gives access tokens.
///
/// What it gives is kept and shared by all calls of the client until it expires or the API
/// refuses it, so a source need not keep tokens itself.
pub trait TokenSource: Send + Sync + 'static {
    /// Fetches a token. `client` sends requests over the transport of the API's client.
    fn fetch<'a>(&'a self, client: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>>;
}

impl<T: TokenSource + ?Sized> TokenSource for Arc<T> {
    fn fetch<'a>(&'a self, client: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
        (**self).fetch(client)
    }
}

/// What can be given for a bearer scheme: a token as text, or a [`TokenSource`].
#[derive(Clone)]
pub enum Bearer {
    /// A token that never changes.
    Fixed(Secret),
    /// Tokens from a source.
    Source(Cached),
}

impl fmt::Debug for Bearer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Fixed(_) => "Fixed([redacted])",
            Self::Source(_) => "Source",
        })
    }
}

impl From<&str> for Bearer {
    fn from(token: &str) -> Self {
        Self::Fixed(token.into())
    }
}

impl From<String> for Bearer {
    fn from(token: String) -> Self {
        Self::Fixed(token.into())
    }
}

impl From<Secret> for Bearer {
    fn from(token: Secret) -> Self {
        Self::Fixed(token)
    }
}

impl<T: TokenSource> From<T> for Bearer {
    fn from(source: T) -> Self {
        Self::Source(Cached::new(source))
    }
}

/// Shares the kept token with other clients that are given a clone.
impl From<Cached> for Bearer {
    fn from(cached: Cached) -> Self {
        Self::Source(cached)
    }
}

/// An access token.
#[derive(Debug, Clone)]
pub struct Token {
    pub(super) secret: Secret,
    pub(super) lifetime: Option<Duration>,
}

impl Token {
    /// A token that is good until the API refuses it.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self {
            secret: secret.into(),
            lifetime: None,
        }
    }

    /// Says how long the token is good from now on; zero stands for a single use.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

/// Why no access token could be had; never shows credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenError {
    message: String,
}

impl TokenError {
    /// An error of a source, in words that hold no credentials.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for TokenError {}

/// Sends token requests over the transport of an API's client, without any of its credentials.
#[derive(Clone)]
pub struct TokenClient {
    transport: Arc<dyn Transport>,
    config: Config,
    user_agent: HeaderValue,
    mode: Mode,
    ends: Option<Instant>,
}

impl TokenClient {
    /// `within` is what the call has left. Only a blocking one needs it: an async one drops what
    /// takes longer, and others who wait for the same token drive it on.
    pub(super) fn new(core: &Core, mode: Mode, within: Duration) -> Self {
        let transport = core.shared.transports.of(mode);
        Self {
            transport: Arc::clone(transport),
            config: core.shared.config.clone(),
            user_agent: core.shared.user_agent.clone(),
            mode,
            ends: transport
                .now()
                .checked_add(within)
                .filter(|_| mode != Mode::Async),
        }
    }

    pub(super) fn transport(&self) -> &dyn Transport {
        &*self.transport
    }

    pub(super) fn mode(&self) -> Mode {
        self.mode
    }

    /// How long a request may take.
    fn time(&self) -> Duration {
        let total = self.config.total_timeout;
        let left = |ends: Instant| ends.saturating_duration_since(self.transport.now());
        self.ends.map_or(total, |ends| total.min(left(ends)))
    }

    /// Posts a form, once, and gives the answer whatever its status.
    ///
    /// # Errors
    ///
    /// The URL is not `https`, or no answer came.
    pub async fn post_form(
        &self,
        url: &str,
        authorization: Option<HeaderValue>,
        form: String,
    ) -> Result<Received, TokenError> {
        let url = self.checked(url)?;
        let mut headers = HeaderMap::new();
        headers.insert(header::USER_AGENT, self.user_agent.clone());
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        let content_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(header::CONTENT_TYPE, content_type);
        if let Some(authorization) = authorization {
            headers.insert(header::AUTHORIZATION, authorization);
        }
        let attempt = Attempt {
            request: HttpRequest {
                method: Method::POST,
                url,
                headers,
                body: Bytes::from(form),
                limits: Limits::default(),
            },
            head_timeout: self.config.head_timeout,
            idle_timeout: self.config.idle_timeout,
            within: self.time(),
            body_limit: self.config.error_body_limit,
            error_body_limit: self.config.error_body_limit,
        };
        let answer = exchange(self.transport(), attempt).await;
        answer.map_err(|error| TokenError::new(failure(&error)))
    }

    /// The rules of the base URL hold for the token URL too, but it may have a query.
    fn checked(&self, url: &str) -> Result<String, TokenError> {
        let (address, query) = match url.split_once('?') {
            Some((address, query)) => (address, format!("?{query}")),
            None => (url, String::new()),
        };
        let address = address::checked("token URL", address, self.config.allow_http)
            .map_err(|error| TokenError::new(error.to_string()))?;
        Ok(address + &query)
    }
}

impl fmt::Debug for TokenClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenClient")
            .finish_non_exhaustive()
    }
}

fn failure(error: &ExchangeError) -> String {
    match error {
        ExchangeError::Transport { error, .. } => format!("the token request failed: {error}"),
        ExchangeError::TimedOut { after, .. } => {
            format!("the token server did not answer within {after:?}")
        }
        ExchangeError::TooLarge { limit, .. } => {
            format!("the token server answered with more than {limit} bytes")
        }
    }
}
