//! A body that can be read once makes a request one that is sent once.

use std::time::{Duration, Instant};

use castiron_runtime::token::{Token, TokenClient};
use castiron_runtime::{
    Body, BoxFuture, Config, Core, CoreBuilder, Effect, Error, ErrorKind, HttpRequest,
    HttpResponse, Idempotency, Method, OnRepeat, Operation, RequestParts, SecurityScheme,
    TokenError, TokenSource, Transport, TransportError, decode,
};

use super::{all, file, stream};
use crate::fake::{Fake, PLAIN, Reply, json, operation};

static BEARER: SecurityScheme = SecurityScheme::bearer("bearer", "bearer");

const NEEDED: &[&[&SecurityScheme]] = &[&[&BEARER]];

/// Reads the body to its end, then does as the script says.
struct Reading(Fake);

impl Transport for Reading {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let read = all(request.body.open().unwrap()).await.unwrap();
            assert_eq!(read, b"body");
            self.0.send(request).await
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.sleep(duration)
    }

    fn now(&self) -> Instant {
        self.0.now()
    }
}

const CLASSES: [(Method, Idempotency); 4] = [
    (Method::GET, Idempotency::None),
    (Method::PUT, Idempotency::None),
    (Method::POST, Idempotency::Header("k", OnRepeat::Replays)),
    (Method::POST, Idempotency::Header("k", OnRepeat::Refuses)),
];

fn unsent() -> Reply {
    Reply::Fail(TransportError::not_sent("refused"))
}

fn silence() -> Reply {
    Reply::Fail(TransportError::unknown("reset"))
}

fn core(transport: impl Transport) -> Core {
    let mut builder = CoreBuilder::new("https://api.example.com");
    builder.transport(transport);
    builder.config(Config::new());
    builder.build().unwrap()
}

async fn call(core: &Core, operation: &'static Operation, body: Body) -> Result<i32, Error> {
    let mut parts = RequestParts::new(core, operation);
    parts.bytes_body("application/octet-stream", body);
    let result = parts.send(decode::json::<i32>, decode::none).await;
    result.map(|response| *response)
}

/// How many requests were sent, where the first has this outcome.
async fn sent(
    transport: fn(Fake) -> Core,
    body: Body,
    class: (Method, Idempotency),
    first: Reply,
) -> usize {
    let fake = Fake::new([first, json(200, "1")]);
    let (method, idempotency) = class;
    let operation = operation(Operation {
        method,
        idempotency,
        ..PLAIN
    });
    let _ = call(&transport(fake.clone()), operation, body).await;
    fake.sent().len()
}

fn once() -> Body {
    stream([Ok("bo"), Ok("dy")])
}

#[tokio::test(start_paused = true)]
async fn what_was_read_is_never_sent_again() {
    for class in CLASSES {
        for first in [
            unsent(),
            silence(),
            json(503, ""),
            json(409, ""),
            json(429, ""),
        ] {
            let count = sent(|fake| core(Reading(fake)), once(), class.clone(), first).await;
            assert_eq!(count, 1, "{class:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_untouched_is_sent_again_only_where_nothing_was_sent() {
    for class in CLASSES {
        for (first, expected) in [(unsent(), 2), (silence(), 1), (json(503, ""), 1)] {
            let count = sent(core, once(), class.clone(), first).await;
            assert_eq!(count, expected, "{class:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_file_is_read_anew_for_each_attempt() {
    let path = file("anew", b"body");
    for class in CLASSES {
        for first in [unsent(), silence(), json(503, "")] {
            let body = Body::file(&path);
            let count = sent(|fake| core(Reading(fake)), body, class.clone(), first).await;
            assert_eq!(count, 2, "{class:?}");
        }
    }
}

/// Gives `t-0`, then `t-1`, and so on.
#[derive(Default)]
struct Tokens(std::sync::atomic::AtomicU32);

impl TokenSource for Tokens {
    fn fetch<'a>(&'a self, _: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
        let number = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Box::pin(async move { Ok(Token::new(format!("t-{number}"))) })
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_replaced_for_the_next_call_only() {
    let fake = Fake::new([json(401, r#"{"message": "who?"}"#), json(200, "1")]);
    let core = {
        let mut builder = CoreBuilder::new("https://api.example.com");
        builder.transport(Reading(fake.clone()));
        builder.bearer(&BEARER, Tokens::default());
        builder.build().unwrap()
    };
    let operation = operation(Operation {
        method: Method::PUT,
        security: NEEDED,
        ..PLAIN
    });
    let error = call(&core, operation, once()).await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(401), 1));
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Status, Effect::Answered)
    );
    assert_eq!(
        error.message(),
        "who?; there is another access token now, but the body can be read only once, so the \
         request was not sent again"
    );
    assert_eq!(call(&core, operation, once()).await.unwrap(), 1);
    let sent = fake.sent().into_iter();
    let tokens: Vec<_> = sent
        .map(|request| request.headers["authorization"].clone())
        .collect();
    assert_eq!(tokens, ["Bearer t-0", "Bearer t-1"]);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_comes_slowly_has_the_time_of_the_whole_call() {
    for (body, message) in [
        (Body::from("body"), "an answer did not come within 60s"),
        (once(), "an answer did not come within 120s"),
    ] {
        let fake = Fake::new([Reply::Hang]);
        let operation = operation(Operation {
            method: Method::POST,
            ..PLAIN
        });
        let error = call(&core(fake), operation, body).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.effect()),
            (ErrorKind::Timeout, Effect::Unknown)
        );
        assert_eq!(error.message(), message);
    }
}
