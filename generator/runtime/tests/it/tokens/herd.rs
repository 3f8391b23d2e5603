//! Ten thousand callers who need a token at the same time: one request, whatever goes wrong.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use castiron_runtime::{
    BoxFuture, Core, CoreBuilder, Error, HeaderMap, HttpRequest, HttpResponse, StatusCode,
    Transport, TransportError,
};
use tokio::task::JoinHandle;

use super::world::{World, after, call, pass};
use super::{OAUTH, flow, grant};
use crate::fake::{Reply, json};

const CALLERS: usize = 10_000;

type Calls = Vec<JoinHandle<Result<(), Error>>>;

fn second() -> Reply {
    json(200, r#"{"access_token": "t-2", "expires_in": 3600}"#)
}

/// A client whose token `t-1` is to be renewed in `seconds` from now or was to be.
async fn world_with_a_token(next: Reply, seconds: u64) -> (World, Core) {
    let world = World::new([grant(), next]);
    let core = world.core();
    call(&core).await.unwrap();
    pass(seconds).await;
    world.slow_down(2_000);
    (world, core)
}

fn herd(core: &Core) -> Calls {
    (0..CALLERS)
        .map(|_| {
            let core = core.clone();
            tokio::spawn(async move { call(&core).await })
        })
        .collect()
}

/// How many calls ended in which way.
async fn outcomes(calls: Calls) -> String {
    let mut outcomes = BTreeMap::<String, usize>::new();
    for call in calls {
        let outcome = match call.await {
            Ok(Ok(())) => "fine".to_owned(),
            Ok(Err(error)) => format!("{} ({:?})", error.message(), error.effect()),
            Err(_) => "cancelled".to_owned(),
        };
        *outcomes.entry(outcome).or_default() += 1;
    }
    let outcomes = outcomes.iter();
    let outcomes: Vec<String> = outcomes.map(|(what, n)| format!("{what}: {n}")).collect();
    outcomes.join(", ")
}

#[tokio::test(start_paused = true)]
async fn at_a_cold_start() {
    let world = World::new([after(1, grant())]);
    let calls = herd(&world.core());
    assert_eq!(outcomes(calls).await, "fine: 10000");
    assert_eq!(world.asked(), 1);
    assert_eq!(world.served(), "Bearer t-1 200: 10000");
}

#[tokio::test(start_paused = true)]
async fn when_the_token_has_expired() {
    let (world, core) = world_with_a_token(after(1, second()), 3600).await;
    assert_eq!(outcomes(herd(&core)).await, "fine: 10000");
    assert_eq!(world.asked(), 2);
    assert_eq!(world.served(), "Bearer t-2 200: 10000");
}

#[tokio::test(start_paused = true)]
async fn when_the_first_gives_up() {
    let world = World::new([after(1, grant())]);
    let calls = herd(&world.core());
    tokio::time::sleep(Duration::from_millis(500)).await;
    calls[0].abort();
    assert_eq!(outcomes(calls).await, "cancelled: 1, fine: 9999");
    assert_eq!(world.asked(), 1);
    assert_eq!(world.served(), "Bearer t-1 200: 9999");
}

#[tokio::test(start_paused = true)]
async fn when_one_after_another_gives_up() {
    let world = World::new([after(30, grant())]);
    let calls = herd(&world.core());
    for call in calls.iter().take(50) {
        tokio::time::sleep(Duration::from_millis(500)).await;
        call.abort();
    }
    assert_eq!(outcomes(calls).await, "cancelled: 50, fine: 9950");
    assert_eq!(world.asked(), 1);
    assert_eq!(world.served(), "Bearer t-1 200: 9950");
}

#[tokio::test(start_paused = true)]
async fn when_the_renewal_of_a_valid_token_fails() {
    let (world, core) = world_with_a_token(after(1, json(503, "")), 3550).await;
    assert_eq!(outcomes(herd(&core)).await, "fine: 10000");
    assert_eq!(world.asked(), 2);
    assert_eq!(world.served(), "Bearer t-1 200: 10000");
}

#[tokio::test(start_paused = true)]
async fn when_the_renewal_of_a_valid_token_hangs() {
    let (world, core) = world_with_a_token(Reply::Hang, 3550).await;
    let began = tokio::time::Instant::now();
    assert_eq!(outcomes(herd(&core)).await, "fine: 10000");
    let slowest = Duration::from_secs(10 + 2);
    assert!(began.elapsed() <= slowest + Duration::from_millis(50));
    assert_eq!(world.asked(), 2);
    assert_eq!(world.served(), "Bearer t-1 200: 10000");
}

#[tokio::test(start_paused = true)]
async fn when_there_is_no_token_to_be_had() {
    let world = World::new([after(1, json(503, "")), grant()]);
    let core = world.core();
    assert_eq!(
        outcomes(herd(&core)).await,
        "the token server answered 503 Service Unavailable (NotSent): 10000"
    );
    assert_eq!((world.asked(), world.served()), (1, String::new()));
    call(&core).await.unwrap();
    assert_eq!(world.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn when_the_api_refuses_the_token_of_all() {
    let (world, core) = world_with_a_token(after(1, second()), 0).await;
    world.refuse("t-1");
    assert_eq!(outcomes(herd(&core)).await, "fine: 10000");
    assert_eq!(world.asked(), 2);
    assert_eq!(
        world.served(),
        "Bearer t-1 401: 10000, Bearer t-2 200: 10000"
    );
}

/// A transport for callers that block: its futures are ready when they are polled first.
#[derive(Clone, Default)]
struct Blocking {
    asked: Arc<AtomicUsize>,
    served: Arc<AtomicUsize>,
}

impl Transport for Blocking {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let (count, body) = match request.url.starts_with("https://login") {
                true => (
                    &self.asked,
                    r#"{"access_token": "t-1", "expires_in": 3600}"#,
                ),
                false => (&self.served, "1"),
            };
            count.fetch_add(1, Ordering::SeqCst);
            // Time for the others to come and wait.
            (0..1_000).for_each(|_| thread::yield_now());
            Ok(HttpResponse::new(StatusCode::OK, HeaderMap::new(), body))
        })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        // Nobody here waits until its time is over.
        Box::pin(std::future::pending())
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = Box::pin(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(result) => return result,
            Poll::Pending => thread::park(),
        }
    }
}

#[test]
fn on_threads_that_block() {
    let transport = Blocking::default();
    let mut builder = CoreBuilder::new("https://api.example.com");
    builder.transport(transport.clone());
    builder.bearer(&OAUTH, flow());
    let core = builder.build().unwrap();
    let start = Barrier::new(64);
    thread::scope(|scope| {
        for _ in 0..64 {
            scope.spawn(|| {
                start.wait();
                block_on(call(&core)).unwrap();
            });
        }
    });
    assert_eq!(transport.asked.load(Ordering::SeqCst), 1);
    assert_eq!(transport.served.load(Ordering::SeqCst), 64);
}
