//! [`exchange`]: one request sent, and the response to it read, within the limits of an [`Attempt`].

use std::time::Duration;

use bytes::Bytes;

use super::gathered::Gathered;
use super::guard::{self, Failure, Pace};
use super::success::Streamed;
use super::{Attempt, ExchangeError, Head, HttpResponse, Received, ResponseBody, Transport};

/// Sends a request once and reads the response.
pub(super) async fn exchange(
    transport: &dyn Transport,
    attempt: Box<Attempt>,
) -> Result<Received, ExchangeError> {
    exchange_or_open(transport, attempt, None, &mut None).await
}

/// Sends a request once. The body of a success that is streamed is the rest; all others are read.
pub(super) async fn exchange_or_open(
    transport: &dyn Transport,
    attempt: Box<Attempt>,
    streamed: Option<Streamed>,
    rest: &mut Option<Box<dyn ResponseBody>>,
) -> Result<Received, ExchangeError> {
    let (mut response, mut bounds) = open(transport, attempt).await?;
    if streamed.is_some_and(|streamed| streamed.fits(&response)) {
        *rest = Some(response.body);
        let none = Bytes::new();
        return Ok(Received::new(response.status, response.headers, none));
    }
    let mut body = Gathered::default();
    let read = read(transport, &mut *response.body, &mut bounds, &mut body).await;
    let head = Head {
        status: response.status,
        headers: response.headers,
    };
    match read {
        Err(cut) if head.status.is_success() => Err(cut.after(head)),
        Ok(()) if head.status.is_success() => {
            Ok(Received::new(head.status, head.headers, body.into_bytes()))
        }
        // The status of an error counts more than the rest of its body. That is kept, so it is not
        // left in a buffer of the transport, which may be larger.
        Ok(()) | Err(_) => {
            let body = Bytes::copy_from_slice(&body.into_bytes());
            Ok(Received::new(head.status, head.headers, body))
        }
    }
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
    mut attempt: Box<Attempt>,
) -> Result<(HttpResponse, Bounds), ExchangeError> {
    let pace = Pace {
        idle: attempt.idle_timeout,
        ends: transport.now().checked_add(attempt.within),
        late: LATE_READS,
    };
    let head = attempt.head_timeout.min(attempt.within);
    let sizes = [attempt.error_body_limit, attempt.body_limit];
    attempt.request.within = head;
    let response = guard::send(transport, head, attempt.request).await;
    let response = response.map_err(|failure| missed("an answer", failure, None))?;
    let [of_error, of_success] = sizes;
    let size = match response.status.is_success() {
        true => of_success,
        false => of_error,
    };
    Ok((response, Bounds { size, pace }))
}

/// Why a body was not read to its end.
enum Cut {
    Failed(Failure),
    TooLarge(usize),
}

impl Cut {
    /// The error of an attempt whose head had arrived.
    fn after(self, head: Head) -> ExchangeError {
        match self {
            Self::Failed(failure) => missed("the rest of the body", failure, Some(head)),
            Self::TooLarge(limit) => ExchangeError::TooLarge { limit, head },
        }
    }
}

async fn read(
    transport: &dyn Transport,
    body: &mut dyn ResponseBody,
    bounds: &mut Bounds,
    read: &mut Gathered,
) -> Result<(), Cut> {
    while !guard::is_complete(body).map_err(Cut::Failed)? {
        let Some(wait) = bounds.pace.wait(transport.now()) else {
            return Err(Cut::Failed(Failure::TimedOut(Duration::ZERO)));
        };
        let chunk = guard::next_chunk(transport, wait, body).await;
        let Some(mut chunk) = chunk.map_err(Cut::Failed)? else {
            return Ok(());
        };
        let room = bounds.size.saturating_sub(read.len());
        let is_too_large = chunk.len() > room;
        chunk.truncate(room);
        read.add(chunk, bounds.size);
        if is_too_large {
            return Err(Cut::TooLarge(bounds.size));
        }
    }
    Ok(())
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
