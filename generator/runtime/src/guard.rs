//! What is asked of a transport: stopped when it takes too long, and caught when it panics.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use bytes::Bytes;

use super::caught::{caught, returned};
use super::{HttpRequest, HttpResponse, ResponseBody, Transport, TransportError};

/// Why a transport did not do what was asked of it.
pub(super) enum Failure {
    Transport(TransportError),
    /// It took longer than this.
    TimedOut(Duration),
}

impl Failure {
    /// What a transport that has panicked would do with the same request again, nobody knows.
    fn panicked() -> Self {
        Self::Transport(TransportError::unknown("the transport panicked").permanent())
    }
}

/// The head of the response to a request.
pub(super) fn send(
    transport: &dyn Transport,
    limit: Duration,
    request: HttpRequest,
) -> impl Future<Output = Result<HttpResponse, Failure>> {
    let response = caught(|| transport.send(request));
    in_time(transport, limit, response)
}

/// The next chunk of a body.
pub(super) fn next_chunk(
    transport: &dyn Transport,
    limit: Duration,
    body: &mut dyn ResponseBody,
) -> impl Future<Output = Result<Option<Bytes>, Failure>> {
    let chunk = caught(move || {
        body.within(limit);
        body.chunk()
    });
    in_time(transport, limit, chunk)
}

/// Whether nothing more comes of a body, as far as that is known.
pub(super) fn is_complete(body: &dyn ResponseBody) -> Result<bool, Failure> {
    returned(|| body.is_complete()).ok_or_else(Failure::panicked)
}

/// How long a body may take.
pub(super) struct Pace {
    /// How long it may fall silent.
    pub(super) idle: Duration,
    /// When all of it has to be there.
    pub(super) ends: Option<Instant>,
    /// How many chunks are still read after that, if they are there already.
    pub(super) late: u32,
}

impl Pace {
    /// How long the next chunk may take; `None` when it is too late for any.
    pub(super) fn wait(&mut self, now: Instant) -> Option<Duration> {
        let Some(ends) = self.ends else {
            return Some(self.idle);
        };
        let left = ends.saturating_duration_since(now);
        if left.is_zero() {
            self.late = self.late.checked_sub(1)?;
        }
        Some(self.idle.min(left))
    }
}

/// The result of a transport's future, which is stopped when it takes too long, or stops by itself
/// where it cannot be. `None` in place of a result stands for a panic.
async fn in_time<T>(
    transport: &dyn Transport,
    limit: Duration,
    future: impl Future<Output = Option<Result<T, TransportError>>>,
) -> Result<T, Failure> {
    match limited(transport, limit, future).await {
        Some(Some(Err(error))) if error.is_timeout() => Err(Failure::TimedOut(limit)),
        Some(Some(result)) => result.map_err(Failure::Transport),
        Some(None) => Err(Failure::panicked()),
        None => Err(Failure::TimedOut(limit)),
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
