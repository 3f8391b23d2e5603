//! [`Error`]: why an operation gave no result, and whether it may have been applied all the same.

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::answer::request_id;
use super::links::Sent;
use super::redaction::Secrets;
use super::retry::retry_after;
use super::{Operation, Received};

/// Why an operation gave no result. `E` is the type of the errors that the API documents for it.
///
/// `Display` and `Debug` show method, path template, status and the API's own message; never
/// credentials, URLs or the values that were sent.
pub struct Error<E = Infallible> {
    details: Box<Details<E>>,
}

struct Details<E> {
    report: Report,
    api_error: Option<E>,
}

/// What kind of failure an [`Error`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The arguments cannot be written as a request.
    Request,
    /// The client lacks the credentials that the operation needs.
    Credentials,
    /// No access token could be had.
    Token,
    /// There was no connection, or it broke.
    Transport,
    /// A time-out of the [`Config`](super::Config) passed.
    Timeout,
    /// A hook of the client panicked, or set a header that cannot be sent.
    Hook,
    /// The API answered with an error status.
    Status,
    /// The API accepted the request, but the body of its answer does not read as documented.
    Decode,
    /// The API accepted the request, but its answer lacks the documented body.
    EmptyBody,
    /// The API accepted the request, but the body of its answer is larger than the limit.
    TooLarge,
    /// The next page of a list is not to be had: what leads to it has come before, leads to
    /// another origin, or lies beyond the most pages to fetch.
    Pagination,
}

/// What a failed call may have done at the server.
///
/// It speaks of the whole call: when any of its attempts may have been applied, the effect is
/// [`Effect::Unknown`], whatever the later ones met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// Nothing: the request did not reach the server.
    NotSent,
    /// The server answered with a status that refuses the request.
    Answered,
    /// Nobody knows: the request may have been received and applied. So it is when no answer came,
    /// and when a request that changes something was answered with 408, 5xx, a redirect that may
    /// lead to its result (301, 302, 303), or what is no final status (1xx, 600 and more).
    Unknown,
    /// The server applied the request; only its answer cannot be used.
    Applied,
}

impl<E> Error<E> {
    pub(super) fn new(report: Report, api_error: Option<E>) -> Self {
        Self {
            details: Box::new(Details { report, api_error }),
        }
    }

    /// What kind of failure this is.
    pub fn kind(&self) -> ErrorKind {
        self.details.report.kind
    }

    /// What the call may have done at the server.
    pub fn effect(&self) -> Effect {
        self.details.report.effect
    }

    /// The status of the answer, when there was one.
    pub fn status(&self) -> Option<u16> {
        self.details.report.status.map(|status| status.as_u16())
    }

    /// The error that the API documents for the status, when the body is one.
    pub fn api_error(&self) -> Option<&E> {
        self.details.api_error.as_ref()
    }

    /// The error that the API documents for the status, when the body is one.
    pub fn into_api_error(self) -> Option<E> {
        self.details.api_error
    }

    /// The body of the answer, as far as it was read.
    pub fn body(&self) -> Option<&Bytes> {
        self.details.report.body.as_ref()
    }

    /// The headers of the answer, when there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.details.report.headers.as_ref()
    }

    /// The identifier that the server gave to the request, for its support desk.
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(request_id)
    }

    /// How long the server asks to wait before the next try.
    pub fn retry_after(&self) -> Option<Duration> {
        self.headers().and_then(retry_after)
    }

    /// What links need beside the headers and the body.
    pub(super) fn trail(&self) -> (Option<StatusCode>, Option<&Sent>) {
        let report = &self.details.report;
        (report.status, report.sent.as_deref())
    }

    /// How many times the request was handed to the transport.
    pub fn attempts(&self) -> u32 {
        self.details.report.attempts
    }

    /// The idempotency key that the request carried.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.details.report.idempotency_key.as_deref()
    }

    /// What went wrong, without the operation and the effect.
    pub fn message(&self) -> &str {
        &self.details.report.message
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.details.report.fmt(formatter)
    }
}

/// The same facts as `Display`, not the typed error: it may hold what must not be logged.
impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Error")
            .field("kind", &self.kind())
            .field("effect", &self.effect())
            .field("status", &self.status())
            .field("attempts", &self.attempts())
            .field("message", &format_args!("{self}"))
            .finish_non_exhaustive()
    }
}

impl<E> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.details.report.source.as_deref();
        source.map(|source| source as _)
    }
}

/// The facts of a failed call, without the typed error.
pub struct Report {
    pub(super) kind: ErrorKind,
    pub(super) effect: Effect,
    pub(super) operation: &'static Operation,
    pub(super) message: String,
    pub(super) status: Option<StatusCode>,
    pub(super) headers: Option<HeaderMap>,
    pub(super) body: Option<Bytes>,
    pub(super) attempts: u32,
    pub(super) idempotency_key: Option<String>,
    /// What the call was, if its answer has links.
    pub(super) sent: Option<Arc<Sent>>,
    pub(super) source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Report {
    pub(super) fn new(
        operation: &'static Operation,
        kind: ErrorKind,
        effect: Effect,
        message: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            effect,
            operation,
            message: message.into(),
            status: None,
            headers: None,
            body: None,
            attempts: 0,
            idempotency_key: None,
            sent: None,
            source: None,
        }
    }

    /// Adds the answer.
    pub(super) fn answered(mut self, received: Received) -> Self {
        self.status = Some(received.status);
        self.headers = Some(received.headers);
        self.body = Some(received.body);
        self.sent = received.sent;
        self
    }

    /// Adds the cause, unless its texts show a secret; they are not ours to change.
    pub(super) fn because_of(
        &mut self,
        cause: impl std::error::Error + Send + Sync + 'static,
        secrets: &Secrets,
    ) {
        if secrets.permit(&cause) {
            self.source = Some(Box::new(cause));
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation;
        write!(formatter, "{} {}: ", operation.method, operation.path)?;
        if let Some(status) = self.status {
            write!(formatter, "{}", status.as_str())?;
            if let Some(reason) = status.canonical_reason() {
                write!(formatter, " {reason}")?;
            }
            if !self.message.is_empty() {
                formatter.write_str(": ")?;
            }
        }
        formatter.write_str(&self.message)?;
        if self.attempts > 1 {
            write!(formatter, ", after {} attempts", self.attempts)?;
        }
        formatter.write_str(match self.effect {
            Effect::NotSent => " (the request was not sent)",
            Effect::Unknown => " (the request may have been applied)",
            Effect::Answered => "",
            Effect::Applied => " (the request was applied)",
        })
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Report")
            .field("kind", &self.kind)
            .field("effect", &self.effect)
            .field("message", &format_args!("{self}"))
            .finish_non_exhaustive()
    }
}
