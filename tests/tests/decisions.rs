//! The table of README.md that says what is sent again, row by row, against a transport that does what the
//! row says.
#![cfg(test)]

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use castiron_tests::workspace;
use payment_clients::runtime::token::{Token, TokenClient};
use payment_clients::runtime::{
    BoxFuture, Config, CoreBuilder, Documented, Effect, Error, HeaderMap, HttpRequest,
    HttpResponse, Idempotency, Media, Method, OnRepeat, Operation, RequestParts, Response,
    ResponseBody, SecurityScheme, StatusCode, TokenError, TokenSource, Transport, TransportError,
    decode,
};

static BEARER: SecurityScheme = SecurityScheme::bearer("bearer", "bearer");

static ALTERNATIVES: &[&[&SecurityScheme]] = &[&[&BEARER]];
static RESPONSES: &[Documented] = &[Documented::success("200", Media::Json)];

const fn operation(method: Method, idempotency: Idempotency) -> Operation {
    Operation {
        id: "row",
        method,
        path: "/",
        server: None,
        accept: "application/json",
        security: ALTERNATIVES,
        responses: RESPONSES,
        idempotency,
        hidden: &[],
    }
}

const fn key(on_repeat: OnRepeat) -> Idempotency {
    Idempotency::Header("idempotency-key", on_repeat)
}

static SAFE: Operation = operation(Method::GET, Idempotency::None);
static IDEMPOTENT: Operation = operation(Method::DELETE, Idempotency::None);
static REPLAYS: Operation = operation(Method::POST, key(OnRepeat::Replays));
static REFUSES: Operation = operation(Method::PATCH, key(OnRepeat::Refuses));
static UNSAFE: Operation = operation(Method::POST, Idempotency::None);

/// What every attempt meets.
#[derive(Debug, Clone, Copy)]
enum Outcome {
    NotSent,
    Permanent,
    Broken,
    TimedOut,
    /// A success whose body breaks off, or falls silent.
    BrokenBody,
    SilentBody,
    Status(u16, &'static str),
}

/// The outcomes that the first cell of a row speaks of.
fn outcomes(happened: &str) -> Vec<Outcome> {
    const MENTIONED: [u16; 11] = [301, 302, 303, 401, 408, 409, 429, 500, 502, 503, 504];
    let statuses = |codes: Vec<u16>| codes.into_iter().map(|code| Outcome::Status(code, "{}"));
    let others = |mut codes: Vec<u16>| {
        codes.retain(|code| !MENTIONED.contains(code));
        statuses(codes).collect()
    };
    let words = happened.split(|letter: char| !letter.is_ascii_digit());
    let codes: Vec<u16> = words.filter_map(|word| word.parse().ok()).collect();
    let mut named: Vec<Outcome> =
        statuses(codes.into_iter().filter(|code| *code > 99).collect()).collect();
    match happened {
        "no address, no connection, no TLS" => vec![Outcome::NotSent],
        "a certificate that is refused, an address that is no URL" => vec![Outcome::Permanent],
        "the connection broke, or a time-out passed, before a status came" => {
            vec![Outcome::Broken, Outcome::TimedOut]
        }
        "the same within the body of a success" => vec![Outcome::BrokenBody, Outcome::SilentBody],
        "a success whose body is too large, missing, or not as documented" => {
            ["[1, 2, 3, 4, 5, 6]", "", "{}"]
                .map(|body| Outcome::Status(200, body))
                .to_vec()
        }
        "any other 3xx or 4xx" => others((300..500).collect()),
        _ if happened.contains("5xx other") => {
            named.extend::<Vec<Outcome>>(others((100..200).chain(500..1000).collect()));
            named
        }
        _ => named,
    }
}

/// A transport that meets one outcome again and again, and never waits.
#[derive(Clone)]
struct Meets {
    outcome: Outcome,
    sent: Arc<AtomicUsize>,
}

impl Transport for Meets {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        self.sent.fetch_add(1, Ordering::Relaxed);
        let body = |error| -> Box<dyn ResponseBody> { Box::new(Fails(Some(error))) };
        let (code, body): (u16, Box<dyn ResponseBody>) = match self.outcome {
            Outcome::NotSent => return failed(TransportError::not_sent("no connection")),
            Outcome::Permanent => return failed(TransportError::not_sent("refused").permanent()),
            Outcome::Broken => return failed(TransportError::unknown("reset")),
            Outcome::TimedOut => return failed(TransportError::timed_out()),
            Outcome::BrokenBody => (200, body(TransportError::unknown("reset"))),
            Outcome::SilentBody => (200, body(TransportError::timed_out())),
            Outcome::Status(code, text) => (code, Box::new(Some(Bytes::from(text)))),
        };
        let mut headers = HeaderMap::new();
        headers.insert("content-type", "application/json".parse().unwrap());
        let status = StatusCode::from_u16(code).unwrap();
        Box::pin(async move {
            Ok(HttpResponse {
                status,
                headers,
                body,
            })
        })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async {})
    }
}

fn failed(error: TransportError) -> BoxFuture<'static, Result<HttpResponse, TransportError>> {
    Box::pin(async { Err(error) })
}

/// A body that does not come to its end.
struct Fails(Option<TransportError>);

impl ResponseBody for Fails {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let result = self.0.take().map_or(Ok(None), Err);
        Box::pin(async { result })
    }
}

struct Tokens;

impl TokenSource for Tokens {
    fn fetch<'a>(&'a self, _: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(async { Ok(Token::new("token")) })
    }
}

/// How often a request is sent, and the effect of its error.
async fn met(operation: &'static Operation, outcome: Outcome) -> (usize, Effect) {
    let sent = Arc::new(AtomicUsize::new(0));
    let transport = Meets {
        outcome,
        sent: Arc::clone(&sent),
    };
    let mut core = CoreBuilder::new("https://api.example.com");
    core.bearer(&BEARER, Tokens);
    core.config(Config::new().body_limit(10));
    core.transport(transport);
    let parts = RequestParts::new(&core.build().unwrap(), operation);
    let result: Result<Response<Vec<u8>>, Error<Infallible>> =
        parts.send(decode::json, decode::none).await;
    (sent.load(Ordering::Relaxed), result.unwrap_err().effect())
}

/// How often a cell says that a request is sent.
fn times(cell: &str, operation: &'static Operation) -> usize {
    match cell {
        "–" => 1,
        "again" => 3,
        "if it replays" if std::ptr::eq(operation, &REPLAYS) => 3,
        "if it replays" => 1,
        "once, with a fresh token" | "the same" => 2,
        other => panic!("`{other}` is not understood"),
    }
}

/// The effect that the last cell of a row gives to a class.
fn effect<'c>(cell: &'c str, operation: &'static Operation) -> &'c str {
    let (effect, safe) = cell.split_once("; safe: ").unwrap_or((cell, cell));
    let name = if std::ptr::eq(operation, &SAFE) {
        safe
    } else {
        effect
    };
    name.trim_matches('`')
}

#[tokio::test]
async fn rows_say_what_happens() {
    let readme = workspace::text("README.md");
    let (_, table) = readme.split_once("| What happened |").unwrap();
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let mut tried = 0;
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [happened, safe, idempotent, keyed, never, last] = cells[..] else {
            panic!("{row}");
        };
        let outcomes = outcomes(happened);
        assert!(!outcomes.is_empty(), "`{happened}` is not understood");
        let classes = [
            (safe, &SAFE),
            (idempotent, &IDEMPOTENT),
            (keyed, &REPLAYS),
            (keyed, &REFUSES),
            (never, &UNSAFE),
        ];
        for outcome in outcomes {
            for (cell, operation) in classes {
                let (sent, left) = met(operation, outcome).await;
                let shown = (sent, format!("{left:?}"));
                let said = (times(cell, operation), effect(last, operation).to_owned());
                assert_eq!(shown, said, "{outcome:?}, {}: {row}", operation.method);
                tried += 1;
            }
        }
    }
    assert!(tried > 1000, "{tried} cases are not the whole table");
}
