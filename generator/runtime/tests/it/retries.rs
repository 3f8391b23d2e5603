//! What is sent again, and what a call says of its effect: the decision table as data.

use std::time::Duration;

use castiron_runtime::Effect::{Answered, Applied, NotSent, Unknown};
use castiron_runtime::{
    Config, Effect, Error, ErrorKind, Idempotency, Method, OnRepeat, Operation, RequestParts,
    TransportError, decode,
};

use crate::fake::{Fake, PLAIN, Reply, Step, json, operation};

const REPLAYED: Idempotency = Idempotency::Header("idempotency-key", OnRepeat::Replays);
const REFUSED: Idempotency = Idempotency::Header("idempotency-key", OnRepeat::Refuses);

/// What makes a repeat safe or not.
type Class = (Method, Idempotency);

const READ: Class = (Method::GET, Idempotency::None);
const REPLACE: Class = (Method::PUT, Idempotency::None);
const REPLAY: Class = (Method::POST, REPLAYED);
const REFUSE: Class = (Method::POST, REFUSED);
const ONCE: Class = (Method::POST, Idempotency::None);

type Made = fn() -> Reply;

fn unsent() -> Reply {
    Reply::Fail(TransportError::not_sent("refused"))
}

fn silence() -> Reply {
    Reply::Fail(TransportError::unknown("reset"))
}

fn cut() -> Reply {
    Reply::Answer(200, &[], vec![Step::Chunk("1"), Step::Cut])
}

fn fine() -> Reply {
    json(200, "1")
}

async fn call(
    (method, idempotency): &Class,
    replies: impl IntoIterator<Item = Reply>,
) -> (Fake, Result<i32, Error>) {
    let fake = Fake::new(replies);
    let config = Config::new()
        .head_timeout(Duration::from_secs(10))
        .idle_timeout(Duration::from_secs(10))
        .body_limit(1000);
    let core = fake.core_with(|builder| builder.config(config));
    let operation = operation(Operation {
        method: method.clone(),
        idempotency: *idempotency,
        ..PLAIN
    });
    let parts = RequestParts::new(&core, operation);
    let result = parts.send(decode::json::<i32>, decode::none).await;
    (fake, result.map(|response| *response))
}

/// Attempts and effect when each attempt ends in the same way.
async fn always(kind: &Class, made: Made) -> (usize, Effect) {
    let (fake, result) = call(kind, std::iter::repeat_with(made).take(9)).await;
    let error = result.unwrap_err();
    let sent = fake.sent().len();
    assert_eq!(error.attempts() as usize, sent);
    (sent, error.effect())
}

async fn table(rows: &[(Made, [(usize, Effect); 5])]) {
    let kinds = [READ, REPLACE, REPLAY, REFUSE, ONCE];
    for (row, (made, expected)) in rows.iter().enumerate() {
        for (kind, expected) in kinds.iter().zip(expected) {
            let found = always(kind, *made).await;
            assert_eq!(found, *expected, "row {row}, {kind:?}");
        }
    }
}

/// A status, again and again.
macro_rules! status {
    ($status:literal) => {
        || json($status, "{}")
    };
}

#[tokio::test(start_paused = true)]
async fn after_failures_of_the_connection() {
    let nobody_knows = [
        (3, Unknown),
        (3, Unknown),
        (3, Unknown),
        (3, Unknown),
        (1, Unknown),
    ];
    let announced = [
        (3, Applied),
        (1, Applied),
        (3, Applied),
        (1, Applied),
        (1, Applied),
    ];
    table(&[
        (unsent, [(3, NotSent); 5]),
        (
            || Reply::Fail(TransportError::not_sent("bad certificate").permanent()),
            [(1, NotSent); 5],
        ),
        (silence, nobody_knows),
        (|| Reply::Hang, nobody_knows),
        (cut, announced),
        (
            || Reply::Answer(200, &[], vec![Step::Chunk("1"), Step::Hang]),
            announced,
        ),
    ])
    .await;
}

#[tokio::test(start_paused = true)]
async fn after_statuses_that_pass() {
    let broken = [
        (3, Answered),
        (3, Unknown),
        (3, Unknown),
        (3, Unknown),
        (1, Unknown),
    ];
    let busy = [
        (3, Answered),
        (3, Answered),
        (3, Answered),
        (3, Answered),
        (1, Answered),
    ];
    let in_progress = [
        (1, Answered),
        (1, Answered),
        (3, Answered),
        (3, Answered),
        (1, Answered),
    ];
    table(&[
        (status!(408), broken),
        (status!(500), broken),
        (status!(502), broken),
        (status!(503), broken),
        (status!(504), broken),
        (
            || Reply::Answer(503, &[], vec![Step::Chunk("{"), Step::Cut]),
            broken,
        ),
        (status!(429), busy),
        (status!(409), in_progress),
    ])
    .await;
}

#[tokio::test(start_paused = true)]
async fn after_statuses_that_last() {
    let refused = [(1, Answered); 5];
    let elsewhere = [
        (1, Answered),
        (1, Unknown),
        (1, Unknown),
        (1, Unknown),
        (1, Unknown),
    ];
    table(&[
        (status!(400), refused),
        (status!(401), refused),
        (status!(403), refused),
        (status!(404), refused),
        (status!(410), refused),
        (status!(418), refused),
        (status!(422), refused),
        (status!(425), refused),
        (status!(304), refused),
        (status!(307), refused),
        (status!(308), refused),
        (status!(301), elsewhere),
        (status!(302), elsewhere),
        (status!(303), elsewhere),
        (status!(501), elsewhere),
        (status!(505), elsewhere),
        (status!(599), elsewhere),
    ])
    .await;
}

#[tokio::test(start_paused = true)]
async fn after_successes_that_cannot_be_used() {
    table(&[
        (|| json(200, "no number"), [(1, Applied); 5]),
        (|| json(200, ""), [(1, Applied); 5]),
        (|| json(299, "{}"), [(1, Applied); 5]),
        (
            || Reply::Answer(200, &[], vec![Step::Chunk(TOO_LARGE)]),
            [(1, Applied); 5],
        ),
    ])
    .await;
}

const TOO_LARGE: &str = match std::str::from_utf8(&[b'1'; 1001]) {
    Ok(text) => text,
    Err(_) => "",
};

/// What each attempt adds to what is known of the call.
#[tokio::test(start_paused = true)]
async fn one_attempt_after_another() {
    let rows: [(&Class, &[Made], Result<i32, Effect>); 14] = [
        (&READ, &[silence, status!(503), fine], Ok(1)),
        (&ONCE, &[unsent, unsent, fine], Ok(1)),
        (&ONCE, &[unsent, silence], Err(Unknown)),
        (&ONCE, &[unsent, status!(503)], Err(Unknown)),
        (&ONCE, &[unsent, status!(422)], Err(Answered)),
        (&REPLAY, &[silence, fine], Ok(1)),
        (&REPLAY, &[silence, unsent, unsent], Err(Unknown)),
        (&REPLAY, &[silence, status!(422)], Err(Unknown)),
        (&REPLAY, &[status!(409), status!(400)], Err(Answered)),
        (&REPLAY, &[cut, status!(503), status!(503)], Err(Applied)),
        (&REPLAY, &[cut, unsent, fine], Ok(1)),
        (&REFUSE, &[status!(429), status!(422)], Err(Answered)),
        (&REFUSE, &[status!(503), status!(422)], Err(Unknown)),
        (&REPLACE, &[status!(500), status!(404)], Err(Unknown)),
    ];
    for (row, (kind, made, expected)) in rows.into_iter().enumerate() {
        let (fake, result) = call(kind, made.iter().map(|made| made())).await;
        assert_eq!(fake.sent().len(), made.len(), "row {row}");
        assert_eq!(
            result.map_err(|error| error.effect()),
            expected,
            "row {row}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_last_failure_is_the_one_reported() {
    let (_, result) = call(&READ, [silence(), json(500, "{}"), unsent()]).await;
    let error = result.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Transport, None));
    assert_eq!(
        error.to_string(),
        "GET /thing: refused, after 3 attempts (the request may have been applied)"
    );
}

#[tokio::test(start_paused = true)]
async fn a_refused_key_may_stand_for_a_request_that_was_applied() {
    let refusal = || json(422, r#"{"message": "this key was used before"}"#);
    let (_, result) = call(&REFUSE, [silence(), refusal()]).await;
    let error = result.unwrap_err();
    assert_eq!(error.effect(), Unknown);
    let note = "this key was used before; the API refuses an idempotency key that it";
    assert!(error.message().starts_with(note), "{error}");
    // Nothing was sent with the key before, so the refusal means something else.
    let (_, result) = call(&REFUSE, [refusal()]).await;
    let error = result.unwrap_err();
    assert_eq!(error.effect(), Answered);
    assert_eq!(error.message(), "this key was used before");
}

/// Whoever answered has the request, whatever a transport says of a body that broke off.
#[tokio::test(start_paused = true)]
async fn an_answer_proves_that_the_request_was_sent() {
    let mistaken = Reply::Answer(200, &[], vec![Step::Chunk("1"), Step::Mistaken]);
    let (fake, result) = call(&ONCE, [mistaken]).await;
    assert_eq!(result.unwrap_err().effect(), Applied);
    assert_eq!(fake.sent().len(), 1);
}
