//! Time-outs and sizes, on a paused clock.

use std::time::Duration;

use castiron_runtime::{
    Config, CoreBuilder, Effect, Error, ErrorKind, RequestParts, Response, decode,
};
use tokio::time::Instant;

use crate::both;
use crate::fake::{Fake, PLAIN, Reply, Step, once};

async fn answer(config: Config, reply: Reply) -> Result<Response<serde_json::Value>, Error> {
    let set = |builder: &mut CoreBuilder| builder.config(config.clone());
    both::answer(vec![reply], set, &PLAIN, decode::json, decode::none).await
}

fn body(status: u16, steps: Vec<Step>) -> Reply {
    Reply::Answer(status, &[], steps)
}

#[tokio::test(start_paused = true)]
async fn no_answer() {
    let started = Instant::now();
    let error = answer(once(), Reply::Hang).await.unwrap_err();
    assert_eq!(started.elapsed().as_secs(), 60);
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Timeout, Effect::Unknown)
    );
    assert_eq!(
        error.to_string(),
        "GET /thing: an answer did not come within 60s (the request may have been applied)"
    );
}

#[tokio::test(start_paused = true)]
async fn a_silent_body() {
    let started = Instant::now();
    let steps = vec![Step::Chunk("["), Step::Hang];
    let error = answer(once(), body(200, steps)).await.unwrap_err();
    assert_eq!(started.elapsed().as_secs(), 30);
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Timeout, Effect::Applied)
    );
    assert_eq!(error.status().unwrap(), 200);
}

#[tokio::test(start_paused = true)]
async fn the_whole_call_is_bounded() {
    let started = Instant::now();
    let config = once()
        .total_timeout(Duration::from_secs(50))
        .head_timeout(Duration::from_secs(40));
    let late = Reply::After(
        Duration::from_secs(35),
        Box::new(body(200, vec![Step::Chunk("["), Step::Hang])),
    );
    let error = answer(config, late).await.unwrap_err();
    assert_eq!(started.elapsed().as_secs(), 50);
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_cut() {
    let steps = vec![Step::Chunk("["), Step::Cut];
    let error = answer(once(), body(200, steps)).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Transport, Effect::Applied)
    );
    let steps = vec![Step::Chunk(r#"{"message": "#), Step::Cut];
    let error = answer(once(), body(409, steps)).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Status, Effect::Answered)
    );
    assert_eq!(error.body().unwrap(), r#"{"message": "#);
}

#[tokio::test(start_paused = true)]
async fn a_body_beyond_the_limit_is_not_read_on() {
    let config = || once().body_limit(5).error_body_limit(3);
    let steps = || vec![Step::Chunk("[1,"), Step::Chunk("2,3"), Step::Hang];
    let error = answer(config(), body(200, steps())).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::TooLarge, Effect::Applied)
    );
    assert_eq!(
        error.to_string(),
        "GET /thing: 200 OK: the body is larger than 5 bytes: raise `Config::body_limit` to accept \
         it (the request was applied)"
    );
    let error = answer(config(), body(500, steps())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.body().unwrap(), "[1,");
    let exact = vec![Step::Chunk("[1,"), Step::Chunk("2]")];
    assert!(answer(config(), body(200, exact)).await.is_ok());
}

#[tokio::test]
async fn depth_is_configurable() {
    let reply = || body(200, vec![Step::Chunk("[[[]]]")]);
    assert!(answer(once().json_depth(3), reply()).await.is_ok());
    let error = answer(once().json_depth(2), reply()).await.unwrap_err();
    assert_eq!(error.message(), "`$[0][0]`: nested deeper than 2 levels");
}

#[tokio::test(start_paused = true)]
async fn a_future_that_is_dropped_sends_nothing() {
    let fake = Fake::new([]);
    let parts = RequestParts::new(&fake.core(), &PLAIN);
    drop(parts.send(decode::json::<i32>, decode::none));
    assert!(fake.sent().is_empty());
}
