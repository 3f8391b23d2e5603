//! The built-in transport, against sockets.

use std::error::Error as _;

use castiron_runtime::{
    Config, Core, CoreBuilder, Documented, Effect, Error, ErrorKind, Media, Method, Operation,
    RequestParts, Response, SecurityScheme, Style, decode,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::fake::PLAIN;

static KEY: SecurityScheme = SecurityScheme::api_key_query("key", "key", "api_key");

fn core(address: &str) -> Core {
    let mut builder = CoreBuilder::new(format!("http://{address}/v1"));
    builder.api_key(&KEY, "s3cret");
    builder.config(Config::new().user_agent("test"));
    builder.build().unwrap()
}

static POSTING: Operation = Operation {
    method: Method::POST,
    path: "/things/{id}",
    security: &[&[&KEY]],
    responses: &[Documented::success("200", Media::Json)],
    ..PLAIN
};

/// Serves one connection with one answer; gives what the client sent.
async fn exchange(
    answer: &'static str,
    set: impl FnOnce(&mut RequestParts),
) -> (String, Result<Response<i32>, Error>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        let mut buffer = [0; 4096];
        // The whole request fits one read once the head is there; bodies here are tiny.
        while !request.windows(4).any(|window| window == b"\r\n\r\n") {
            let read = socket.read(&mut buffer).await.unwrap();
            request.extend_from_slice(&buffer[..read]);
        }
        socket.write_all(answer.as_bytes()).await.unwrap();
        socket.shutdown().await.unwrap();
        let _ = socket.read_to_end(&mut request).await;
        (String::from_utf8(request).unwrap(), listener)
    });
    let mut parts = RequestParts::new(&core(&address), &POSTING);
    set(&mut parts);
    let result = parts.send(decode::json, decode::none).await;
    let (request, listener) = server.await.unwrap();
    // Nothing else was ever sent.
    let more = tokio::time::timeout(std::time::Duration::from_millis(50), listener.accept()).await;
    assert!(more.is_err());
    (request.replace(&address, "HOST"), result)
}

#[tokio::test]
async fn bytes_as_they_were_built() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n42";
    let (request, result) = exchange(answer, |parts| {
        parts.path_styled("id", Style::Matrix, false, "a/../b%2e'é");
        parts.query("page[number]", &2);
        parts.query_reserved("r", Style::Form, true, "/a?b:[c]'");
        parts.header("x-search", "a b");
        parts.json_body("application/json", &[1]);
    })
    .await;
    assert_eq!(result.unwrap().into_inner(), 42);
    assert_eq!(
        request,
        "POST /v1/things/;id=a%2F..%2Fb%252e%27%C3%A9?page%5Bnumber%5D=2&r=/a?b:[c]%27&api_key=s3cret HTTP/1.1\r\n\
         user-agent: test\r\n\
         accept: application/json\r\n\
         x-search: a b\r\n\
         content-type: application/json\r\n\
         host: HOST\r\n\
         content-length: 3\r\n\r\n[1]"
    );
}

#[tokio::test]
async fn redirects_are_not_followed() {
    for status in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
        let answer = format!(
            "HTTP/1.1 {status}\r\nlocation: http://127.0.0.1:1/x?token=s3cret\r\ncontent-length: 0\r\n\r\n"
        );
        let (request, result) = exchange(answer.leak(), |parts| parts.path("id", "1")).await;
        assert!(request.contains("content-length: 0"), "{request}");
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Status);
        assert_eq!(
            error.message(),
            "a redirect to `http://127.0.0.1:1`, which is not followed"
        );
    }
}

#[tokio::test]
async fn a_server_that_closes_without_an_answer() {
    let (_, result) = exchange("", |parts| parts.path("id", "1")).await;
    let error = result.unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Transport, Effect::Unknown)
    );
    assert_silent(&error);
}

#[tokio::test]
async fn a_body_that_is_cut() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n42";
    let (_, result) = exchange(answer, |parts| parts.path("id", "1")).await;
    let error = result.unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Transport, Effect::Applied)
    );
    assert_silent(&error);
}

#[tokio::test]
async fn a_refused_connection_proves_that_nothing_was_sent() {
    // Not a port that was free a moment ago, which another test may be given.
    let mut parts = RequestParts::new(&core("127.0.0.1:1"), &POSTING);
    parts.path("id", "1");
    let error = parts
        .send(decode::json::<i32>, decode::none)
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Transport, Effect::NotSent)
    );
    assert!(error.message().contains("refused"), "{error}");
    assert_silent(&error);
}

#[test]
fn outside_a_runtime() {
    let mut parts = RequestParts::new(&core("127.0.0.1:1"), &POSTING);
    parts.path("id", "1");
    let mut call = std::pin::pin!(parts.send(decode::json::<i32>, decode::none));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else {
        panic!("the call waits for a runtime that is not there");
    };
    assert!(
        error
            .message()
            .starts_with("there is no tokio runtime here")
    );
    assert_eq!(error.effect(), Effect::NotSent);
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
