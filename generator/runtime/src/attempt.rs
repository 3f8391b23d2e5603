//! [`Attempt`]: a request to be sent once, and how that can fail.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::{HttpRequest, Received, TransportError};

/// A request to be sent once, with its limits.
#[derive(Debug)]
pub struct Attempt {
    /// The request.
    pub request: HttpRequest,
    /// How long the status and headers may take.
    pub head_timeout: Duration,
    /// How long the body may fall silent.
    pub idle_timeout: Duration,
    /// How long all of it may take.
    pub within: Duration,
    /// The largest body, in bytes, of a response that is no error.
    pub body_limit: usize,
    /// How much of an error's body is kept, in bytes.
    pub error_body_limit: usize,
}

/// How an attempt failed.
#[derive(Debug)]
pub enum ExchangeError {
    /// The transport failed.
    Transport {
        /// Its error.
        error: TransportError,
        /// Status and headers, when they had arrived.
        head: Option<Head>,
    },
    /// A time-out passed.
    TimedOut {
        /// What was waited for: `an answer`, `the rest of the body`.
        awaited: &'static str,
        /// How long.
        after: Duration,
        /// Status and headers, when they had arrived.
        head: Option<Head>,
    },
    /// The body is larger than the limit.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
        /// Status and headers.
        head: Head,
    },
}

/// Status and headers, when they have arrived; the body may have been cut short.
pub(super) fn head(outcome: &Result<Received, ExchangeError>) -> Option<(StatusCode, &HeaderMap)> {
    match outcome {
        Ok(received) => Some((received.status, &received.headers)),
        Err(error) => error.head().map(|head| (head.status, &head.headers)),
    }
}

impl ExchangeError {
    /// Status and headers, when they had arrived.
    pub(super) fn into_head(self) -> Option<Head> {
        match self {
            Self::Transport { head, .. } | Self::TimedOut { head, .. } => head,
            Self::TooLarge { head, .. } => Some(head),
        }
    }

    /// Status and headers, when they have arrived.
    fn head(&self) -> Option<&Head> {
        match self {
            Self::Transport { head, .. } | Self::TimedOut { head, .. } => head.as_ref(),
            Self::TooLarge { head, .. } => Some(head),
        }
    }
}

/// Status and headers of a response.
#[derive(Clone)]
pub struct Head {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
}

/// Shows the status only: servers quote in headers what they were sent.
impl fmt::Debug for Head {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Head")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
