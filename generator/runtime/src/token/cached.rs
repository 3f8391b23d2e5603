//! [`Cached`]: one token for all callers, fetched by one of them at a time.

use std::fmt;
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

use super::super::Secret;
use super::super::caught::lock;
use super::super::security::header_value;
use super::caught::caught;
use super::flight::Flight;
use super::{Token, TokenClient, TokenError, TokenSource};

/// Keeps the token of a source until it expires or the API refuses it; clones share it.
///
/// However many callers need a token at the same time, it is fetched once. The fetch belongs to
/// all who wait for it: it goes on as long as one of them does. When it fails, all of them get the
/// error, and whoever comes next tries anew.
///
/// A token is renewed before it expires, by 60 seconds or a tenth of its life, whichever is less,
/// and a little earlier at random. While the old one is good, a renewal may take 10 seconds at
/// most, or a quarter of [`Config::total_timeout`](super::super::Config::total_timeout) if that is
/// less; when it fails, the old token serves on and the renewal is tried again after 5 seconds, or
/// not before the old one's end if the error is not
/// [retryable](super::TokenError::is_retryable).
///
/// Only the lifetime that came with the token counts, by the clock of the transport, which nobody
/// sets; the time of day is never asked. Where that clock stands still while a machine sleeps, the
/// API refuses the token afterwards, and it is replaced then.
#[derive(Clone)]
pub struct Cached {
    shared: Arc<Shared>,
}

struct Shared {
    source: Box<dyn TokenSource>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    flight: Weak<Flight<Secret>>,
}

/// What a caller finds who needs a token.
enum Found {
    Kept(Secret),
    /// Nothing, so that the fetch is the caller's own.
    Own(Arc<Flight<Secret>>),
    Others(Arc<Flight<Secret>>),
}

/// A token, when it is to be renewed, and when it is of no more use.
#[derive(Clone)]
struct Kept {
    secret: Secret,
    renew: Option<Instant>,
    expires: Option<Instant>,
}

/// How long a failed renewal is not tried again while the old token is still good.
const RENEWAL_PAUSE: Duration = Duration::from_secs(5);

/// How long callers are kept waiting for a renewal while the old token is still good.
const RENEWAL_PATIENCE: Duration = Duration::from_secs(10);

/// The longest life believed, so that instants cannot overflow.
const LONGEST_LIFE: Duration = Duration::from_secs(30 * 24 * 60 * 60);

impl Cached {
    /// Keeps the tokens of a source.
    pub fn new(source: impl TokenSource) -> Self {
        Self {
            shared: Arc::new(Shared {
                source: Box::new(source),
                state: Mutex::default(),
            }),
        }
    }

    /// A token to send now. The one that the API has just refused is not kept any longer.
    ///
    /// # Errors
    ///
    /// There is no valid token, and none could be fetched.
    pub async fn get(
        &self,
        client: TokenClient,
        refused: Option<Secret>,
    ) -> Result<Secret, TokenError> {
        if let Some(refused) = refused {
            let mut state = lock(&self.shared.state);
            state.kept.take_if(|kept| kept.secret == refused);
        }
        loop {
            let (fetch, is_own) = match self.find(&client) {
                Found::Kept(token) => return Ok(token),
                Found::Own(fetch) => (fetch, true),
                Found::Others(fetch) => (fetch, false),
            };
            match fetch.join().await {
                // Whoever began the fetch had no more time; this caller may have.
                Err(error) if error.is_hurried() && !is_own => {}
                result => return result,
            }
        }
    }

    fn find(&self, client: &TokenClient) -> Found {
        let now = client.now();
        let mut state = lock(&self.shared.state);
        if let Some(kept) = &state.kept
            && kept.renew.is_none_or(|renew| now < renew)
        {
            return Found::Kept(kept.secret.clone());
        }
        match state.flight.upgrade() {
            Some(fetch) => Found::Others(fetch),
            None => {
                let fetch = Flight::new(self.clone().renew(client.clone()));
                state.flight = Arc::downgrade(&fetch);
                Found::Own(fetch)
            }
        }
    }

    async fn renew(self, client: TokenClient) -> Result<Secret, TokenError> {
        let asked = client.now();
        let patience = self.patience(&client, asked);
        let fetch = caught(|| self.shared.source.fetch(&client));
        let fetched = client.within(patience, fetch).await.and_then(sendable);
        let now = client.now();
        let mut state = lock(&self.shared.state);
        state.flight = Weak::new();
        match fetched {
            Ok(token) => {
                let secret = token.secret.clone();
                state.kept = Kept::new(token, asked);
                Ok(secret)
            }
            Err(error) => {
                let kept = state.kept.as_mut().filter(|kept| kept.is_good(now));
                match kept {
                    Some(kept) => Ok(kept.serve_on(now, &error)),
                    None if client.is_over() => Err(error.hurried()),
                    None => Err(error),
                }
            }
        }
    }

    /// How long a fetch may take: less while there is a token that may serve on.
    fn patience(&self, client: &TokenClient, now: Instant) -> Duration {
        let patience = client.patience();
        let state = lock(&self.shared.state);
        let Some(kept) = state.kept.as_ref().filter(|kept| kept.is_good(now)) else {
            return patience;
        };
        let left = kept.expires.map(|expires| expires - now);
        let half = left.map_or(RENEWAL_PATIENCE, |left| left / 2);
        half.min(RENEWAL_PATIENCE).min(patience / 4)
    }
}

impl Kept {
    /// `None` for a token that is good for a single use.
    fn new(token: Token, asked: Instant) -> Option<Self> {
        let Some(lifetime) = token.lifetime else {
            return Some(Self {
                secret: token.secret,
                renew: None,
                expires: None,
            });
        };
        let lifetime = Some(lifetime.min(LONGEST_LIFE)).filter(|life| !life.is_zero())?;
        // Clients that were started together must not all renew at the same moment.
        let early = (lifetime / 10).min(Duration::from_secs(60));
        let jitter = early.mul_f64(fastrand::f64() / 10.0);
        // The life of a token may have begun long before its answer was read.
        let asked = token.asked.unwrap_or(asked);
        Some(Self {
            secret: token.secret,
            renew: Some(asked + (lifetime - early - jitter)),
            expires: Some(asked + lifetime),
        })
    }

    fn is_good(&self, now: Instant) -> bool {
        self.expires.is_none_or(|expires| now < expires)
    }

    /// The token once more, though its renewal has failed.
    fn serve_on(&mut self, now: Instant, error: &TokenError) -> Secret {
        let again = error.is_retryable().then(|| now + RENEWAL_PAUSE);
        self.renew = match (again, self.expires) {
            (Some(again), Some(expires)) => Some(again.min(expires)),
            (again, expires) => expires.or(again),
        };
        self.secret.clone()
    }
}

impl fmt::Debug for Cached {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Cached").finish_non_exhaustive()
    }
}

/// Refuses a token that would fail every call until its end.
fn sendable(token: Token) -> Result<Token, TokenError> {
    let text = token.secret.expose();
    let fact = match &token.other_type {
        Some(other) => format!("is of the type `{other}`, not `Bearer`"),
        None if text.is_empty() => "is empty".to_owned(),
        None if header_value(text).is_none() => "cannot be sent in a header".to_owned(),
        None => return Ok(token),
    };
    Err(TokenError::new(format!("the access token {fact}")).permanent())
}
