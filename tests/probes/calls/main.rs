//! The calls of the probes, with what OpenAPI and RFC 6570 say is to be sent; a test of the crate that is cast from them.

#[path = "../../tests/compiles/round_trips/recorder.rs"]
mod recorder;
mod requests;
mod responses;

use std::error::Error;

use recorder::{Answer, Recorder, exchanges};

type Outcome = Result<(), Box<dyn Error>>;

/// What is answered where the answer does not matter.
static ANY: &[Answer] = &[json(200, "{}")];

const fn json(status: u16, body: &'static str) -> Answer {
    Answer {
        status,
        content_type: "application/json",
        body,
    }
}

/// A client of a probe that sends through the recorder.
macro_rules! client {
    ($probe:ident) => {
        client::$probe::Client::builder()
            .transport($crate::Recorder)
            .build()?
    };
}
use client;

/// Holds what a call sends against what is to be sent: the request line, the headers in any order,
/// and the body behind an empty line.
fn sends<F: Future<Output = Outcome>>(
    answers: &'static [Answer],
    expected: &str,
    call: impl Fn() -> F,
) {
    let exchange = exchanges(answers, call);
    let (request, _) = exchange.split_once("\n=> ").unwrap();
    assert_eq!(sorted(request), sorted(expected));
}

fn sorted(request: &str) -> String {
    let (head, body) = request.split_once("\n\n").unwrap_or((request, ""));
    let mut lines: Vec<&str> = head.trim().lines().map(str::trim).collect();
    lines[1..].sort_unstable();
    let body: Vec<&str> = body.trim().lines().map(str::trim).collect();
    format!("{}\n\n{}", lines.join("\n"), body.join("\n"))
}

/// What a call makes of an answer, as the caller prints it.
fn gives<F: Future<Output = Outcome>>(
    answers: &'static [Answer],
    expected: &str,
    call: impl Fn() -> F,
) {
    let exchange = exchanges(answers, call);
    let (_, outcome) = exchange.split_once("\n-> ").unwrap();
    assert_eq!(outcome.trim(), expected);
}
