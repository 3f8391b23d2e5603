//! What every failed call has to show, whatever the operation.
#![allow(clippy::expect_used, reason = "only tests call these functions")]

use std::error::Error as _;
use std::fmt::Debug;

use payment_clients::runtime::{Config, Effect, Error, ErrorKind, Response, RetryPolicy};
use serde::Serialize;

use super::{Answer, exchange, json};

/// What an operation returns.
pub type Outcome<T, E> = Result<Response<T>, Error<E>>;

/// What a proxy answers when the API behind it is gone.
const PROXY_PAGE: &str = "<html><head><title>503</title></head><body>\r\n<h1>Service Temporarily \
                          Unavailable</h1></body></html>";

/// How an error ends when nobody knows.
const POSSIBLY_APPLIED: &str = " (the request may have been applied)";

/// Checks that an operation refused with a documented status gives all of its documented body,
/// and gives back how the error reads, without what it says of the effect.
pub async fn refused<T: Debug, E: Serialize>(
    status: u16,
    body: &str,
    call: impl AsyncFnOnce(&str) -> Outcome<T, E>,
) -> String {
    let (outcome, _) = exchange(Answer::json(status, body), call).await;
    let error = outcome.expect_err("an error status");
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.effect(), effect_of(status, &error));
    assert_eq!(error.status(), Some(status));
    assert_eq!(error.body().map(|body| &body[..]), Some(body.as_bytes()));
    let api_error = error.api_error().expect("the documented error");
    let written = serde_json::to_string(api_error).expect("JSON");
    assert_eq!(json(&written), json(body));
    let text = error.to_string();
    match error.effect() {
        Effect::Unknown => text
            .strip_suffix(POSSIBLY_APPLIED)
            .expect("the effect")
            .to_owned(),
        _ => text,
    }
}

/// Checks that a page of HTML under a status that the API does not document is kept, and that the
/// error names the operation, the status and the beginning of the page, and none of `secrets`.
pub async fn assert_proxy_page<T: Debug, E>(
    operation: &str,
    secrets: &[&str],
    call: impl AsyncFnOnce(&str) -> Outcome<T, E>,
) {
    let page = Answer::new(503, "text/html", PROXY_PAGE);
    let (outcome, _) = exchange(page, call).await;
    let error = outcome.expect_err("an error status");
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.effect(), effect_of(503, &error));
    assert_eq!(error.status(), Some(503));
    assert!(error.api_error().is_none());
    assert_eq!(
        error.body().map(|body| &body[..]),
        Some(PROXY_PAGE.as_bytes())
    );
    let page = "a body of `text/html` that begins with `<html><head><title>503</title></head><body> \
                <h1>Service Temp…`";
    assert_eq!(
        error.to_string(),
        match error.effect() {
            Effect::Unknown => {
                format!("{operation}: 503 Service Unavailable: {page}{POSSIBLY_APPLIED}")
            }
            _ => format!("{operation}: 503 Service Unavailable: {page}"),
        }
    );
    assert_no_secret(&error, secrets);
}

/// What a status leaves open: a proxy may answer 503 to a payment that the API has taken.
fn effect_of<E>(status: u16, error: &Error<E>) -> Effect {
    let is_safe = error.to_string().starts_with("GET ");
    match status >= 500 && !is_safe {
        true => Effect::Unknown,
        false => Effect::Answered,
    }
}

/// Settings with which a failure is met once.
pub fn once() -> Config {
    Config::new().retry(RetryPolicy::never())
}

/// Checks that an error shows none of `secrets`, however it is printed.
pub fn assert_no_secret<E>(error: &Error<E>, secrets: &[&str]) {
    let mut shown = format!("{error}\n{error:?}\n{error:#?}\n");
    let mut cause = error.source();
    while let Some(error) = cause {
        shown.push_str(&format!("{error}\n{error:?}\n"));
        cause = error.source();
    }
    for secret in secrets {
        assert!(!shown.contains(secret), "`{secret}` is shown in:\n{shown}");
    }
}
