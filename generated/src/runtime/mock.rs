//! A fake of an API for tests: answers are queued as the types of the API, requests are kept.
//!
//! Each API's module has a `mock::Mock`. Its client is the real one: requests are written and
//! answers are read as they would be on a wire, only that nothing is sent.
//!
//! The clock of a mock stands still. Waits pass at once, and so do the time-outs of whatever does
//! not come at once, so that it works on any executor, and on none.

mod encode;
mod expectation;
mod request;
mod template;

use std::fmt;
use std::future::{pending, poll_fn, ready};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use bytes::BytesMut;

use super::caught::lock;
use super::{
    BodyError, BoxFuture, Config, Core, CoreBuilder, HttpRequest, HttpResponse, Operation,
    RetryPolicy, SecurityScheme, Transport, TransportError, decode,
};

pub use self::encode::{Answer, Encoder};
pub use self::expectation::Expectation;
pub use self::request::{Body, Request};

pub mod write {
    //! What queued answers are written with: the counterparts of the decoders.

    #[cfg(feature = "csv")]
    pub use super::encode::csv;
    #[cfg(feature = "xml")]
    pub use super::encode::xml;
    pub use super::encode::{bytes, empty, events, json, json_with, none, text};
}

pub mod read {
    //! What the bodies of requests are read with.

    #[cfg(feature = "csv")]
    pub use super::request::optional_csv;
    #[cfg(feature = "xml")]
    pub use super::request::optional_xml;
    pub use super::request::{body, optional_json, optional_json_with};
}

/// Where the API of a mock is said to be; nothing is sent there.
pub const BASE_URL: &str = "https://mock.invalid";

/// The answers that are queued for the operations of an API, and the requests that were made.
///
/// A [`Transport`]; clones share everything.
#[derive(Clone)]
pub struct Script {
    shared: Arc<Shared>,
}

struct Shared {
    /// When the clock stopped.
    now: Instant,
    operations: Vec<&'static Operation>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    queued: Vec<(&'static Operation, Outcome)>,
    requests: Vec<Request>,
}

/// What becomes of a request.
enum Outcome {
    Answer(Answer),
    Failure(TransportError),
    Silence,
}

impl Script {
    /// A script without answers for an API of these operations.
    pub fn new(operations: &'static [&'static Operation]) -> Self {
        Self::of_groups(&[operations])
    }

    /// The same where operations come in groups.
    pub fn of_groups(groups: &[&'static [&'static Operation]]) -> Self {
        Self {
            shared: Arc::new(Shared {
                now: Instant::now(),
                operations: groups.concat(),
                state: Mutex::default(),
            }),
        }
    }

    /// The core of a client that plays the script and sends each request once, with made-up
    /// credentials for these schemes.
    pub fn core(&self, schemes: &[&'static SecurityScheme]) -> Core {
        let mut builder = CoreBuilder::new(BASE_URL);
        builder.config(Config::new().retry(RetryPolicy::never()));
        builder.mocked(schemes, self.clone())
    }

    /// All requests, in the order in which they were made.
    pub fn requests(&self) -> Vec<Request> {
        self.state().requests.clone()
    }

    /// What is to come of the requests of an operation, written and read by these functions.
    pub fn on<T, E, B>(
        &self,
        operation: &'static Operation,
        success: Encoder<T>,
        failure: Encoder<E>,
        body: decode::Decoder<B>,
    ) -> Expectation<T, E, B> {
        Expectation::new(self.clone(), operation, success, failure, body)
    }

    fn queue(&self, operation: &'static Operation, outcome: Outcome) {
        self.state().queued.push((operation, outcome));
    }

    /// Keeps a request, and says what becomes of it.
    fn play(&self, request: HttpRequest) -> Outcome {
        let request = Request::new(request, &self.shared.operations);
        let operation = request.operation();
        let mut state = self.state();
        state.requests.push(request);
        let Some(operation) = operation else {
            return unplayable("the request is for none of the operations of the mock".to_owned());
        };
        let next = state
            .queued
            .iter()
            .position(|(queued, _)| std::ptr::eq(*queued, operation));
        match next {
            Some(next) => state.queued.remove(next).1,
            None => unplayable(format!("the mock has no answer for `{}`", operation.id)),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.shared.state)
    }
}

/// The request with its body read to the end, as a server would read it.
async fn in_memory(mut request: HttpRequest) -> Result<HttpRequest, TransportError> {
    let failed = |error: BodyError| TransportError::unknown(error.to_string()).permanent();
    let mut body = request.body.open().map_err(failed)?;
    let mut bytes = BytesMut::new();
    while let Some(chunk) = poll_fn(|context| body.poll_chunk(context)).await {
        bytes.extend_from_slice(&chunk.map_err(failed)?);
    }
    request.body = bytes.freeze().into();
    Ok(request)
}

/// A failure of the test, not of the API.
fn unplayable(message: String) -> Outcome {
    Outcome::Failure(TransportError::not_sent(message).permanent())
}

impl Transport for Script {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let request = in_memory(request).await?;
            match self.play(request) {
                Outcome::Answer(answer) => Ok(answer.into_response()),
                Outcome::Failure(error) => Err(error),
                Outcome::Silence => pending().await,
            }
        })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(ready(()))
    }

    fn now(&self) -> Instant {
        self.shared.now
    }
}

/// Shows how much was asked, and how much is queued still.
impl fmt::Debug for Script {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        formatter
            .debug_struct("Script")
            .field("queued", &state.queued.len())
            .field("requests", &state.requests)
            .finish_non_exhaustive()
    }
}
