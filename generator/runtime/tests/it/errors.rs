//! What errors say, and what they never say.

use std::error::Error as _;
use std::time::Duration;

use castiron_runtime::{
    Effect, Error, ErrorKind, Operation, RequestParts, SecurityScheme, TransportError, decode,
};
use serde::Deserialize;

use crate::both;
use crate::fake::{Fake, PLAIN, Reply, Step, json, operation};

type Headers = &'static [(&'static str, &'static str)];

#[derive(Debug, Deserialize)]
struct Thing {
    #[serde(rename = "response")]
    _response: Inner,
}

#[derive(Debug, Deserialize)]
struct Inner {
    #[serde(rename = "data")]
    _data: Vec<Item>,
}

#[derive(Debug, Deserialize)]
struct Item {
    #[serde(rename = "public")]
    _public: bool,
}

async fn failed(reply: Reply) -> Error {
    both::answer(
        vec![reply],
        |_| {},
        &PLAIN,
        decode::json::<Thing>,
        decode::none,
    )
    .await
    .unwrap_err()
}

async fn refused(status: u16, headers: Headers, body: &'static str) -> Error {
    failed(Reply::Answer(status, headers, vec![Step::Chunk(body)])).await
}

#[tokio::test]
async fn the_message_of_the_api() {
    for body in [
        r#"{"message": "No funds"}"#,
        r#"{"Message": "No\n funds"}"#,
        r#"{"error": {"code": 5, "message": "No funds"}}"#,
        r#"{"response": {"data": [], "errors": [{"code": 1, "msg": "No funds"}]}}"#,
        r#"{"error": "No funds"}"#,
        r#"{"title": "", "detail": "No funds"}"#,
        r#"{"ResponseStatus": {"ErrorCode": "X", "Message": "No funds"}}"#,
        r#"[{"error_message": "No funds"}]"#,
        r#""No funds""#,
    ] {
        let error = refused(422, &[], body).await;
        assert_eq!(
            error.to_string(),
            "GET /thing: 422 Unprocessable Entity: No funds",
            "{body}"
        );
        assert_eq!(error.effect(), Effect::Answered);
        assert_eq!(error.body().unwrap(), body);
    }
}

#[tokio::test]
async fn no_message_at_all() {
    for body in ["", "{}", "null", "[", r#"{"message": {"deep": 1}}"#] {
        assert_eq!(
            refused(404, &[], body).await.to_string(),
            "GET /thing: 404 Not Found"
        );
    }
}

#[tokio::test]
async fn a_place_in_the_body() {
    let error = failed(json(
        200,
        r#"{"response": {"data": [{"public": true}, {"public": "s3cret"}]}}"#,
    ))
    .await;
    assert_eq!(
        error.to_string(),
        "GET /thing: 200 OK: `$.response.data[1].public`: expected a boolean, found a string (the \
         request was applied)"
    );
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.effect(), Effect::Applied);
    let source = error
        .source()
        .unwrap()
        .downcast_ref::<castiron_runtime::DecodeError>();
    assert_eq!(source.unwrap().path(), Some("$.response.data[1].public"));
}

#[tokio::test]
async fn transport_errors() {
    let error = failed(Reply::Fail(TransportError::not_sent("connection refused"))).await;
    assert_eq!(
        error.to_string(),
        "GET /thing: connection refused (the request was not sent)"
    );
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Transport, Effect::NotSent)
    );
    assert_eq!(error.attempts(), 1);
    let error = failed(Reply::Fail(TransportError::unknown("connection reset"))).await;
    assert_eq!(
        error.to_string(),
        "GET /thing: connection reset (the request may have been applied)"
    );
    assert_eq!(error.effect(), Effect::Unknown);
}

#[tokio::test]
async fn redirects_name_the_origin_only() {
    for (location, expected) in [
        (
            "https://evil.example:8443/x?token=s3cret",
            ": a redirect to `https://evil.example:8443`, which is not followed",
        ),
        (
            "https://user:s3cret@evil.example/",
            ": a redirect to `https://evil.example`, which is not followed",
        ),
        ("/login?next=s3cret", ": a redirect, which is not followed"),
        ("javascript:alert(1)", ": a redirect, which is not followed"),
    ] {
        let headers = vec![("location", location)].leak();
        let error = refused(302, headers, "").await;
        assert_eq!(
            error.to_string(),
            format!("GET /thing: 302 Found{expected}")
        );
        assert_eq!(error.kind(), ErrorKind::Status);
    }
}

#[tokio::test]
async fn retry_after() {
    const NOW: &str = "Sun, 28 Feb 2027 23:59:50 GMT";
    let table: [(Headers, Option<u64>); 8] = [
        (&[("retry-after", "7")], Some(7)),
        (&[("retry-after", "0")], Some(0)),
        (
            &[
                ("retry-after", "Mon, 01 Mar 2027 00:00:05 GMT"),
                ("date", NOW),
            ],
            Some(15),
        ),
        (
            &[
                ("retry-after", "Sun, 28 Feb 2027 23:00:00 GMT"),
                ("date", NOW),
            ],
            None,
        ),
        (&[("retry-after", "Mon, 01 Mar 2027 00:00:05 GMT")], None),
        (&[("retry-after", "-1")], None),
        (&[("retry-after", "1.5")], None),
        (&[], None),
    ];
    for (headers, seconds) in table {
        let error = refused(503, headers, "").await;
        assert_eq!(
            error.retry_after(),
            seconds.map(Duration::from_secs),
            "{headers:?}"
        );
    }
}

#[tokio::test]
async fn credentials_that_the_server_quotes() {
    static KEY: SecurityScheme = SecurityScheme::api_key_header("key", "key", "key");
    const NEEDED: &[&[&SecurityScheme]] = &[&[&KEY]];
    const BODY: &str = r#"{"message": "the key s3cret is unknown"}"#;
    for (status, expected) in [
        (
            401,
            "GET /thing: 401 Unauthorized: the key [redacted] is unknown",
        ),
        (
            200,
            "GET /thing: 200 OK: expected JSON, got a body of `no content type` that begins with \
               `the key [redacted] is unknown` (the request was applied)",
        ),
    ] {
        let body = if status == 200 {
            "the key s3cret is unknown"
        } else {
            BODY
        };
        let fake = Fake::new([Reply::Answer(status, &[], vec![Step::Chunk(body)])]);
        let core = fake.core_with(|builder| builder.api_key(&KEY, "s3cret"));
        let operation = operation(Operation {
            security: NEEDED,
            ..PLAIN
        });
        let request = RequestParts::new(&core, operation).send(decode::json::<i32>, decode::none);
        let error = request.await.unwrap_err();
        assert_eq!(error.to_string(), expected);
        let mut shown = format!("{error:?}");
        let mut source = error.source();
        while let Some(cause) = source {
            shown.push_str(&cause.to_string());
            source = cause.source();
        }
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}

#[test]
fn small_and_sendable() {
    fn sendable<T: Send + Sync + 'static>() {}
    sendable::<Error<String>>();
    assert_eq!(size_of::<Error<[u8; 500]>>(), size_of::<usize>());
}
