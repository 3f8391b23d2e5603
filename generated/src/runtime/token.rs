//! Access tokens: where they come from, and how they are kept.

mod cached;
mod caught;
mod client;
mod client_credentials;
mod error;
mod flight;
mod grant;
mod password;
mod refresh_token;
mod request;
mod session;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use self::cached::Cached;
pub use self::client::TokenClient;
pub use self::client_credentials::ClientCredentials;
pub use self::error::TokenError;
pub use self::password::Password;
/// Tokens for a user who has logged in, and whose refresh tokens are to be kept.
///
/// ```no_run
#[doc = concat!("use ", module_path!(), "::RefreshToken;")]
///
/// # fn main() -> std::io::Result<()> {
/// let refresh_token = std::fs::read_to_string("refresh-token")?;
/// let source = RefreshToken::new("https://login.example.com/token", "client-id", refresh_token)
///     .on_rotation(|rotated| async move { std::fs::write("refresh-token", rotated.expose()) });
/// # drop(source);
/// # Ok(())
/// # }
/// ```
pub use self::refresh_token::RefreshToken;
use super::{BoxFuture, Secret};

/// Gives access tokens: an OAuth 2 flow, or whatever an application has them from.
///
/// What it gives is kept and shared by all calls of the client until it expires or the API
/// refuses it ([`Cached`]), so a source need not keep tokens itself, and is asked by one caller at
/// a time. Whoever waits for it may give up, which drops its future; a source that must not lose
/// what it was doing has to keep that itself, as [`RefreshToken`] does.
///
/// A token is given as `Token::new(text).expires_in(lifetime)`. An error is a [`TokenError`], in
/// words that hold no secrets; the call fails with it, and the next one asks again. A panic of the
/// source is such an error too. A source that is slow is given up when the time of the call is
/// over.
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
    secret: Secret,
    lifetime: Option<Duration>,
    /// When the lifetime began; when the source was asked, unless the source says so.
    asked: Option<Instant>,
    /// What it is instead of a bearer token.
    other_type: Option<String>,
}

impl Token {
    /// A token that is good until the API refuses it.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self {
            secret: secret.into(),
            lifetime: None,
            asked: None,
            other_type: None,
        }
    }

    /// Says how long the token is good, counted from the moment in which the source was asked for
    /// it; zero stands for a single use. More than 30 days are taken for 30.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}
