//! The driver: does what a [`Call`] says, on any executor, or on the thread of a blocking caller.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::exchange::exchange_or_open;
use super::guard::limited;
use super::incoming::Incoming;
use super::operation::Choice;
use super::success::{Streamed, Success};
use super::token::TokenClient;
use super::trace::Trace;
use super::transports::Mode;
use super::{
    Action, BoxFuture, Call, Completed, Core, DecodeError, Decoder, Error, Event, Report, Response,
    TokenError,
};

/// A call on its way; nothing is sent before it is awaited, and dropping it gives it up.
#[must_use = "a request does nothing until it is awaited"]
pub struct Pending<T, E> {
    driven: Driven,
    success: Success<T>,
    failure: Decoder<E>,
}

impl<T, E> Pending<T, E> {
    pub(super) fn new(
        core: Core,
        mode: Mode,
        call: Result<Box<Call>, Box<Report>>,
        success: Success<T>,
        failure: Decoder<E>,
    ) -> Self {
        Self {
            driven: Driven::new(core, mode, call, success.streamed()),
            success,
            failure,
        }
    }

    /// Makes the call on this thread.
    #[cfg(feature = "blocking")]
    pub(super) fn wait(self) -> Result<Response<T>, Error<E>> {
        self.wait_completed()
            .map(|(value, completed)| Response::new(value, completed.into_received()))
    }

    /// Makes the call on this thread, and keeps the answer beside what it says.
    #[cfg(feature = "blocking")]
    pub(super) fn wait_completed(mut self) -> Result<(T, Box<Completed>), Error<E>> {
        let result = super::blocking::wait(&mut self.driven);
        self.finish(result)
    }

    /// Polls the call, and keeps the answer beside what it says.
    pub(super) fn poll_completed(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<(T, Box<Completed>), Error<E>>> {
        let result = ready!(Pin::new(&mut self.driven).poll(context));
        Poll::Ready(self.finish(result))
    }

    /// The only part of a call that knows its types.
    fn finish(
        &self,
        result: Result<Answered, Box<Report>>,
    ) -> Result<(T, Box<Completed>), Error<E>> {
        let trace = &self.driven.trace;
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
            Choice::Success(_) => match self.success.read(completed.received(), incoming) {
                Ok(value) => {
                    trace.answered(&completed);
                    Ok((value, completed))
                }
                Err(error) => failed(completed.undecodable(error), None),
            },
            Choice::Failure(documented) => {
                let api_error = documented.and_then(|_| (self.failure)(completed.received()).ok());
                failed(completed.refused(), api_error)
            }
            Choice::Ambiguous => failed(completed.undecodable(DecodeError::undocumented()), None),
        }
    }
}

impl<T, E> Future for Pending<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let result = self.poll_completed(context);
        result.map_ok(|(value, completed)| Response::new(value, completed.into_received()))
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

/// A call on its way to a result that has no type yet, and what is recorded of it.
struct Driven {
    call: BoxFuture<'static, Result<Answered, Box<Report>>>,
    trace: Trace,
}

impl Driven {
    fn new(
        core: Core,
        mode: Mode,
        call: Result<Box<Call>, Box<Report>>,
        streamed: Option<Streamed>,
    ) -> Self {
        let operation = match &call {
            Ok(call) => call.operation(),
            Err(report) => report.operation,
        };
        Self {
            call: Box::pin(drive(core, mode, call, streamed)),
            trace: Trace::of(operation),
        }
    }
}

impl Future for Driven {
    type Output = Result<Answered, Box<Report>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { call, trace } = &mut *self;
        trace.inside(|| call.as_mut().poll(context))
    }
}

async fn drive(
    core: Core,
    mode: Mode,
    call: Result<Box<Call>, Box<Report>>,
    streamed: Option<Streamed>,
) -> Result<Answered, Box<Report>> {
    let mut call = call?;
    let transport = &**core.shared.transports.of(mode);
    let mut rest = None;
    let started = transport.now();
    let mut elapsed = Duration::ZERO;
    let mut event = Event::Started;
    loop {
        event = match call.poll(event, elapsed) {
            Action::NeedToken {
                source,
                refused,
                within,
            } => {
                // In a box of its own, because most calls need none.
                let token = source.get(TokenClient::new(&core, mode, within), refused);
                let token = Box::pin(limited(transport, within, token)).await;
                Event::Token(token.unwrap_or_else(|| Err(TokenError::late(within))))
            }
            Action::Send(attempt) => {
                let outcome = exchange_or_open(transport, attempt, streamed, &mut rest).await;
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
        elapsed = transport.now().saturating_duration_since(started);
    }
}
