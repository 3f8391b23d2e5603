//! Panics of hooks and transports: the call fails with an honest error, and the client goes on.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;
use castiron_runtime::{
    BoxFuture, Config, Core, CoreBuilder, Effect, Error, ErrorKind, HeaderMap, HttpRequest,
    HttpResponse, Idempotency, Method, OnRepeat, Operation, RequestParts, ResponseBody, StatusCode,
    Transport, TransportError, decode,
};

use crate::fake::{Fake, PLAIN, Reply, json, once, operation};

async fn call(core: &Core) -> Result<i32, Error> {
    let operation = operation(Operation {
        method: Method::POST,
        idempotency: Idempotency::Header("key", OnRepeat::Replays),
        ..PLAIN
    });
    let parts = RequestParts::new(core, operation);
    let result = parts.send(decode::json::<i32>, decode::none).await;
    result.map(|response| *response)
}

/// Kind and effect of a call that panics on its `panics`-th hook, and whether the next one works.
async fn hooked(
    panics: u32,
    replies: impl IntoIterator<Item = Reply>,
    set: impl FnOnce(&mut CoreBuilder, Arc<dyn Fn() + Send + Sync>),
) -> (Error, u32) {
    let fake = Fake::new(replies.into_iter().chain([json(200, "7")]));
    let count = AtomicU32::new(0);
    let core = fake.core_with(|builder| {
        builder.config(Config::new());
        let bomb = move || assert!(count.fetch_add(1, Ordering::SeqCst) + 1 != panics, "s3cret");
        set(builder, Arc::new(bomb));
    });
    let error = call(&core).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Hook);
    assert!(!format!("{error} {error:?}").contains("s3cret"));
    assert_eq!(
        call(&core).await.unwrap(),
        7,
        "the client is of use after {error}"
    );
    let attempts = error.attempts();
    (error, attempts)
}

fn on_request(builder: &mut CoreBuilder, bomb: Arc<dyn Fn() + Send + Sync>) {
    builder.on_request(move |_| bomb());
}

fn on_response(builder: &mut CoreBuilder, bomb: Arc<dyn Fn() + Send + Sync>) {
    builder.on_response(move |_| bomb());
}

#[tokio::test(start_paused = true)]
async fn a_hook_that_panics_before_the_first_attempt_proves_that_nothing_was_sent() {
    let (error, attempts) = hooked(1, [], on_request).await;
    assert_eq!((error.effect(), attempts), (Effect::NotSent, 0));
    assert_eq!(error.message(), "an `on_request` hook panicked");
}

#[tokio::test(start_paused = true)]
async fn a_hook_that_panics_before_a_repeat_leaves_what_the_first_attempt_did() {
    let (error, attempts) = hooked(2, [json(503, "1")], on_request).await;
    assert_eq!((error.effect(), attempts), (Effect::Unknown, 1));
    let unsent = Reply::Fail(TransportError::not_sent("refused"));
    let (error, attempts) = hooked(2, [unsent], on_request).await;
    assert_eq!((error.effect(), attempts), (Effect::NotSent, 1));
}

#[tokio::test(start_paused = true)]
async fn a_hook_that_panics_on_a_response_does_not_hide_what_it_says() {
    for (status, effect) in [
        (200, Effect::Applied),
        (400, Effect::Answered),
        (503, Effect::Unknown),
    ] {
        let (error, attempts) = hooked(1, [json(status, "1")], on_response).await;
        assert_eq!((error.effect(), attempts), (effect, 1), "{status}");
        assert_eq!(error.status(), Some(status));
        assert_eq!(error.body().unwrap(), "1");
        assert_eq!(error.message(), "an `on_response` hook panicked");
    }
}

/// Where a transport panics, the first time that it is used.
#[derive(Clone, Copy, Debug)]
enum Place {
    Send,
    Sending,
    Chunk,
    Reading,
    Complete,
}

struct Fragile(Place, AtomicU32);

struct FragileBody {
    place: Option<Place>,
    read: bool,
}

impl Transport for Fragile {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let first = self.1.fetch_add(1, Ordering::SeqCst) == 0;
        let place = first.then_some(self.0);
        assert!(!matches!(place, Some(Place::Send)), "s3cret");
        Box::pin(async move {
            tokio::task::yield_now().await;
            assert!(!matches!(place, Some(Place::Sending)), "s3cret");
            Ok(HttpResponse {
                status: StatusCode::OK,
                headers: HeaderMap::new(),
                body: Box::new(FragileBody { place, read: false }),
            })
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

impl ResponseBody for FragileBody {
    fn is_complete(&self) -> bool {
        assert!(!matches!(self.place, Some(Place::Complete)), "s3cret");
        self.read
    }

    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let place = self.place;
        assert!(!matches!(place, Some(Place::Chunk)), "s3cret");
        assert!(!self.read, "asked for more of what is complete");
        self.read = true;
        Box::pin(async move {
            tokio::task::yield_now().await;
            assert!(!matches!(place, Some(Place::Reading)), "s3cret");
            Ok(Some(Bytes::from_static(b"7")))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_transport_that_panics_fails_the_call_and_nothing_else() {
    for (place, effect) in [
        (Place::Send, Effect::Unknown),
        (Place::Sending, Effect::Unknown),
        (Place::Chunk, Effect::Applied),
        (Place::Reading, Effect::Applied),
        (Place::Complete, Effect::Applied),
    ] {
        let core = Fake::default().core_with(|builder| {
            builder.config(once());
            builder.transport(Fragile(place, AtomicU32::new(0)));
        });
        let error = call(&core).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.effect()),
            (ErrorKind::Transport, effect),
            "{place:?}"
        );
        assert_eq!(error.message(), "the transport panicked");
        assert_eq!(call(&core).await.unwrap(), 7, "{place:?}");
    }
}
