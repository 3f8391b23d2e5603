//! [`Incoming`]: the body of a success while it arrives, chunk by chunk.

use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderMap, TRANSFER_ENCODING};

use super::guard::{Failure, Pace, next_chunk};
use super::{
    BoxFuture, Completed, Core, Effect, Error, ErrorKind, Operation, Received, Report,
    ResponseBody, Transport, TransportError,
};

/// A body of which only the head was waited for.
pub(super) struct Incoming {
    state: State,
    transport: Arc<dyn Transport>,
    pace: Pace,
    arrived: u64,
    length: Option<u64>,
    answer: Answer,
}

/// What a chunk is read into: the body again, and the chunk.
type Read = (Box<dyn ResponseBody>, Result<Option<Bytes>, Failure>);

enum State {
    Resting(Box<dyn ResponseBody>),
    Reading(BoxFuture<'static, Read>),
    /// A chunk was being read when the transport panicked.
    Lost,
    Over,
}

/// What is known of the response and the call that it answers.
pub(super) struct Answer {
    operation: &'static Operation,
    attempts: u32,
    idempotency_key: Option<String>,
    /// The response without its body.
    pub(super) received: Received,
    /// How many bytes of the body may be kept for one item.
    pub(super) limit: usize,
}

impl Incoming {
    pub(super) fn new(
        body: Box<dyn ResponseBody>,
        transport: Arc<dyn Transport>,
        core: &Core,
        completed: &Completed,
    ) -> Self {
        let report = &completed.report;
        let received = completed.received().clone();
        Self {
            state: State::Resting(body),
            transport,
            pace: Pace {
                idle: core.shared.config.idle_timeout,
                ends: None,
                late: 0,
            },
            arrived: 0,
            length: length(&received.headers),
            answer: Answer {
                operation: report.operation,
                attempts: report.attempts,
                idempotency_key: report.idempotency_key.clone(),
                received,
                limit: core.shared.config.body_limit,
            },
        }
    }

    /// How many bytes the body has, when the server has said so.
    pub(super) fn length(&self) -> Option<u64> {
        self.length
    }

    /// How many bytes of it have arrived.
    pub(super) fn arrived(&self) -> u64 {
        self.arrived
    }

    /// Bounds the time for all that is still to come.
    pub(super) fn within(&mut self, time: Duration) {
        self.pace.ends = self.transport.now().checked_add(time);
    }

    /// Drops what is still to come, and the connection with it.
    pub(super) fn close(&mut self) {
        self.state = State::Over;
    }

    pub(super) fn answer(&self) -> &Answer {
        &self.answer
    }

    /// The next chunk; `None` only when all of the body was there.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        let mut reading = match std::mem::replace(&mut self.state, State::Lost) {
            State::Resting(body) => match self.pace.wait(self.transport.now()) {
                Some(wait) => self.read(body, wait),
                None => return Poll::Ready(Some(Err(self.timed_out(Duration::ZERO)))),
            },
            State::Reading(reading) => reading,
            State::Lost => return Poll::Ready(Some(Err(self.broken("the transport panicked")))),
            State::Over => {
                self.state = State::Over;
                return Poll::Ready(None);
            }
        };
        let Poll::Ready((body, chunk)) = reading.as_mut().poll(context) else {
            self.state = State::Reading(reading);
            return Poll::Pending;
        };
        Poll::Ready(match chunk {
            Ok(Some(chunk)) => Some(self.count(body, chunk)),
            Ok(None) => self.end().map(Err),
            Err(Failure::Transport(error)) => Some(Err(self.cut(error))),
            Err(Failure::TimedOut(after)) => Some(Err(self.timed_out(after))),
        })
    }

    fn read(&self, mut body: Box<dyn ResponseBody>, wait: Duration) -> BoxFuture<'static, Read> {
        let transport = Arc::clone(&self.transport);
        Box::pin(async move {
            let chunk = next_chunk(&*transport, wait, &mut *body).await;
            (body, chunk)
        })
    }

    fn count(&mut self, body: Box<dyn ResponseBody>, chunk: Bytes) -> Result<Bytes, Error> {
        self.arrived = self.arrived.saturating_add(chunk.len() as u64);
        if self.length.is_some_and(|length| self.arrived > length) {
            return Err(self.broken("the body is longer than was announced"));
        }
        self.state = State::Resting(body);
        Ok(chunk)
    }

    /// Not every transport minds a body that ends too early.
    fn end(&mut self) -> Option<Error> {
        self.state = State::Over;
        let short = self.length.is_some_and(|length| self.arrived < length);
        short.then(|| self.broken("the body ended too early"))
    }

    fn cut(&mut self, error: TransportError) -> Error {
        let message = format!("the body broke off: {error}");
        self.fault(ErrorKind::Transport, &message, Some(error))
    }

    fn broken(&mut self, what: &str) -> Error {
        self.fault(ErrorKind::Transport, what, None)
    }

    fn timed_out(&mut self, after: Duration) -> Error {
        let what = match after.is_zero() {
            true => "no time was left".to_owned(),
            false => format!("nothing came for {after:?}"),
        };
        self.fault(ErrorKind::Timeout, &what, None)
    }

    /// Ends the body with an error that says how much of it has come.
    fn fault(&mut self, kind: ErrorKind, what: &str, cause: Option<TransportError>) -> Error {
        self.state = State::Over;
        let arrived = match self.length {
            Some(length) => format!("{} of {length} bytes", self.arrived),
            None => format!("{} bytes", self.arrived),
        };
        let message = format!("{what}, after {arrived}");
        self.answer.error(kind, message, cause)
    }
}

impl Answer {
    /// The error of a body that is of no use, or only a part of it.
    pub(super) fn error(
        &self,
        kind: ErrorKind,
        message: String,
        cause: Option<impl std::error::Error + Send + Sync + 'static>,
    ) -> Error {
        let message = self.received.secrets.redacted(&message);
        let mut report = Report::new(self.operation, kind, Effect::Applied, message);
        report.attempts = self.attempts;
        report.idempotency_key.clone_from(&self.idempotency_key);
        report.status = Some(self.received.status);
        report.headers = Some(self.received.headers.clone());
        if let Some(cause) = cause {
            report.because_of(cause, &self.received.secrets);
        }
        Error::new(report, None)
    }
}

/// Shows how much has arrived.
impl fmt::Debug for Incoming {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Incoming")
            .field("arrived", &self.arrived)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

/// The `Content-Length`, unless there are several, or a transfer coding that overrides it (RFC 9112,
/// section 6.3).
fn length(headers: &HeaderMap) -> Option<u64> {
    if headers.contains_key(TRANSFER_ENCODING) {
        return None;
    }
    let mut values = headers.get_all(CONTENT_LENGTH).iter();
    let value = values.next()?;
    if values.any(|other| other != value) {
        return None;
    }
    value.to_str().ok()?.trim().parse().ok()
}
