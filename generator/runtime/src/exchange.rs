//! [`exchange`]: one request sent, and the response to it read, within the limits of an [`Attempt`].

use std::time::Duration;

use bytes::Bytes;

use super::guard::{self, Failure, Pace};
use super::success::Streamed;
use super::{
    Attempt, ExchangeError, Head, HttpRequest, HttpResponse, Received, ResponseBody, Transport,
};

/// Sends a request once and reads the response.
pub(super) async fn exchange(
    transport: &dyn Transport,
    attempt: Box<Attempt>,
) -> Result<Received, ExchangeError> {
    let (response, bounds) = open(transport, attempt).await?;
    read(transport, response, bounds).await
}

/// Sends a request once. The body of a success that is streamed is the rest; all others are read.
pub(super) async fn exchange_or_open(
    transport: &dyn Transport,
    attempt: Box<Attempt>,
    streamed: Option<Streamed>,
    rest: &mut Option<Box<dyn ResponseBody>>,
) -> Result<Received, ExchangeError> {
    let (response, bounds) = open(transport, attempt).await?;
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

/// How often a body is read on when no time is left. After a machine was suspended, what came
/// meanwhile is there and may be a refresh token that replaces another; but a transport that has
/// always something more must end, too.
const LATE_READS: u32 = 16;

/// What a body must keep to.
struct Bounds {
    size: usize,
    pace: Pace,
}

/// Sends a request once and waits for the head of the response.
async fn open(
    transport: &dyn Transport,
    attempt: Box<Attempt>,
) -> Result<(HttpResponse, Bounds), ExchangeError> {
    let pace = Pace {
        idle: attempt.idle_timeout,
        ends: transport.now().checked_add(attempt.within),
        late: LATE_READS,
    };
    let head = attempt.head_timeout.min(attempt.within);
    let sizes = [attempt.error_body_limit, attempt.body_limit];
    let request = HttpRequest {
        within: head,
        ..attempt.request
    };
    let response = guard::send(transport, head, request).await;
    let response = response.map_err(|failure| missed("an answer", failure, None))?;
    let [of_error, of_success] = sizes;
    let size = match response.status.is_success() {
        true => of_success,
        false => of_error,
    };
    Ok((response, Bounds { size, pace }))
}

async fn read(
    transport: &dyn Transport,
    mut response: HttpResponse,
    bounds: Bounds,
) -> Result<Received, ExchangeError> {
    let mut body = Vec::new();
    let read = read_into(&mut body, transport, &mut *response.body, bounds).await;
    let head = Head {
        status: response.status,
        headers: response.headers,
    };
    match read {
        Err(cut) if head.status.is_success() => Err(match cut {
            Cut::Failed(failure) => missed("the rest of the body", failure, Some(head)),
            Cut::TooLarge(limit) => ExchangeError::TooLarge { limit, head },
        }),
        // The status of an error counts more than the rest of its body.
        Ok(()) | Err(_) => Ok(Received::new(head.status, head.headers, body.into())),
    }
}

/// Why a body was not read to its end.
enum Cut {
    Failed(Failure),
    TooLarge(usize),
}

async fn read_into(
    read: &mut Vec<u8>,
    transport: &dyn Transport,
    body: &mut dyn ResponseBody,
    mut bounds: Bounds,
) -> Result<(), Cut> {
    while let Some(wait) = bounds.pace.wait(transport.now()) {
        let chunk = guard::next_chunk(transport, wait, body).await;
        let Some(chunk) = chunk.map_err(Cut::Failed)? else {
            return Ok(());
        };
        let room = bounds.size.saturating_sub(read.len());
        append(read, chunk.get(..room).unwrap_or(&chunk), bounds.size);
        if chunk.len() > room {
            return Err(Cut::TooLarge(bounds.size));
        }
    }
    Err(Cut::Failed(Failure::TimedOut(Duration::ZERO)))
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

/// The error of an attempt in which something did not come.
fn missed(awaited: &'static str, failure: Failure, head: Option<Head>) -> ExchangeError {
    match failure {
        Failure::Transport(error) => ExchangeError::Transport { error, head },
        Failure::TimedOut(after) => ExchangeError::TimedOut {
            awaited,
            after,
            head,
        },
    }
}
