//! [`TokenError`]: why no access token could be had.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::super::redaction::Secrets;
use super::super::{ExchangeError, Sent};

/// Why no access token could be had; never shows credentials.
///
/// It is the [`source`](std::error::Error::source) of the error of a call, and has the error
/// beneath as its own.
#[derive(Debug, Clone)]
pub struct TokenError {
    message: String,
    status: Option<StatusCode>,
    code: Option<String>,
    permanent: bool,
    hurried: bool,
    failed: Option<Sent>,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl TokenError {
    /// An error of a source, in words that hold no credentials. Another try may go well, unless
    /// it is said to be [`permanent`](Self::permanent).
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            status: None,
            code: None,
            permanent: false,
            hurried: false,
            failed: None,
            source: None,
        }
    }

    /// Adds the error beneath, whose texts must hold no credentials either.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(Arc::from(source.into()));
        self
    }

    /// Says that another try would fail in the same way, or do harm: the credentials were refused,
    /// or a refresh token may be used up.
    ///
    /// A token that is about to expire is then not renewed again before its end.
    #[must_use]
    pub fn permanent(mut self) -> Self {
        self.permanent = true;
        self
    }

    /// Whether another try may go well without anyone doing anything: the token server was out of
    /// reach, did not answer, or was busy.
    pub fn is_retryable(&self) -> bool {
        !self.permanent
    }

    /// The status that the token server answered with, when it refused.
    pub fn status(&self) -> Option<u16> {
        self.status.map(|status| status.as_u16())
    }

    /// The error code of OAuth 2, such as `invalid_grant`, when the token server gave one
    /// (RFC 6749, 5.2).
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// No token came in time.
    pub(in super::super) fn late(limit: Duration) -> Self {
        Self::new(format!("no access token came within {limit:?}"))
    }

    /// Says that whoever asked had no more time. What may have done harm is not to be tried again,
    /// however much time is left.
    pub(super) fn hurried(mut self) -> Self {
        self.hurried = !self.permanent;
        self
    }

    /// Whether it was only that whoever asked had no more time.
    pub(super) fn is_hurried(&self) -> bool {
        self.hurried
    }

    /// A refusal by the token server. Only what names a passing state may be tried again.
    pub(super) fn refused(status: StatusCode, code: Option<String>, message: String) -> Self {
        let passing = status.is_server_error() || matches!(status.as_u16(), 408 | 425 | 429);
        let mut error = Self::new(message);
        error.status = Some(status);
        error.code = code;
        error.permanent = !passing;
        error
    }

    /// A success without a token that can be used. The server has done what it does, so a refresh
    /// token may be used up as if no answer had come.
    pub(super) fn unusable(message: String) -> Self {
        let mut error = Self::new(message);
        error.failed = Some(Sent::Unknown);
        error
    }

    /// What it means for a token request that no whole answer came.
    pub(super) fn unanswered(error: ExchangeError) -> Self {
        let (message, sent) = match &error {
            ExchangeError::Transport { error, head } => (
                format!("the token request failed: {error}"),
                head.as_ref().map_or(error.sent(), |_| Sent::Unknown),
            ),
            ExchangeError::TimedOut { after, .. } => (
                format!("the token server did not answer within {after:?}"),
                Sent::Unknown,
            ),
            ExchangeError::TooLarge { limit, .. } => (
                format!("the token server answered with more than {limit} bytes"),
                Sent::Unknown,
            ),
        };
        let mut unanswered = Self::new(message);
        unanswered.failed = Some(sent);
        if let ExchangeError::Transport { error, .. } = error {
            unanswered.permanent = error.is_permanent();
            unanswered.source = Some(Arc::new(error));
        }
        unanswered
    }

    /// How far the token request got that brought no answer of use.
    pub(super) fn failed(&self) -> Option<Sent> {
        self.failed
    }

    /// Without the secrets, and without a source that shows one.
    pub(super) fn redacted(mut self, secrets: &Secrets) -> Self {
        self.message = secrets.redacted(&self.message);
        self.code = self.code.map(|code| secrets.redacted(&code));
        self.source = self.source.filter(|source| secrets.permit(&**source));
        self
    }

    /// Adds a remark in brackets.
    pub(super) fn remark(mut self, remark: &str) -> Self {
        self.message = format!("{} ({remark})", self.message);
        self
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl Error for TokenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
