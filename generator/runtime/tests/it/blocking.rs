//! Calls that wait for their answer: the same machine, many threads, no runtime.

use std::future::poll_fn;
#[cfg(feature = "reqwest")]
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::thread;
use std::time::{Duration, Instant};

#[cfg(feature = "reqwest")]
use castiron_runtime::token::RefreshToken;
use castiron_runtime::token::{Token, TokenClient};
use castiron_runtime::{
    BoxFuture, Config, Core, CoreBuilder, Effect, Error, ErrorKind, HttpRequest, HttpResponse,
    Method, Operation, RequestParts, Response, RetryPolicy, SecurityScheme, TokenError,
    TokenSource, Transport, TransportError, UreqTransport, decode,
};

use crate::both;
use crate::fake::{Fake, PLAIN, Reply, json};
#[cfg(feature = "reqwest")]
use crate::server::{
    Server,
    Step::{Give, Take},
};

static OAUTH: SecurityScheme = SecurityScheme::oauth2("oauth", "o_auth");

static GUARDED: Operation = Operation {
    security: &[&[&OAUTH]],
    ..PLAIN
};

static READING: Operation = PLAIN;

static POSTING: Operation = Operation {
    method: Method::POST,
    ..PLAIN
};

fn call(core: &Core) -> Result<Response<i32>, Error> {
    RequestParts::new(core, &GUARDED).send_blocking(decode::json, decode::none)
}

fn call_within(core: &Core, time: Duration) -> Result<Response<i32>, Error> {
    let mut parts = RequestParts::new(core, &GUARDED);
    parts.timeout(time);
    parts.send_blocking(decode::json, decode::none)
}

fn fine() -> Reply {
    json(200, "1")
}

/// A source whose fetches do what a function says with the number of the fetch.
struct Source<F>(AtomicUsize, F);

impl<F> TokenSource for Source<F>
where
    F: Fn(usize) -> BoxFuture<'static, ()> + Send + Sync + 'static,
{
    fn fetch<'a>(&'a self, _: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
        let number = self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move {
            (self.1)(number).await;
            Ok(Token::new(format!("t-{number}")))
        })
    }
}

fn source<F>(fetch: F) -> Arc<Source<F>>
where
    F: Fn(usize) -> BoxFuture<'static, ()> + Send + Sync + 'static,
{
    Arc::new(Source(AtomicUsize::new(0), fetch))
}

fn ready() -> BoxFuture<'static, ()> {
    Box::pin(std::future::ready(()))
}

#[tokio::test(start_paused = true)]
async fn repeated_as_an_async_call_is() {
    let lost = || Reply::Fail(TransportError::unknown("the connection was closed"));
    let unsent = || Reply::Fail(TransportError::not_sent("refused"));
    let later = || Reply::Answer(503, &[("retry-after", "7")], Vec::new());
    let scripts: [(&Operation, Vec<Reply>); 6] = [
        (&READING, vec![lost(), later(), fine()]),
        (&READING, vec![lost(), lost(), lost()]),
        (&READING, vec![Reply::Hang, Reply::Hang, fine()]),
        (&POSTING, vec![unsent(), fine()]),
        (&POSTING, vec![unsent(), lost()]),
        (&POSTING, vec![later()]),
    ];
    for (operation, replies) in scripts {
        let at_once = RetryPolicy::new().backoff(Duration::ZERO, Duration::ZERO);
        let set = |builder: &mut CoreBuilder| builder.config(Config::new().retry(at_once));
        let answer = both::answer(replies, set, operation, decode::json::<i32>, decode::none);
        let _ = answer.await;
    }
}

#[test]
fn one_token_request_for_many_threads() {
    const THREADS: usize = 64;
    let arrived = Arc::new(AtomicUsize::new(0));
    let source = source({
        let arrived = Arc::clone(&arrived);
        move |_| {
            while arrived.load(Ordering::SeqCst) < THREADS {
                thread::yield_now();
            }
            ready()
        }
    });
    let replies = std::iter::repeat_with(fine).take(THREADS);
    let (fake, core) = steady(replies, Arc::clone(&source));
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                arrived.fetch_add(1, Ordering::SeqCst);
                assert_eq!(call(&core).unwrap().into_inner(), 1);
            });
        }
    });
    assert_eq!(source.0.load(Ordering::SeqCst), 1);
    let sent = fake.sent();
    assert_eq!(sent.len(), THREADS);
    assert!(
        sent.iter()
            .all(|sent| sent.headers["authorization"] == "Bearer t-0")
    );
}

/// A client over a script, with the clock and the timer of the built-in transport.
fn steady(replies: impl IntoIterator<Item = Reply>, source: impl TokenSource) -> (Fake, Core) {
    let fake = Fake::new(replies);
    let core = fake.core_with(|builder| {
        builder.bearer(&OAUTH, source);
        builder.transport(Steady(fake.clone()));
    });
    (fake, core)
}

struct Steady(Fake);

impl Transport for Steady {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        self.0.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        UreqTransport::new(&Config::new()).sleep(duration)
    }
}

#[test]
fn who_waits_for_the_token_of_another_keeps_its_own_time() {
    let (begun, begins): (Sender<()>, Receiver<()>) = channel();
    let (release, released): (Sender<()>, Receiver<()>) = channel();
    let gate = Mutex::new((begun, released));
    let source = source(move |_| {
        let (begun, released) = &*gate.lock().unwrap();
        begun.send(()).unwrap();
        released.recv().unwrap();
        ready()
    });
    let (_, core) = steady([fine()], source);
    thread::scope(|scope| {
        let leader = scope.spawn(|| call(&core));
        begins.recv().unwrap();
        let error = call_within(&core, Duration::from_millis(20)).unwrap_err();
        assert_eq!(
            (error.kind(), error.effect()),
            (ErrorKind::Token, Effect::NotSent)
        );
        release.send(()).unwrap();
        assert!(leader.join().unwrap().is_ok());
    });
}

#[test]
fn who_waits_for_the_token_of_another_is_not_bound_by_its_time() {
    let (begun, begins): (Sender<()>, Receiver<()>) = channel();
    let begun = Mutex::new(begun);
    let source = source(move |number| {
        let _ = begun.lock().unwrap().send(());
        match number {
            0 => Box::pin(std::future::pending()),
            _ => ready(),
        }
    });
    let (fake, core) = steady([fine(), fine()], source);
    thread::scope(|scope| {
        let leader = scope.spawn(|| call_within(&core, Duration::from_millis(200)));
        begins.recv().unwrap();
        let others = [(); 2].map(|()| scope.spawn(|| call(&core)));
        assert!(
            others
                .into_iter()
                .all(|other| other.join().unwrap().is_ok())
        );
        assert_eq!(leader.join().unwrap().unwrap_err().kind(), ErrorKind::Token);
    });
    let sent = fake.sent();
    assert!(
        sent.iter()
            .all(|sent| sent.headers["authorization"] == "Bearer t-1")
    );
}

#[test]
fn a_token_that_another_thread_brings() {
    let source = source(|_| {
        let (brought, arrives) = channel();
        let mut begun = false;
        Box::pin(poll_fn(move |context| {
            if !std::mem::replace(&mut begun, true) {
                let (brought, waker) = (brought.clone(), context.waker().clone());
                thread::spawn(move || {
                    brought.send(()).unwrap();
                    waker.wake();
                });
            }
            match arrives.try_recv() {
                Ok(()) => Poll::Ready(()),
                Err(_) => Poll::Pending,
            }
        }))
    });
    let (_, core) = steady([fine()], source);
    assert!(call(&core).is_ok());
}

#[test]
fn a_token_that_never_comes() {
    let source = source(|_| Box::pin(std::future::pending()));
    let (_, core) = steady([], source);
    let limit = Duration::from_millis(20);
    let began = Instant::now();
    let error = call_within(&core, limit).unwrap_err();
    assert!(began.elapsed() >= limit);
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Token, Effect::NotSent)
    );
}

#[cfg(feature = "reqwest")]
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_token_that_an_async_caller_asked_for_and_gave_up() {
    const GRANT: &str = "HTTP/1.1 200 OK\r\ncontent-length: 23\r\n\r\n{\"access_token\": \"t-1\"}";
    const FINE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n1";
    let tokens = TcpListener::bind("127.0.0.1:0").unwrap();
    let api = Server::new(&[&[Take, Give(FINE)]]);
    let mut builder = CoreBuilder::new(format!("http://{}", api.address));
    let url = format!("http://{}/token", tokens.local_addr().unwrap());
    builder.bearer(&OAUTH, RefreshToken::new(url, "id", "refresh"));
    let core = builder.build().unwrap();
    let parts = RequestParts::new(&core, &GUARDED);
    let mut awaited = Box::pin(parts.send(decode::json::<i32>, decode::none));
    let begun = poll_fn(|context| Poll::Ready(awaited.as_mut().poll(context))).await;
    assert!(begun.is_pending(), "{begun:?}");
    drop(awaited);
    let tokens = Server::on(tokens, &[&[Take, Give(GRANT)]]);
    let waiting = thread::spawn(move || call(&core));
    assert_eq!(waiting.join().unwrap().unwrap().into_inner(), 1);
    assert!(api.requests()[0].contains("authorization: Bearer t-1"));
    assert_eq!(tokens.requests().len(), 1);
}

#[tokio::test]
async fn inside_of_an_async_runtime() {
    let fake = Fake::new([fine()]).blocking();
    let core = fake.core_with(|builder| builder.bearer(&OAUTH, "token"));
    assert!(call(&core).is_ok());
}

#[tokio::test]
async fn the_timer_works_elsewhere_too() {
    let began = Instant::now();
    let time = Duration::from_millis(20);
    UreqTransport::new(&Config::new()).sleep(time).await;
    assert!(began.elapsed() >= time);
}

#[cfg(not(feature = "reqwest"))]
#[tokio::test]
async fn without_a_transport_for_async_calls() {
    let core = CoreBuilder::new("https://api.example.com").build().unwrap();
    let parts = RequestParts::new(&core, &READING);
    let error = parts
        .send(decode::json::<i32>, decode::none)
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /thing: there is nothing to send async requests with: turn on the feature `reqwest`, set \
         a `transport`, or call `send_blocking` (the request was not sent)"
    );
}
