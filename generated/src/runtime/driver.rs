//! The driver: does what a [`Call`] says, on any executor, or on the thread of a blocking caller.

use std::fmt;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;

use super::caught::caught;
use super::incoming::Incoming;
use super::operation::Choice;
use super::success::{Streamed, Success};
use super::token::TokenClient;
use super::trace::Trace;
use super::transports::Mode;
use super::{
    Action, Attempt, BoxFuture, Call, Completed, Core, DecodeError, Decoder, Error, Event,
    ExchangeError, Head, HttpRequest, HttpResponse, Limits, Received, Report, Response,
    ResponseBody, TokenError, Transport, TransportError,
};

/// A call on its way; nothing is sent before it is awaited, and dropping it gives it up.
#[must_use = "a request does nothing until it is awaited"]
pub struct Pending<T, E> {
    call: BoxFuture<'static, Ended>,
    success: Success<T>,
    failure: Decoder<E>,
}

impl<T, E> Pending<T, E> {
    pub(super) fn new(
        core: Core,
        mode: Mode,
        call: Result<Call, Box<Report>>,
        success: Success<T>,
        failure: Decoder<E>,
    ) -> Self {
        Self {
            call: Box::pin(run(core, mode, call, success.streamed())),
            success,
            failure,
        }
    }

    /// Makes the call on this thread.
    #[cfg(feature = "blocking")]
    pub(super) fn wait(self) -> Result<Response<T>, Error<E>> {
        self.wait_received()
            .map(|(value, received)| Response::new(value, received))
    }

    /// Makes the call on this thread, and keeps the answer beside what it says.
    #[cfg(feature = "blocking")]
    pub(super) fn wait_received(self) -> Result<(T, Received), Error<E>> {
        let ended = super::blocking::wait(self.call);
        finish(ended, &self.success, self.failure)
    }

    /// Polls the call, and keeps the answer beside what it says.
    pub(super) fn poll_received(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<(T, Received), Error<E>>> {
        let result = self.call.as_mut().poll(context);
        result.map(|ended| finish(ended, &self.success, self.failure))
    }
}

impl<T, E> Future for Pending<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let result = self.poll_received(context);
        result.map_ok(|(value, received)| Response::new(value, received))
    }
}

impl<T, E> fmt::Debug for Pending<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pending").finish_non_exhaustive()
    }
}

/// A call that was answered, and the body of the answer where it was left on its way.
struct Answered {
    completed: Box<Completed>,
    incoming: Option<Incoming>,
}

/// The only part of a call that knows its types.
fn finish<T, E>(
    (trace, result): Ended,
    success: &Success<T>,
    failure: Decoder<E>,
) -> Result<(T, Received), Error<E>> {
    let failed = |report: Report, api_error| {
        trace.failed(&report);
        Err(Error::new(report, api_error))
    };
    let Answered {
        completed,
        incoming,
    } = match result {
        Ok(answered) => answered,
        Err(report) => return failed(*report, None),
    };
    match completed.choice() {
        Choice::Success(_) => match success.read(completed.received(), incoming) {
            Ok(value) => {
                trace.answered(&completed);
                Ok((value, completed.into_received()))
            }
            Err(error) => failed(completed.undecodable(error), None),
        },
        Choice::Failure(documented) => {
            let api_error = documented.and_then(|_| failure(completed.received()).ok());
            failed(completed.refused(), api_error)
        }
        Choice::Ambiguous => failed(completed.undecodable(DecodeError::undocumented()), None),
    }
}

/// A call's result, before it is given its types, and what is recorded of it.
type Ended = (Trace, Result<Answered, Box<Report>>);

async fn run(
    core: Core,
    mode: Mode,
    call: Result<Call, Box<Report>>,
    streamed: Option<Streamed>,
) -> Ended {
    let call = match call {
        Ok(call) => call,
        Err(report) => return (Trace::begin(report.operation), Err(report)),
    };
    let trace = Trace::begin(call.operation());
    let result = trace.around(drive(core, mode, call, streamed)).await;
    (trace, result)
}

async fn drive(
    core: Core,
    mode: Mode,
    mut call: Call,
    streamed: Option<Streamed>,
) -> Result<Answered, Box<Report>> {
    let transport = &**core.shared.transports.of(mode);
    let mut rest = None;
    let started = transport.now();
    let mut event = Event::Started;
    loop {
        let elapsed = transport.now().saturating_duration_since(started);
        event = match call.poll(event, elapsed) {
            Action::NeedToken {
                source,
                refused,
                within,
            } => {
                let token = source.get(TokenClient::new(&core, mode, within), refused);
                let token = limited(transport, within, token).await;
                let late = || {
                    Err(TokenError::new(format!(
                        "no access token came within {within:?}"
                    )))
                };
                Event::Token(token.unwrap_or_else(late))
            }
            Action::Send(attempt) => {
                let outcome = exchange_or_open(transport, *attempt, streamed, &mut rest).await;
                Event::Exchanged(outcome)
            }
            Action::Sleep(time) => {
                transport.sleep(time).await;
                Event::Slept
            }
            Action::Done(result) => {
                let completed = result?;
                let transport = Arc::clone(core.shared.transports.of(mode));
                let incoming = rest.map(|body| Incoming::new(body, transport, &core, &completed));
                return Ok(Answered {
                    completed,
                    incoming,
                });
            }
        };
    }
}

/// Sends a request once and reads the response, within the limits.
pub(super) async fn exchange(
    transport: &dyn Transport,
    attempt: Attempt,
) -> Result<Received, ExchangeError> {
    let (response, bounds) = open(transport, attempt, None).await?;
    read(transport, response, bounds).await
}

/// Sends a request once. The body of a success that is streamed is the rest; all others are read.
async fn exchange_or_open(
    transport: &dyn Transport,
    attempt: Attempt,
    streamed: Option<Streamed>,
    rest: &mut Option<Box<dyn ResponseBody>>,
) -> Result<Received, ExchangeError> {
    let (response, bounds) = open(transport, attempt, streamed).await?;
    if !streamed.is_some_and(|streamed| streamed.fits(&response)) {
        return read(transport, response, bounds).await;
    }
    *rest = Some(response.body);
    Ok(Received::new(
        response.status,
        response.headers,
        Bytes::new(),
    ))
}

/// Sends a request once and waits for the head of the response.
async fn open(
    transport: &dyn Transport,
    attempt: Attempt,
    streamed: Option<Streamed>,
) -> Result<(HttpResponse, Bounds), ExchangeError> {
    let started = transport.now();
    let mut request = attempt.request;
    request.limits = Limits {
        head: attempt.head_timeout.min(attempt.within),
        idle: attempt.idle_timeout,
        // A body that is handed out may come for ever.
        total: streamed.map_or(attempt.within, |_| Duration::MAX),
    };
    let Limits { head, idle, .. } = request.limits;
    let response = match in_time(transport, head, sent(transport, request)).await {
        Ok(response) => response,
        Err(Failure::Transport(error)) => {
            return Err(ExchangeError::Transport { error, head: None });
        }
        Err(Failure::TimedOut) => {
            return Err(ExchangeError::TimedOut {
                awaited: "an answer",
                after: head,
                head: None,
            });
        }
    };
    let passed = transport.now().saturating_duration_since(started);
    let bounds = Bounds {
        size: if response.status.is_success() {
            attempt.body_limit
        } else {
            attempt.error_body_limit
        },
        idle,
        within: attempt.within.saturating_sub(passed),
    };
    Ok((response, bounds))
}

/// What a body must keep to.
struct Bounds {
    size: usize,
    idle: Duration,
    within: Duration,
}

async fn read(
    transport: &dyn Transport,
    mut response: HttpResponse,
    bounds: Bounds,
) -> Result<Received, ExchangeError> {
    let head = Head {
        status: response.status,
        headers: std::mem::take(&mut response.headers),
    };
    let mut body = Vec::new();
    let failure = read_into(transport, &mut response, &bounds, &mut body).await;
    match failure {
        // The status of an error counts more than the rest of its body.
        Some(_) if !head.status.is_success() => {}
        Some(failure) => return Err(failure.with_head(head)),
        None => {}
    }
    Ok(Received::new(head.status, head.headers, body.into()))
}

/// Why a body was not read to its end.
enum Cut {
    Transport(TransportError),
    TimedOut(Duration),
    TooLarge(usize),
}

impl Cut {
    fn with_head(self, head: Head) -> ExchangeError {
        match self {
            Self::Transport(error) => ExchangeError::Transport {
                error,
                head: Some(head),
            },
            Self::TimedOut(after) => ExchangeError::TimedOut {
                awaited: "the rest of the body",
                after,
                head: Some(head),
            },
            Self::TooLarge(limit) => ExchangeError::TooLarge { limit, head },
        }
    }
}

/// How often a body is read on when no time is left. After a machine was suspended, what came
/// meanwhile is there and may be a refresh token that replaces another; but a transport that has
/// always something more must end, too.
const LATE_READS: u32 = 16;

async fn read_into(
    transport: &dyn Transport,
    response: &mut HttpResponse,
    bounds: &Bounds,
    body: &mut Vec<u8>,
) -> Option<Cut> {
    let started = transport.now();
    let mut late = 0;
    loop {
        let passed = transport.now().saturating_duration_since(started);
        let left = bounds.within.saturating_sub(passed);
        let wait = bounds.idle.min(left);
        late += u32::from(left.is_zero());
        if late > LATE_READS {
            return Some(Cut::TimedOut(wait));
        }
        let chunk = match in_time(transport, wait, chunk(&mut *response.body)).await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => return None,
            Err(Failure::Transport(error)) => return Some(Cut::Transport(error)),
            Err(Failure::TimedOut) => return Some(Cut::TimedOut(wait)),
        };
        let room = bounds.size.saturating_sub(body.len());
        append(body, chunk.get(..room).unwrap_or(&chunk), bounds.size);
        if chunk.len() > room {
            return Some(Cut::TooLarge(bounds.size));
        }
    }
}

/// Appends without taking more memory than the whole may have; a `Vec` that grows by itself doubles.
fn append(body: &mut Vec<u8>, chunk: &[u8], limit: usize) {
    let needed = body.len().saturating_add(chunk.len());
    if needed > body.capacity() {
        let doubled = body.capacity().saturating_mul(2).min(limit);
        body.reserve_exact(doubled.max(needed).saturating_sub(body.len()));
    }
    body.extend_from_slice(chunk);
}

/// What the transport makes of a request; when it panics, nobody knows how far it got.
async fn sent(
    transport: &dyn Transport,
    request: HttpRequest,
) -> Result<HttpResponse, TransportError> {
    let result = caught(|| transport.send(request)).await;
    result.unwrap_or_else(|| Err(panicked()))
}

/// The next chunk of a body, unless the transport panics.
pub(super) async fn chunk(body: &mut dyn ResponseBody) -> Result<Option<Bytes>, TransportError> {
    let result = caught(|| body.chunk()).await;
    result.unwrap_or_else(|| Err(panicked()))
}

fn panicked() -> TransportError {
    // It is broken; what it would do with the same request again, nobody knows.
    TransportError::unknown("the transport panicked").permanent()
}

/// Why a transport did not do what was asked of it.
enum Failure {
    Transport(TransportError),
    TimedOut,
}

/// The result of a transport's future, which is stopped when it takes too long, or stops by itself
/// where it cannot be.
async fn in_time<T>(
    transport: &dyn Transport,
    limit: Duration,
    future: impl Future<Output = Result<T, TransportError>>,
) -> Result<T, Failure> {
    match limited(transport, limit, future).await {
        Some(Err(error)) if error.is_timeout() => Err(Failure::TimedOut),
        Some(result) => result.map_err(Failure::Transport),
        None => Err(Failure::TimedOut),
    }
}

/// The result of a future, or `None` when it takes too long.
///
/// What is there already needs no timer, as are most chunks of a body.
pub(super) async fn limited<T>(
    transport: &dyn Transport,
    limit: Duration,
    future: impl Future<Output = T>,
) -> Option<T> {
    let mut future = pin!(future);
    let mut sleep = None;
    poll_fn(|context| {
        if let Poll::Ready(result) = future.as_mut().poll(context) {
            return Poll::Ready(Some(result));
        }
        let sleep = sleep.get_or_insert_with(|| transport.sleep(limit));
        sleep.as_mut().poll(context).map(|()| None)
    })
    .await
}
