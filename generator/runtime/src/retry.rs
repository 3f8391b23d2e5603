//! [`RetryPolicy`]: when a request is sent again, and how long that waits.

mod after;
mod repeats;

use std::time::Duration;

use http::{Method, StatusCode};

pub(super) use self::after::retry_after;
pub(super) use self::repeats::{Repeats, RetryBudget};
use super::attempt::head;
use super::{Effect, ExchangeError, OnRepeat, Received, Sent};

/// When a failed request is sent again.
///
/// What may be repeated at all is not a matter of settings: a request that could take effect twice
/// is only sent again when provably none of it was sent before. Within that, a policy says how
/// often and how soon.
///
/// | What happened | Sent again |
/// | --- | --- |
/// | no connection, so nothing was sent | every request; not when a certificate was refused |
/// | the body could not be read | never |
/// | the connection broke or a time-out passed, and the request may have been received | GET, HEAD, OPTIONS, TRACE, PUT, DELETE; POST and PATCH with an idempotency key |
/// | 408, 429, 500, 502, 503, 504 | the same |
/// | 409 | POST and PATCH with an idempotency key |
/// | anything else | never |
///
/// A [`Body`](super::Body) that can be read only once makes a request one that could take effect
/// twice, whatever its method and key; and once any of it was read, it is never sent again.
///
/// A wait that would not leave time before the call's time-out is not begun: the call ends with
/// what it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    max_attempts: u32,
    first_wait: Duration,
    longest_wait: Duration,
    longest_retry_after: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: 3,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(8),
            longest_retry_after: Duration::from_secs(60),
        }
    }
}

impl RetryPolicy {
    /// The defaults: 3 attempts, waits from half a second to 8 seconds, `Retry-After` up to a minute.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends each request once.
    ///
    /// One refusal stays without harm and is still followed by a second attempt: a 401 for an
    /// access token that a [`TokenSource`](super::TokenSource) can replace.
    pub fn never() -> Self {
        Self::new().max_attempts(1)
    }

    /// How many times a request is sent at most: 3 unless set. Zero means one.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// Between which bounds the waits grow: half a second and 8 seconds unless set.
    ///
    /// The bound doubles with each attempt; the wait is a random time between nothing and the
    /// bound ("full jitter"), so that clients that failed together do not come back together.
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.first_wait = first;
        self.longest_wait = longest;
        self
    }

    /// The longest `Retry-After` that is obeyed: 60 seconds unless set.
    ///
    /// When the server asks for more, the call ends, and the error says for how much.
    pub fn longest_retry_after(mut self, longest: Duration) -> Self {
        self.longest_retry_after = longest;
        self
    }
}

/// What makes it safe, or not, to send a request twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// The method asks for nothing to be changed: RFC 9110, 9.2.1.
    Safe,
    /// Twice has the effect of once: RFC 9110, 9.2.2.
    Idempotent,
    /// The server recognises a repeat by its idempotency key.
    Keyed(OnRepeat),
    /// Twice may have the effect of two.
    Unsafe,
}

impl Class {
    pub(super) fn of(method: &Method, key: Option<OnRepeat>) -> Self {
        match (method, key) {
            (&Method::GET | &Method::HEAD | &Method::OPTIONS | &Method::TRACE, _) => Self::Safe,
            (&Method::PUT | &Method::DELETE, _) => Self::Idempotent,
            (_, Some(on_repeat)) => Self::Keyed(on_repeat),
            (_, None) => Self::Unsafe,
        }
    }

    /// Whether a request of this class may be sent again after such an attempt.
    pub(super) fn repeats_after(self, outcome: &Result<Received, ExchangeError>) -> bool {
        match outcome {
            Ok(received) => self.repeats_after_status(received.status),
            Err(ExchangeError::TooLarge { .. }) => false,
            Err(ExchangeError::Transport { error, .. }) if error.is_permanent() => false,
            // Whoever answered has the request, whatever the transport says of what came next.
            Err(ExchangeError::Transport { error, head: None })
                if error.sent() == Sent::NotSent =>
            {
                true
            }
            Err(ExchangeError::Transport { .. } | ExchangeError::TimedOut { .. }) => {
                let applied = head(outcome).is_some_and(|(status, _)| status.is_success());
                self.repeats_after_silence(applied)
            }
        }
    }

    fn repeats_after_status(self, status: StatusCode) -> bool {
        match status {
            StatusCode::REQUEST_TIMEOUT
            | StatusCode::TOO_MANY_REQUESTS
            | StatusCode::INTERNAL_SERVER_ERROR
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT => self != Self::Unsafe,
            StatusCode::CONFLICT => matches!(self, Self::Keyed(_)),
            _ => false,
        }
    }

    /// `applied` says that a success was announced before the connection fell silent. A repeat is
    /// then of use only where it brings the same answer once more.
    fn repeats_after_silence(self, applied: bool) -> bool {
        match self {
            Self::Safe | Self::Keyed(OnRepeat::Replays) => true,
            Self::Idempotent | Self::Keyed(OnRepeat::Refuses) => !applied,
            Self::Unsafe => false,
        }
    }

    /// What an attempt may have done at the server.
    pub(super) fn effect_of(self, outcome: &Result<Received, ExchangeError>) -> Effect {
        match (head(outcome), outcome) {
            (Some((status, _)), _) => self.effect_of_status(status),
            (None, Err(ExchangeError::Transport { error, .. }))
                if error.sent() == Sent::NotSent =>
            {
                Effect::NotSent
            }
            (None, _) => Effect::Unknown,
        }
    }

    /// A 408 or 5xx often comes from a proxy, or from a server that broke half-way, and so does what
    /// is no final status (RFC 9110, 15); a redirect to the result of the request is as common as
    /// one to a page that asks to log in.
    fn effect_of_status(self, status: StatusCode) -> Effect {
        let is_refusal = status.is_redirection() || status.is_client_error();
        let broken = !is_refusal || status == StatusCode::REQUEST_TIMEOUT;
        let elsewhere = matches!(
            status,
            StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER
        );
        match self {
            _ if status.is_success() => Effect::Applied,
            Self::Idempotent | Self::Keyed(_) | Self::Unsafe if broken || elsewhere => {
                Effect::Unknown
            }
            Self::Safe | Self::Idempotent | Self::Keyed(_) | Self::Unsafe => Effect::Answered,
        }
    }
}
