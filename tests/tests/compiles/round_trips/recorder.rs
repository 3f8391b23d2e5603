//! A transport that keeps each request and answers as it is told; part of the emitted crate's tests.

use std::cell::RefCell;
use std::error::Error;
use std::fmt::Write as _;
use std::io::Read as _;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use client::runtime::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};
use http::{HeaderMap, HeaderValue, StatusCode, header};

/// What a server answers.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub content_type: &'static str,
    pub body: &'static str,
}

thread_local! {
    static ANSWER: RefCell<Option<&'static Answer>> = const { RefCell::new(None) };
    static SEEN: RefCell<Exchange> = RefCell::default();
}

/// What was sent, and what the caller got to see.
#[derive(Default)]
struct Exchange {
    request: String,
    outcome: String,
}

/// Calls once for each answer; gives the request, which is the same each time, and every outcome.
///
/// A server gives no answer of a media type that the request does not ask for, so such a one is left
/// out. A documented success that the client cannot read fails the test.
pub fn exchanges<F>(answers: &'static [Answer], call: impl Fn() -> F) -> String
where
    F: Future<Output = Result<(), Box<dyn Error>>>,
{
    let mut text = String::new();
    for answer in answers {
        ANSWER.set(Some(answer));
        let result = finished(call());
        let Exchange { request, outcome } = SEEN.take();
        if text.is_empty() {
            text.clone_from(&request);
        }
        let is_success = (200..300).contains(&answer.status);
        if is_success && !answer.content_type.is_empty() && !request.contains(answer.content_type) {
            continue;
        }
        let outcome = match result {
            Err(error) if is_success => panic!("{text}\n{answer:?}: {error}"),
            Err(error) => format!("error: {error}"),
            Ok(()) if outcome.is_empty() => "()".to_owned(),
            Ok(()) => outcome.trim_end().to_owned(),
        };
        let head = format!("=> {} {}", answer.status, answer.content_type);
        let _ = write!(text, "\n{}\n", head.trim_end());
        if !answer.body.is_empty() {
            let _ = write!(text, "{}\n\n", answer.body.trim_end());
        }
        let _ = writeln!(text, "-> {outcome}");
    }
    text
}

/// Notes what the caller prints.
pub fn show(text: &str) {
    SEEN.with_borrow_mut(|seen| {
        let _ = writeln!(seen.outcome, "{text}");
    });
}

/// Nothing here waits for anything, so that a call that is not ready never will be.
fn finished<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the call waits for something"),
    }
}

pub struct Recorder;

impl Transport for Recorder {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let mut body = Vec::new();
            let open = request.body.open();
            let mut open = open.map_err(|error| TransportError::not_sent(error.to_string()))?;
            open.read_to_end(&mut body).unwrap();
            let body = String::from_utf8_lossy(&body);
            if request.url == "https://login.example/token" {
                let token =
                    r#"{"access_token": "token", "token_type": "bearer", "expires_in": 60}"#;
                return Ok(response(200, "application/json", token));
            }
            SEEN.with_borrow_mut(|seen| seen.request = shown(&request, &body));
            let answer = ANSWER.with_borrow(|answer| answer.unwrap());
            Ok(response(answer.status, answer.content_type, answer.body))
        })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async {})
    }
}

fn response(status: u16, content_type: &'static str, body: &'static str) -> HttpResponse {
    let mut headers = HeaderMap::new();
    if !content_type.is_empty() {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    HttpResponse::new(StatusCode::from_u16(status).unwrap(), headers, body)
}

fn shown(request: &HttpRequest, body: &str) -> String {
    let mut text = format!("{} {}\n", request.method, request.url);
    for (name, value) in &request.headers {
        // The same for all calls.
        if name != header::USER_AGENT {
            let _ = writeln!(text, "{name}: {}", value.to_str().unwrap());
        }
    }
    if !body.is_empty() {
        let _ = writeln!(text, "\n{}", body.replace('\r', "").trim_end());
    }
    text
}
