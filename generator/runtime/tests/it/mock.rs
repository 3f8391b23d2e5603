//! The feature `mock`: answers that are queued come through the real client, requests are kept.

mod matching;

use std::convert::Infallible;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use castiron_runtime::mock::{BASE_URL, Body, Expectation, Request, Script, read, write};
use castiron_runtime::{
    Config, Core, CoreBuilder, Documented, Effect, Error, ErrorKind, Idempotency, Media, Method,
    OnRepeat, Operation, RequestParts, SecurityScheme, TransportError, decode,
};
use serde::{Deserialize, Serialize};

use crate::fake::PLAIN;

static KEY: SecurityScheme = SecurityScheme::api_key_header("apiKey", "api_key", "APIKEY");
static QUERY: SecurityScheme = SecurityScheme::api_key_query("queryKey", "query_key", "key");
static BEARER: SecurityScheme = SecurityScheme::bearer("bearer", "token");

static GET: Operation = PLAIN;
static POST: Operation = Operation {
    id: "postThing",
    method: Method::POST,
    path: "/things/{id}",
    security: &[&[&KEY, &QUERY, &BEARER]],
    responses: &[
        Documented::success("204", Media::Empty),
        Documented::success("201", Media::Json),
        Documented::error("409", Media::Json),
        Documented::error("4XX", Media::Text),
    ],
    idempotency: Idempotency::Header("idempotency-key", OnRepeat::Replays),
    ..PLAIN
};
static OPERATIONS: &[&Operation] = &[&GET, &POST];

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Thing {
    amount: f64,
}

fn thing(amount: f64) -> Thing {
    Thing { amount }
}

fn script() -> Script {
    Script::new(OPERATIONS)
}

fn core(script: &Script) -> Core {
    script.core(&[&KEY, &QUERY, &BEARER])
}

/// A client with the usual settings, which repeats requests.
fn patient(script: &Script) -> Core {
    let mut builder = CoreBuilder::new(BASE_URL);
    builder.transport(script.clone());
    builder.api_key(&KEY, "k");
    builder.api_key(&QUERY, "q");
    builder.bearer(&BEARER, "b");
    builder.build().unwrap()
}

fn get(script: &Script) -> Expectation<Thing, Infallible, ()> {
    script.on(&GET, write::json, write::none, decode::empty)
}

fn post(script: &Script) -> Expectation<Thing, Thing, Option<Thing>> {
    script.on(&POST, write::json, write::json, read::optional_json)
}

/// Drives a future on no executor at all; it must never wait.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("the call waits for something"),
    }
}

fn call_get(core: &Core) -> Result<Thing, Error> {
    let parts = RequestParts::new(core, &GET);
    at_once(parts.send(decode::json::<Thing>, decode::none)).map(|response| response.into_inner())
}

fn call_post(core: &Core, set: impl FnOnce(&mut RequestParts)) -> Result<Thing, Error<Thing>> {
    let mut parts = RequestParts::new(core, &POST);
    parts.path("id", "7/8");
    set(&mut parts);
    let result = at_once(parts.send(decode::json::<Thing>, decode::json::<Thing>));
    result.map(|response| response.into_inner())
}

#[test]
fn answers_come_in_the_order_in_which_they_were_queued_for_their_operation() {
    let script = script();
    get(&script).returns(thing(1.0)).returns(thing(2.0));
    post(&script).returns(thing(3.0));
    let core = core(&script);
    assert_eq!(call_get(&core).unwrap(), thing(1.0));
    assert_eq!(call_post(&core, |_| {}).unwrap(), thing(3.0));
    assert_eq!(call_get(&core).unwrap(), thing(2.0));
}

#[test]
fn requests_show_what_was_sent_decoded() {
    let script = script();
    let post = post(&script).returns(thing(1.0));
    call_post(&core(&script), |parts| {
        parts.query("page[size]", "a b&c");
        parts.query("ids", &[1, 2]);
        parts.header("x-note", "n");
        parts.cookie("c", "1");
        parts.json_body("application/json", &thing(0.1));
    })
    .unwrap();
    let request = post.requests().remove(0);
    assert_eq!(request.operation_id(), Some("postThing"));
    assert_eq!(request.method(), "POST");
    assert_eq!(request.path("id"), Some("7/8"));
    assert_eq!(request.path("other"), None);
    assert_eq!(request.query("page[size]"), Some("a b&c"));
    assert_eq!(request.query_all("ids").collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(request.header("X-Note"), Some("n"));
    assert_eq!(request.headers()["cookie"], "c=1");
    assert_eq!(request.body().unwrap(), Some(thing(0.1)));
    assert_eq!(request.bytes(), r#"{"amount":0.1}"#);
    assert!(
        request
            .url()
            .starts_with("https://mock.invalid/things/7%2F8?page%5Bsize%5D=a%20b%26c")
    );
    let shown = format!("{request:?} {script:?} {post:?}");
    assert!(
        shown.contains("/things/{id}") && !shown.contains("0.1"),
        "{shown}"
    );
    assert!(!shown.contains("7%2F8"), "{shown}");
}

#[test]
fn a_body_that_was_not_sent_is_none() {
    let script = script();
    let post = post(&script).returns(thing(1.0));
    call_post(&core(&script), |_| {}).unwrap();
    assert_eq!(post.requests().remove(0).body().unwrap(), None);
}

#[test]
fn a_body_of_no_single_type_is_kept_as_it_is() {
    let script = script();
    post(&script).returns(thing(1.0));
    call_post(&core(&script), |parts| {
        parts.form_body(
            &[("note", "a b"), ("sum", "1+1")]
                .into_iter()
                .collect::<std::collections::BTreeMap<_, _>>(),
        );
    })
    .unwrap();
    let request: Request = script.requests().remove(0);
    let body: Body = request.body().unwrap();
    assert_eq!(body.content_type(), "application/x-www-form-urlencoded");
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(body.form(), [pair("note", "a b"), pair("sum", "1+1")]);
    assert_eq!(body.text().unwrap(), "note=a%20b&sum=1%2B1");
    assert!(body.json::<Thing>().is_err());
}

#[test]
fn made_up_credentials_do_for_every_scheme() {
    let script = script();
    let post = post(&script).returns(thing(1.0));
    call_post(&core(&script), |_| {}).unwrap();
    let request = post.requests().remove(0);
    assert_eq!(request.header("apikey"), Some("made-up-credential"));
    assert_eq!(request.query("key"), Some("made-up-credential"));
    assert_eq!(
        request.header("authorization"),
        Some("Bearer made-up-credential")
    );
}

#[test]
fn documented_errors_are_read_by_the_client() {
    let script = script();
    post(&script)
        .returns_error(409, thing(4.0))
        .with_header("x-request-id", "r-1");
    let error = call_post(&core(&script), |_| {}).unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Status, Effect::Answered)
    );
    assert_eq!(
        (error.status(), error.request_id()),
        (Some(409), Some("r-1"))
    );
    assert_eq!(error.api_error(), Some(&thing(4.0)));
}

#[test]
fn a_success_has_the_status_that_its_body_is_documented_for() {
    let script = script();
    post(&script).returns(thing(1.0));
    script
        .on(&POST, write::empty, write::none, decode::empty)
        .returns(());
    let core = core(&script);
    for status in [201, 204] {
        let mut parts = RequestParts::new(&core, &POST);
        parts.path("id", "7");
        let response = at_once(parts.send(decode::empty, decode::none)).unwrap();
        assert_eq!(response.status(), status);
    }
}

#[test]
fn errors_that_differ_by_status_are_held_against_the_status() {
    let script = script();
    let text = |text: &String| Ok(write::text(text)?.documented("4XX"));
    let post = script.on(&POST, write::empty, text, decode::empty);
    post.returns_error(404, "gone".to_owned())
        .returns_error(409, "gone".to_owned());
    let core = core(&script);
    assert_eq!(call_post(&core, |_| {}).unwrap_err().status(), Some(404));
    let error = call_post(&core, |_| {}).unwrap_err();
    assert_eq!(
        error.message(),
        "the mock was to refuse `postThing` with 409, for which no such error is documented"
    );
}

#[test]
fn faults_of_the_script_fail_the_call_and_say_so() {
    type Queue = fn(&Script);
    let table: [(Queue, &str); 6] = [
        (|_| {}, "the mock has no answer for `postThing`"),
        (
            |script| drop(post(script).returns(thing(f64::NAN))),
            "the mock cannot write its answer to `postThing`: a number is not finite, and JSON has no text for that",
        ),
        (
            |script| drop(post(script).returns_error(201, thing(1.0))),
            "the mock was to refuse `postThing` with 201, for which no such error is documented",
        ),
        (
            |script| drop(post(script).returns_error(503, thing(1.0))),
            "the mock was to refuse `postThing` with 503, for which no such error is documented",
        ),
        (
            |script| drop(post(script).answers(7, "text/plain", "")),
            "the mock was to answer `postThing` with a status that is none",
        ),
        (
            |script| drop(post(script).returns(thing(1.0)).with_header("x y", "")),
            "the mock cannot write the header `x y`",
        ),
    ];
    for (queue, message) in table {
        let script = script();
        queue(&script);
        let error = call_post(&core(&script), |_| {}).unwrap_err();
        assert_eq!(error.message(), message);
        assert_eq!(
            (error.kind(), error.effect()),
            (ErrorKind::Transport, Effect::NotSent)
        );
        let error = call_post(&patient(&script), |_| {}).unwrap_err();
        assert_eq!(error.attempts(), 1, "repeated: {error}");
    }
}

#[test]
fn a_request_for_something_else_is_refused_and_kept() {
    static OTHER: Operation = Operation {
        path: "/other",
        ..PLAIN
    };
    let script = script();
    let parts = RequestParts::new(&core(&script), &OTHER);
    let error = at_once(parts.send(decode::json::<i32>, decode::none)).unwrap_err();
    assert_eq!(
        error.message(),
        "the request is for none of the operations of the mock"
    );
    let request = script.requests().remove(0);
    assert_eq!(
        (request.operation_id(), request.url()),
        (None, "https://mock.invalid/other")
    );
}

#[test]
fn answers_that_are_not_documented_meet_the_real_decoder() {
    let script = script();
    let page = "<html>Bad gateway";
    get(&script)
        .answers(502, "text/html", page)
        .answers(200, "text/html", page);
    let core = core(&script);
    let error = call_get(&core).unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Status, Some(502))
    );
    let error = call_get(&core).unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Decode, Effect::Applied)
    );
}

#[test]
fn failures_and_silence_end_as_they_would_on_a_wire() {
    let script = script();
    let unsent = TransportError::not_sent("no route");
    let lost = TransportError::unknown("reset");
    post(&script).fails(unsent).fails(lost).hangs();
    let core = core(&script);
    for (kind, effect) in [
        (ErrorKind::Transport, Effect::NotSent),
        (ErrorKind::Transport, Effect::Unknown),
        (ErrorKind::Timeout, Effect::Unknown),
    ] {
        let error = call_post(&core, |_| {}).unwrap_err();
        assert_eq!((error.kind(), error.effect()), (kind, effect));
    }
}

#[test]
fn every_attempt_takes_an_answer_and_waits_pass_at_once() {
    let script = script();
    let post = post(&script).hangs().answers(503, "text/plain", "");
    let post = post.with_header("retry-after", "60").returns(thing(5.0));
    assert_eq!(call_post(&patient(&script), |_| {}).unwrap(), thing(5.0));
    let requests = post.requests();
    let keys: Vec<_> = requests
        .iter()
        .map(|request| request.header("idempotency-key"))
        .collect();
    assert_eq!(keys, [keys[0]; 3]);
    assert!(keys[0].is_some());
}

#[test]
fn calls_of_many_threads_share_one_script() {
    let script = script();
    let numbers: Vec<u32> = (0..200).collect();
    for number in &numbers {
        get(&script).returns(thing(f64::from(*number)));
    }
    let core = core(&script);
    let mut seen: Vec<f64> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    (0..50)
                        .map(|_| call_get(&core).unwrap().amount)
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    });
    seen.sort_by(f64::total_cmp);
    assert_eq!(
        seen,
        numbers.iter().copied().map(f64::from).collect::<Vec<_>>()
    );
    assert_eq!(get(&script).requests().len(), 200);
}

#[test]
fn limits_of_the_configuration_hold() {
    let script = script();
    get(&script).answers(200, "application/json", "[".repeat(100));
    let mut builder = CoreBuilder::new(BASE_URL);
    builder.transport(script.clone());
    builder.config(Config::new().body_limit(10));
    let error = call_get(&builder.build().unwrap()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_meet_the_same_answers_and_hooks() {
    let script = script();
    get(&script)
        .answers(503, "text/plain", "")
        .returns(thing(6.0));
    let mut builder = CoreBuilder::new(BASE_URL);
    builder.transport(script.clone());
    builder.on_request(|request| {
        let attempt = request.attempt().to_string();
        request.set_header("x-attempt", &attempt);
    });
    let core = builder.build().unwrap();
    let parts = RequestParts::new(&core, &GET);
    let response = parts.send_blocking(decode::json::<Thing>, decode::none);
    assert_eq!(response.unwrap().into_inner(), thing(6.0));
    let requests = script.requests();
    let attempts: Vec<_> = requests
        .iter()
        .map(|request| request.header("x-attempt"))
        .collect();
    assert_eq!(attempts, [Some("1"), Some("2")]);
}
