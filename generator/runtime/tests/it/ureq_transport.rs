//! The built-in transport of blocking calls, against sockets.

use std::error::Error as _;
use std::thread;
use std::time::Duration;

use castiron_runtime::{
    Config, Core, CoreBuilder, Documented, Effect, Error, ErrorKind, HeaderMap, HttpRequest, Media,
    Method, Operation, RequestParts, Response, RetryPolicy, SecurityScheme, Sent, Style, Transport,
    UreqTransport, decode,
};

use crate::fake::{PLAIN, once, operation};
use crate::server::Server;
use crate::server::Step::{self, Give, Take};

static KEY: SecurityScheme = SecurityScheme::api_key_query("key", "key", "api_key");

pub static POSTING: Operation = Operation {
    method: Method::POST,
    path: "/things/{id}",
    security: &[&[&KEY]],
    responses: &[Documented::success("200", Media::Json)],
    ..PLAIN
};

static READING: Operation = Operation {
    method: Method::GET,
    ..POSTING
};

pub const FINE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n42";

/// A client of a server, over ureq whatever else there is.
pub fn core(server: &Server, config: Config) -> Core {
    core_at(&format!("http://{}/v1", server.address), config)
}

pub fn core_at(base_url: &str, config: Config) -> Core {
    let mut builder = CoreBuilder::new(base_url);
    builder.transport(UreqTransport::new(&config));
    builder.api_key(&KEY, "s3cret");
    builder.config(config.user_agent("test"));
    builder.build().unwrap()
}

pub fn call(core: &Core, operation: &'static Operation) -> Result<Response<i32>, Error> {
    let mut parts = RequestParts::new(core, operation);
    parts.path("id", "1");
    parts.send_blocking(decode::json, decode::none)
}

/// What one call ends with that meets a server like this.
pub fn ending(steps: &'static [&'static [Step]], config: Config) -> Result<Response<i32>, Error> {
    let server = Server::new(steps);
    call(&core(&server, config), &POSTING)
}

pub fn outcome(error: &Error) -> (ErrorKind, Effect) {
    assert_silent(error);
    (error.kind(), error.effect())
}

#[test]
fn bytes_as_they_were_built() {
    let server = Server::new(&[&[Take, Give(FINE)]]);
    let mut parts = RequestParts::new(&core(&server, once()), &POSTING);
    parts.path_styled("id", Style::Matrix, false, "a/../b%2e'é");
    parts.query("page[number]", &2);
    parts.query_reserved("r", Style::Form, true, "/a?b:[c]'");
    parts.header("x-search", "a b");
    parts.json_body("application/json", &[1]);
    let answer: Result<Response<i32>, Error> = parts.send_blocking(decode::json, decode::none);
    assert_eq!(answer.unwrap().into_inner(), 42);
    assert_eq!(
        server.requests(),
        [
            "POST /v1/things/;id=a%2F..%2Fb%252e%27%C3%A9?page%5Bnumber%5D=2&r=/a?b:[c]%27&api_key=s3cret HTTP/1.1\r\n\
             content-length: 3\r\n\
             host: HOST\r\n\
             user-agent: test\r\n\
             accept: application/json\r\n\
             x-search: a b\r\n\
             content-type: application/json\r\n\r\n[1]"
        ]
    );
}

#[test]
fn a_body_goes_with_every_method_and_its_length_with_those_that_expect_one() {
    const METHODS: [(Method, bool); 7] = [
        (Method::GET, false),
        (Method::DELETE, false),
        (Method::OPTIONS, false),
        (Method::TRACE, false),
        (Method::POST, true),
        (Method::PUT, true),
        (Method::PATCH, true),
    ];
    for (method, expects_body) in METHODS {
        let server = Server::new(&[&[Take, Give(FINE), Take, Give(FINE)]]);
        let core = core(&server, once());
        let operation = operation(Operation { method, ..READING });
        assert!(call(&core, operation).is_ok());
        let mut parts = RequestParts::new(&core, operation);
        parts.path("id", "1");
        parts.json_body("application/json", &[1]);
        assert!(
            parts
                .send_blocking::<i32, _>(decode::json, decode::none)
                .is_ok()
        );
        drop(core);
        let requests = server.requests();
        assert_eq!(requests[0].contains("content-length: 0"), expects_body);
        assert!(requests[1].ends_with("\r\n\r\n[1]"), "{}", requests[1]);
    }
}

#[test]
fn redirects_are_not_followed() {
    const REDIRECTS: [&[&[Step]]; 5] = [
        &[&[
            Take,
            Give(
                "HTTP/1.1 301 Moved\r\nlocation: http://127.0.0.1:1/x?token=s3cret\r\ncontent-length: 0\r\n\r\n",
            ),
        ]],
        &[&[
            Take,
            Give(
                "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/x?token=s3cret\r\ncontent-length: 0\r\n\r\n",
            ),
        ]],
        &[&[
            Take,
            Give("HTTP/1.1 303 Other\r\nlocation: http://127.0.0.1:1/x?token=s3cret\r\n\r\n"),
        ]],
        &[&[
            Take,
            Give(
                "HTTP/1.1 307 Moved\r\nlocation: http://127.0.0.1:1/x?token=s3cret\r\ncontent-length: 1\r\n\r\n1",
            ),
        ]],
        &[&[
            Take,
            Give(
                "HTTP/1.1 308 Moved\r\nlocation: http://127.0.0.1:1/x?token=s3cret\r\ncontent-length: 0\r\n\r\n",
            ),
        ]],
    ];
    for redirect in REDIRECTS {
        let error = ending(redirect, once()).unwrap_err();
        assert_silent(&error);
        assert_eq!(
            error.message(),
            "a redirect to `http://127.0.0.1:1`, which is not followed"
        );
    }
}

#[test]
fn a_server_that_closes_without_an_answer() {
    const CLOSING: [&[&[Step]]; 2] = [&[&[Take]], &[&[]]];
    for steps in CLOSING {
        let error = ending(steps, once()).unwrap_err();
        assert_eq!(outcome(&error), (ErrorKind::Transport, Effect::Unknown));
    }
}

#[test]
fn bodies_that_are_cut() {
    const CUT: [&[&[Step]]; 3] = [
        &[&[Take, Give("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n42")]],
        &[&[
            Take,
            Give("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n42\r\n"),
        ]],
        &[&[
            Take,
            Give("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n42"),
        ]],
    ];
    for steps in CUT {
        let error = ending(steps, once()).unwrap_err();
        assert_eq!(outcome(&error), (ErrorKind::Transport, Effect::Applied));
    }
}

#[test]
fn a_body_beyond_the_limit() {
    let error = ending(&[&[Take, Give(FINE)]], once().body_limit(1)).unwrap_err();
    assert_eq!(outcome(&error), (ErrorKind::TooLarge, Effect::Applied));
}

#[test]
fn a_refused_connection_proves_that_nothing_was_sent() {
    let error = call(&core_at("http://127.0.0.1:1/v1", once()), &POSTING).unwrap_err();
    assert_eq!(outcome(&error), (ErrorKind::Transport, Effect::NotSent));
    assert!(error.message().contains("refused"), "{error}");
}

#[test]
fn a_name_that_no_one_knows_proves_that_nothing_was_sent() {
    let error = call(&core_at("https://castiron.invalid", once()), &POSTING).unwrap_err();
    assert_eq!(outcome(&error), (ErrorKind::Transport, Effect::NotSent));
}

#[test]
fn a_handshake_that_fails_proves_that_nothing_was_sent() {
    const FAILING: [&[&[Step]]; 2] = [&[&[Give("HTTP/1.1 400 Bad\r\n\r\n")]], &[&[]]];
    for steps in FAILING {
        let server = Server::new(steps);
        let base_url = format!("https://{}", server.address);
        let error = call(&core_at(&base_url, once()), &POSTING).unwrap_err();
        assert_eq!(outcome(&error), (ErrorKind::Transport, Effect::NotSent));
    }
}

#[test]
fn connections_are_used_again() {
    let server = Server::new(&[&[Take, Give(FINE), Take, Give(FINE)]]);
    let core = core(&server, once());
    assert!(call(&core, &POSTING).is_ok());
    assert!(call(&core, &POSTING).is_ok());
    drop(core);
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_connection_that_was_closed_meanwhile_is_not_used() {
    let server = Server::new(&[&[Take, Give(FINE)], &[Take, Give(FINE)]]);
    let core = core(&server, once());
    assert!(call(&core, &POSTING).is_ok());
    // The first connection is closed before the second is accepted; until then it may look open.
    thread::sleep(Duration::from_millis(50));
    assert!(call(&core, &POSTING).is_ok());
    drop(core);
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn nothing_is_sent_twice_when_a_connection_in_use_breaks() {
    let server = Server::new(&[&[Take, Give(FINE), Take], &[Take, Give(FINE)]]);
    let core = core(&server, once());
    assert!(call(&core, &POSTING).is_ok());
    let error = call(&core, &POSTING).unwrap_err();
    assert_eq!(outcome(&error), (ErrorKind::Transport, Effect::Unknown));
    assert_eq!(error.attempts(), 1);
    assert!(call(&core, &POSTING).is_ok());
    drop(core);
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn repeated_where_that_is_safe() {
    let server = Server::new(&[&[Take], &[Take, Give(FINE)]]);
    let policy = RetryPolicy::new().backoff(Duration::ZERO, Duration::ZERO);
    let core = core(&server, Config::new().retry(policy));
    assert!(call(&core, &READING).is_ok());
    drop(core);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn inside_of_an_async_runtime() {
    let server = Server::new(&[&[Take, Give(FINE), Take, Give(FINE)]]);
    let core = core(&server, once());
    assert!(call(&core, &POSTING).is_ok());
    let mut parts = RequestParts::new(&core, &POSTING);
    parts.path("id", "1");
    let answer = parts.send(decode::json::<i32>, decode::none).await;
    assert!(answer.is_ok());
}

#[tokio::test]
async fn urls_that_are_not_sent_as_they_are() {
    for url in [
        "elsewhere",
        "http://127.0.0.1:1/a b",
        "http://127.0.0.1:1/a#b",
    ] {
        let request = HttpRequest {
            method: Method::GET,
            url: url.to_owned(),
            headers: HeaderMap::new(),
            body: castiron_runtime::Body::default(),
            within: Duration::MAX,
        };
        let error = UreqTransport::new(&once()).send(request).await.unwrap_err();
        assert_eq!((error.sent(), error.is_permanent()), (Sent::NotSent, true));
        assert!(error.to_string().contains("URL"), "{error}");
    }
}

/// Neither the error nor its causes show the URL or the key in it.
fn assert_silent(error: &Error) {
    let mut shown = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(cause) = source {
        shown.push_str(&format!(" {cause} {cause:?}"));
        source = cause.source();
    }
    assert!(
        !shown.contains("s3cret") && !shown.contains("/v1/"),
        "{shown}"
    );
}
