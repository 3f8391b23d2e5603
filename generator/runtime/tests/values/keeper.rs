//! A transport that keeps what it was sent and answers at once, without a runtime.

use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use castiron_runtime::{
    BoxFuture, Core, CoreBuilder, Documented, Effect, Error, HeaderMap, HttpRequest, HttpResponse,
    Idempotency, Media, Method, Operation, RequestParts, StatusCode, Transport, TransportError,
    decode,
};

/// In front of every path.
pub const BASE: &str = "https://api.example.com/v1";

/// An operation without security.
pub const PLAIN: Operation = Operation {
    id: "getThing",
    method: Method::GET,
    path: "/thing",
    server: None,
    accept: "application/json",
    security: &[],
    responses: &[Documented::success("200", Media::Json)],
    idempotency: Idempotency::None,
    hidden: &[],
};

static THING: Operation = PLAIN;

/// The operation at another path.
pub fn at(path: &'static str) -> &'static Operation {
    Box::leak(Box::new(Operation { path, ..PLAIN }))
}

#[derive(Clone, Default)]
pub struct Keeper {
    sent: Arc<Mutex<Option<HttpRequest>>>,
}

impl Keeper {
    pub fn core(&self) -> Core {
        let mut builder = CoreBuilder::new(BASE);
        builder.transport(self.clone());
        builder.build().unwrap()
    }

    /// Sends a request and gives what reached the transport. A request that failed has not, and
    /// its error says so.
    pub fn send(&self, parts: Box<RequestParts>) -> Result<HttpRequest, Error> {
        let mut call = pin!(parts.send(decode::json::<i32>, decode::none));
        let mut context = Context::from_waker(Waker::noop());
        let Poll::Ready(answer) = call.as_mut().poll(&mut context) else {
            panic!("the call waits for something");
        };
        let sent = self.sent.lock().unwrap().take();
        match answer {
            Ok(_) => Ok(sent.unwrap()),
            Err(error) => {
                assert!(sent.is_none(), "{error}");
                assert_eq!((error.effect(), error.attempts()), (Effect::NotSent, 0));
                Err(error)
            }
        }
    }
}

impl Transport for Keeper {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        *self.sent.lock().unwrap() = Some(request);
        let mut headers = HeaderMap::new();
        headers.insert("content-type", "application/json".parse().unwrap());
        let answer = HttpResponse::new(StatusCode::OK, headers, "1");
        Box::pin(async { Ok(answer) })
    }

    fn sleep(&self, _duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

/// A request with the arguments that `set` gives to it.
pub fn sent(set: impl FnOnce(&mut RequestParts)) -> Result<HttpRequest, Error> {
    sent_to(&THING, set)
}

/// The same to another operation.
pub fn sent_to(
    operation: &'static Operation,
    set: impl FnOnce(&mut RequestParts),
) -> Result<HttpRequest, Error> {
    let keeper = Keeper::default();
    let mut parts = RequestParts::new(&keeper.core(), operation);
    set(&mut parts);
    keeper.send(parts)
}

/// The path of a request behind the base.
pub fn path_of(request: &HttpRequest) -> &str {
    request.url.strip_prefix(BASE).unwrap()
}
