//! Sources and servers of tokens that misbehave, and what callers are told.

use std::error::Error as _;
use std::future::poll_fn;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use castiron_runtime::token::{ClientCredentials, RefreshToken, Token, TokenClient};
use castiron_runtime::{
    Bearer, BoxFuture, Config, Core, Effect, Error, ErrorKind, HttpRequest, HttpResponse,
    TokenError, TokenSource, Transport, TransportError,
};

use super::world::{World, after, call};
use super::{OAUTH, grant};
use crate::fake::{Reply, json};

fn core(world: &World, source: impl TokenSource) -> Core {
    world.core_with(|builder| builder.bearer(&OAUTH, source))
}

/// Panics the first two times: before there is a future, and in it.
#[derive(Default)]
struct Panics(AtomicUsize);

impl TokenSource for Panics {
    fn fetch<'a>(&'a self, _: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
        let count = self.0.fetch_add(1, Ordering::SeqCst);
        assert!(count != 0, "s3cret");
        Box::pin(async move {
            assert!(count != 1, "s3cret");
            Ok(Token::new("t-1"))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_source_that_panics_fails_the_call_and_nothing_else() {
    let world = World::new([]);
    let core = core(&world, Panics::default());
    for _ in 0..2 {
        let error = call(&core).await.unwrap_err();
        assert_eq!(error.message(), "the source of access tokens panicked");
        let expected = (ErrorKind::Token, Effect::NotSent);
        assert_eq!((error.kind(), error.effect()), expected);
    }
    call(&core).await.unwrap();
}

/// Panics at the first request for a token, in the midst of it.
#[derive(Clone)]
struct Fragile(World, Arc<AtomicUsize>);

impl Transport for Fragile {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            if request.url.starts_with("https://login") {
                tokio::task::yield_now().await;
                assert!(self.1.fetch_add(1, Ordering::SeqCst) != 0, "s3cret");
            }
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

#[tokio::test(start_paused = true)]
async fn a_transport_that_panics_fails_the_call_and_nothing_else() {
    let flow = ClientCredentials::new("https://login.example.com", "id", "s3cret");
    let refresh = RefreshToken::new("https://login.example.com", "id", "r-0");
    for bearer in [Bearer::from(flow), Bearer::from(refresh)] {
        let world = World::new([grant()]);
        let transport = Fragile(world.clone(), Arc::default());
        let core = world.core_with(|builder| {
            builder.bearer(&OAUTH, bearer);
            builder.transport(transport);
        });
        let error = call(&core).await.unwrap_err();
        assert!(
            error.message().contains("the transport panicked"),
            "{error}"
        );
        call(&core).await.unwrap();
    }
}

struct Hangs;

impl TokenSource for Hangs {
    fn fetch<'a>(&'a self, _: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn a_source_that_hangs_is_given_up() {
    let world = World::new([]);
    let core = world.core_with(|builder| {
        builder.bearer(&OAUTH, Hangs);
        builder.config(Config::new().total_timeout(Duration::from_secs(7)));
    });
    let began = tokio::time::Instant::now();
    let error = call(&core).await.unwrap_err();
    assert_eq!(error.message(), "no access token came within 7s");
    assert!(began.elapsed() < Duration::from_millis(7_050));
}

/// Calls the API, with the client that it gives tokens to.
#[derive(Clone, Default)]
struct Circular(Arc<OnceLock<Core>>);

impl TokenSource for Circular {
    fn fetch<'a>(&'a self, _: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(async {
            let outcome = call(self.0.get().unwrap()).await;
            outcome.map_err(|error| TokenError::new(error.message()))?;
            Ok(Token::new("t-1"))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_source_that_waits_for_itself_ends_in_time() {
    let source = Circular::default();
    let world = World::new([]);
    let core = core(&world, source.clone());
    source.0.set(core.clone()).unwrap();
    let error = call(&core).await.unwrap_err();
    assert_eq!(error.message(), "no access token came within 120s");
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_is_never_polled_again_holds_up_nobody() {
    let world = World::new([after(1, grant())]);
    let core = world.core();
    let mut first = Box::pin(call(&core));
    let polled = first.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(polled.is_pending());
    call(&core).await.unwrap();
    assert_eq!(world.asked(), 1);
    first.await.unwrap();
    assert_eq!(world.asked(), 1);
}

#[tokio::test(start_paused = true)]
async fn whoever_gives_up_at_whatever_time_holds_up_nobody() {
    for step in 0..120 {
        let world = World::new([after(1, grant())]);
        let core = world.core();
        let calls: Vec<_> = (0..3)
            .map(|_| {
                let core = core.clone();
                tokio::spawn(async move { call(&core).await })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(step / 3 * 50)).await;
        let who = usize::try_from(step % 3).unwrap();
        calls[who].abort();
        for (number, call) in calls.into_iter().enumerate() {
            let outcome = call.await;
            assert!(number == who || outcome.unwrap().is_ok());
        }
        assert_eq!(world.asked(), 1);
    }
}

/// Is ready when it is polled a second time, and wakes nobody.
struct Silent;

impl TokenSource for Silent {
    fn fetch<'a>(&'a self, _: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
        let mut polled = false;
        Box::pin(poll_fn(move |_| {
            match std::mem::replace(&mut polled, true) {
                true => Poll::Ready(Ok(Token::new("t-1"))),
                false => Poll::Pending,
            }
        }))
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_finds_the_result_tells_the_others() {
    let world = World::new([]);
    let core = core(&world, Silent);
    let began = tokio::time::Instant::now();
    let (first, second) = tokio::join!(call(&core), call(&core));
    first.and(second).unwrap();
    assert!(began.elapsed() < Duration::from_secs(1));
}

/// The token error beneath the error of a call.
fn token_error(error: &Error) -> &TokenError {
    error.source().unwrap().downcast_ref().unwrap()
}

#[tokio::test(start_paused = true)]
async fn what_a_caller_can_ask_of_a_token_error() {
    let unknown = || Reply::Fail(TransportError::unknown("closed"));
    let refused_certificate =
        || Reply::Fail(TransportError::not_sent("wrong certificate").permanent());
    let refusal = r#"{"error": "invalid_client", "error_description": "who?"}"#;
    for (reply, status, code, retryable) in [
        (json(401, refusal), Some(401), Some("invalid_client"), false),
        (json(400, ""), Some(400), None, false),
        (json(408, ""), Some(408), None, true),
        (json(429, ""), Some(429), None, true),
        (json(503, "<html>"), Some(503), None, true),
        (unknown(), None, None, true),
        (refused_certificate(), None, None, false),
        (Reply::Hang, None, None, true),
    ] {
        let world = World::new([reply]);
        let error = call(&world.core()).await.unwrap_err();
        let error = token_error(&error);
        let found = (error.status(), error.code(), error.is_retryable());
        assert_eq!(found, (status, code, retryable), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_error_beneath_is_kept() {
    let failure = TransportError::unknown("closed").with_source("by the peer");
    let world = World::new([Reply::Fail(failure)]);
    let error = call(&world.core()).await.unwrap_err();
    let mut chain = vec![error.to_string()];
    let mut next = error.source();
    while let Some(source) = next {
        chain.push(source.to_string());
        next = source.source();
    }
    assert_eq!(
        chain,
        [
            "POST /thing: the token request failed: closed (the request was not sent)",
            "the token request failed: closed",
            "closed",
            "by the peer"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_source_can_say_what_a_caller_may_ask() {
    let error = TokenError::new("the vault is sealed").with_source("key missing");
    assert_eq!(error.source().unwrap().to_string(), "key missing");
    assert!(error.is_retryable());
    assert!(!error.permanent().is_retryable());
}

#[tokio::test(start_paused = true)]
async fn a_token_url_that_is_not_encrypted_is_not_tried() {
    let world = World::new([]);
    let flow = ClientCredentials::new("http://login.example.com/t", "id", "s3cret");
    let error = call(&core(&world, flow)).await.unwrap_err();
    assert!(!token_error(&error).is_retryable());
    assert_eq!(world.asked(), 0);
}
