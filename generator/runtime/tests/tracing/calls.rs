//! What a subscriber that listens to everything gets to see of calls.

use std::time::Duration;

use castiron_runtime::{
    Config, Core, Idempotency, Method, OnRepeat, Operation, RequestParts, TransportError, decode,
};

use crate::capture::{Capture, captured};
use crate::fake::{Fake, PLAIN, Reply, json, once, operation};

const KEYED: Operation = Operation {
    id: "postThing",
    method: Method::POST,
    path: "/things/{id}",
    idempotency: Idempotency::Header("idempotency-key", OnRepeat::Replays),
    ..PLAIN
};

async fn call(core: &Core) {
    let mut parts = RequestParts::new(core, operation(KEYED));
    parts.path("id", "7");
    let _ = parts.send(decode::json::<i32>, decode::none).await;
}

/// What is recorded of one call that is answered so.
async fn recorded(config: Config, replies: impl IntoIterator<Item = Reply>) -> Vec<String> {
    let fake = Fake::new(replies);
    let core = fake.core_with(|builder| builder.config(config));
    captured(call(&core)).await
}

const BEGUN: &str = "span castiron.call: otel.kind=client otel.name=POST /things/{id} \
    castiron.operation=postThing http.request.method=POST url.template=/things/{id}";

#[tokio::test(start_paused = true)]
async fn a_call_is_a_span() {
    let lines = recorded(once(), [json(200, "1")]).await;
    let end = "castiron.call: http.response.status_code=200";
    assert_eq!(
        lines,
        [BEGUN, end, "castiron.call: http.request.resend_count=0"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_repeat_is_an_event_within_the_span() {
    let asked = Reply::Answer(429, &[("retry-after", "5")], Vec::new());
    let replies = [
        asked,
        Reply::Fail(TransportError::unknown("reset")),
        Reply::Fail(TransportError::not_sent("refused")),
        Reply::Hang,
        json(404, "1"),
    ];
    let policy = castiron_runtime::RetryPolicy::new()
        .max_attempts(5)
        .backoff(Duration::ZERO, Duration::ZERO);
    let config = Config::new()
        .retry(policy)
        .head_timeout(Duration::from_secs(1));
    let lines = recorded(config, replies).await;
    assert_eq!(
        lines,
        [
            BEGUN,
            "castiron.call > repeat reason=status http.response.status_code=429 wait_ms=5000",
            "castiron.call > repeat reason=connection lost wait_ms=0",
            "castiron.call > repeat reason=not sent wait_ms=0",
            "castiron.call > repeat reason=timed out wait_ms=0",
            "castiron.call: http.response.status_code=404",
            "castiron.call: http.request.resend_count=4",
            "castiron.call: error.type=Status",
            "castiron.call: castiron.effect=Unknown",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_or_never_awaited_ends_its_span_silently() {
    let fake = Fake::new([Reply::Hang]);
    let core = fake.core();
    let dropped = tokio::time::timeout(Duration::from_secs(1), call(&core));
    let lines = captured(async { drop(dropped.await) }).await;
    assert_eq!(lines, [BEGUN]);
    let parts = RequestParts::new(&core, operation(PLAIN));
    let lines = captured(async { drop(parts.send(decode::json::<i32>, decode::none)) }).await;
    assert_eq!(lines, [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn calls_at_the_same_time_have_spans_of_their_own() {
    let slow = || Reply::After(Duration::from_secs(1), Box::new(json(503, "1")));
    let fake = Fake::new([slow(), slow(), json(200, "1"), json(200, "1")]);
    let core = fake.core_with(|builder| builder.config(Config::new()));
    let capture = Capture::default();
    capture
        .listen(async { tokio::join!(call(&core), call(&core)) })
        .await;
    let mut parents = capture.parents_of("repeat");
    parents.sort_unstable();
    assert_eq!(parents, [1, 2]);
}
