//! [`Call`]: one call from its first step to its result, as a state machine without I/O.
//!
//! It has no clock and no randomness of its own: a driver does what each [`Action`] says and
//! reports back with an [`Event`] and the time passed. Whatever decides when and what to send
//! belongs here, so that all drivers behave alike and tests run without waiting.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode, header};

use super::message::api_message;
use super::operation::Choice;
use super::redaction::Secrets;
use super::security::header_value;
use super::token::Cached;
use super::{
    Config, DecodeError, Effect, ErrorKind, HttpRequest, Operation, Received, Report, Secret, Sent,
    TokenError, TransportError,
};

/// One call.
pub struct Call {
    operation: &'static Operation,
    request: HttpRequest,
    tokens: Option<Cached>,
    token: Option<Secret>,
    secrets: Secrets,
    config: Config,
    idempotency_key: Option<String>,
    attempts: u32,
    token_was_refused: bool,
}

/// What has happened to a call.
#[derive(Debug)]
pub enum Event {
    /// Nothing yet.
    Started,
    /// The token source answered.
    Token(Result<Secret, TokenError>),
    /// The time of [`Action::Sleep`] has passed.
    Slept,
    /// An attempt ended.
    Exchanged(Result<Received, ExchangeError>),
}

/// What a call needs next.
#[derive(Debug)]
pub enum Action {
    /// An access token.
    NeedToken {
        /// Where it comes from.
        source: Cached,
        /// The token that the API has just refused; another one is needed.
        refused: Option<Secret>,
        /// How long it may take.
        within: Duration,
    },
    /// One attempt to send.
    Send(Box<Attempt>),
    /// To be left alone for a time, before the next attempt.
    Sleep(Duration),
    /// Nothing; this is the end.
    Done(Result<Completed, Box<Report>>),
}

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

impl Call {
    pub(super) fn new(
        operation: &'static Operation,
        request: HttpRequest,
        tokens: Option<Cached>,
        secrets: Secrets,
        idempotency_key: Option<String>,
        config: Config,
    ) -> Self {
        Self {
            operation,
            request,
            tokens,
            token: None,
            secrets,
            config,
            idempotency_key,
            attempts: 0,
            token_was_refused: false,
        }
    }

    /// Takes in what happened, and says what to do next. `elapsed` is the time since the start.
    pub fn poll(&mut self, event: Event, elapsed: Duration) -> Action {
        let left = self.config.total_timeout.saturating_sub(elapsed);
        match event {
            Event::Started => match self.tokens.clone() {
                Some(source) => Action::NeedToken {
                    source,
                    refused: None,
                    within: left,
                },
                None => self.send(left),
            },
            Event::Slept => self.send(left),
            Event::Token(Ok(token)) => self.send_with(token, left),
            Event::Token(Err(error)) => Action::Done(Err(self.no_token(error))),
            Event::Exchanged(Ok(received)) => match self.refresh_after(received.status) {
                Some(source) => Action::NeedToken {
                    source,
                    refused: self.token.take(),
                    within: left,
                },
                None => Action::Done(Ok(self.completed(received))),
            },
            Event::Exchanged(Err(error)) => Action::Done(Err(self.failed(error))),
        }
    }

    /// A refused token proves that the request was not applied, so it may be sent once more.
    fn refresh_after(&mut self, status: StatusCode) -> Option<Cached> {
        if status != StatusCode::UNAUTHORIZED || self.token_was_refused {
            return None;
        }
        self.token_was_refused = true;
        self.tokens.clone()
    }

    fn send_with(&mut self, token: Secret, left: Duration) -> Action {
        let Some(mut value) = header_value(&format!("Bearer {}", token.expose())) else {
            let error = TokenError::new("the access token cannot be sent in a header");
            return Action::Done(Err(self.no_token(error)));
        };
        value.set_sensitive(true);
        self.request.headers.insert(header::AUTHORIZATION, value);
        self.secrets.push(token.clone());
        self.token = Some(token);
        self.send(left)
    }

    fn send(&mut self, left: Duration) -> Action {
        if left.is_zero() {
            let effect = if self.attempts == 0 {
                Effect::NotSent
            } else {
                Effect::Answered
            };
            let message = format!("no time was left of {:?}", self.config.total_timeout);
            return Action::Done(Err(self.report(ErrorKind::Timeout, effect, message)));
        }
        self.attempts += 1;
        Action::Send(Box::new(Attempt {
            request: self.request.clone(),
            head_timeout: self.config.head_timeout,
            idle_timeout: self.config.idle_timeout,
            within: left,
            body_limit: self.config.body_limit,
            error_body_limit: self.config.error_body_limit,
        }))
    }

    fn completed(&self, mut received: Received) -> Completed {
        received.json_depth = self.config.json_depth;
        let choice = self.operation.choose(received.status);
        received.documented = match choice {
            Choice::Success(documented) | Choice::Failure(documented) => documented,
            Choice::Ambiguous => None,
        };
        received.secrets = self.secrets.clone();
        Completed {
            operation: self.operation,
            choice,
            received,
            attempts: self.attempts,
            idempotency_key: self.idempotency_key.clone(),
        }
    }

    fn no_token(&self, error: TokenError) -> Box<Report> {
        let effect = if self.attempts == 0 {
            Effect::NotSent
        } else {
            Effect::Answered
        };
        let message = if self.token_was_refused {
            format!("the API refused the access token, and there is no other: {error}")
        } else {
            error.to_string()
        };
        let report = self.report(ErrorKind::Token, effect, self.secrets.redacted(&message));
        Box::new(self.because_of(*report, error))
    }

    fn failed(&self, error: ExchangeError) -> Box<Report> {
        match error {
            ExchangeError::Transport { error, head } => {
                let effect = effect_of(head.as_ref(), error.sent());
                let message = self.secrets.redacted(&error.to_string());
                let report = self.report(ErrorKind::Transport, effect, message);
                Box::new(self.because_of(with_head(*report, head), error))
            }
            ExchangeError::TimedOut {
                awaited,
                after,
                head,
            } => {
                let effect = effect_of(head.as_ref(), Sent::Unknown);
                let message = format!("{awaited} did not come within {after:?}");
                let report = self.report(ErrorKind::Timeout, effect, message);
                Box::new(with_head(*report, head))
            }
            ExchangeError::TooLarge { limit, head } => {
                let effect = effect_of(Some(&head), Sent::Unknown);
                let message = format!(
                    "the body is larger than {limit} bytes: raise `Config::body_limit` to accept it"
                );
                let report = self.report(ErrorKind::TooLarge, effect, message);
                Box::new(with_head(*report, Some(head)))
            }
        }
    }

    /// Adds the cause, unless its texts show a secret; they are not ours to change.
    fn because_of(&self, report: Report, cause: impl Error + Send + Sync + 'static) -> Report {
        if self.secrets.permit(&cause) {
            return report.caused_by(cause);
        }
        report
    }

    fn report(&self, kind: ErrorKind, effect: Effect, message: String) -> Box<Report> {
        let mut report = Report::new(self.operation, kind, effect, message);
        report.attempts = self.attempts;
        report.idempotency_key.clone_from(&self.idempotency_key);
        Box::new(report)
    }
}

/// Shows the operation and how far it is.
impl fmt::Debug for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

fn effect_of(head: Option<&Head>, sent: Sent) -> Effect {
    match (head, sent) {
        (Some(head), _) if head.status.is_success() => Effect::Applied,
        (Some(_), _) => Effect::Answered,
        (None, Sent::NotSent) => Effect::NotSent,
        (None, Sent::Unknown) => Effect::Unknown,
    }
}

fn with_head(mut report: Report, head: Option<Head>) -> Report {
    if let Some(head) = head {
        report.status = Some(head.status);
        report.headers = Some(head.headers);
    }
    report
}

/// A call that was answered, with whatever status.
#[derive(Debug)]
pub struct Completed {
    operation: &'static Operation,
    choice: Choice,
    received: Received,
    attempts: u32,
    idempotency_key: Option<String>,
}

impl Completed {
    /// The answer.
    pub fn received(&self) -> &Received {
        &self.received
    }

    pub(super) fn choice(&self) -> Choice {
        self.choice
    }

    pub(super) fn into_received(self) -> Received {
        self.received
    }

    /// The report of an error status.
    pub(super) fn refused(self) -> Report {
        let message = if self.received.status.is_redirection() {
            redirect(&self.received.headers)
        } else {
            api_message(&self.received)
        };
        self.report(ErrorKind::Status, Effect::Answered, message)
    }

    /// The report of a success whose body is of no use.
    pub(super) fn undecodable(self, error: DecodeError) -> Report {
        let kind = if error.is_empty() {
            ErrorKind::EmptyBody
        } else {
            ErrorKind::Decode
        };
        let permitted = self.received.secrets.permit(&error);
        let report = self.report(kind, Effect::Applied, error.to_string());
        if permitted {
            return report.caused_by(error);
        }
        report
    }

    fn report(self, kind: ErrorKind, effect: Effect, message: String) -> Report {
        let message = self.received.secrets.redacted(&message);
        let mut report = Report::new(self.operation, kind, effect, message);
        report.status = Some(self.received.status);
        report.headers = Some(self.received.headers);
        report.body = Some(self.received.body);
        report.attempts = self.attempts;
        report.idempotency_key = self.idempotency_key;
        report
    }
}

/// Names the origin that a redirect points to; the rest of the URL may hold secrets.
fn redirect(headers: &HeaderMap) -> String {
    let location = headers.get(header::LOCATION).and_then(|l| l.to_str().ok());
    let uri = location.and_then(|location| location.parse::<http::Uri>().ok());
    let origin = uri.as_ref().and_then(|uri| {
        let port = uri
            .port()
            .map(|port| format!(":{port}"))
            .unwrap_or_default();
        Some(format!("{}://{}{port}", uri.scheme_str()?, uri.host()?))
    });
    match origin {
        Some(origin) => format!("a redirect to `{origin}`, which is not followed"),
        None => "a redirect, which is not followed".to_owned(),
    }
}
