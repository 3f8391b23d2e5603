//! Which documented response an answer is, and what becomes of its body.

use std::convert::Infallible;

use castiron_runtime::{
    Documented, Effect, Error, ErrorKind, Media, Operation, RequestParts, Response, decode,
};
use serde::Deserialize;

use crate::both;
use crate::fake::{Fake, PLAIN, Reply, Step, json, operation};

#[derive(Debug, Deserialize, PartialEq)]
struct Problem {
    code: i32,
}

type Responses = &'static [Documented];

async fn answer(
    responses: Responses,
    reply: Reply,
) -> Result<Response<serde_json::Value>, Error<Problem>> {
    let operation = operation(Operation { responses, ..PLAIN });
    both::answer(vec![reply], |_| {}, operation, decode::json, decode::json).await
}

async fn outcome(responses: Responses, status: u16) -> String {
    match answer(responses, json(status, r#"{"code": 7}"#)).await {
        Ok(_) => "success".to_owned(),
        Err(error) => format!("{:?} {:?}", error.kind(), error.api_error()),
    }
}

const TYPED: &str = "Status Some(Problem { code: 7 })";
const UNTYPED: &str = "Status None";

#[tokio::test]
async fn chosen_by_exact_status_then_class_then_default() {
    const ALL: Responses = &[
        Documented::success("200", Media::Json),
        Documented::error("4XX", Media::Json),
        Documented::error("default", Media::Json),
    ];
    assert_eq!(outcome(ALL, 200).await, "success");
    assert_eq!(outcome(ALL, 418).await, TYPED);
    assert_eq!(outcome(ALL, 500).await, TYPED);
    const FEW: Responses = &[
        Documented::success("2XX", Media::Json),
        Documented::error("400", Media::Json),
    ];
    assert_eq!(outcome(FEW, 207).await, "success");
    assert_eq!(outcome(FEW, 400).await, TYPED);
    assert_eq!(outcome(FEW, 404).await, UNTYPED);
    assert_eq!(outcome(FEW, 302).await, UNTYPED);
}

#[tokio::test]
async fn a_success_that_is_not_documented() {
    const ONE: Responses = &[
        Documented::success("200", Media::Json),
        Documented::error("default", Media::Json),
    ];
    assert_eq!(outcome(ONE, 207).await, "success");
    const TWO: Responses = &[
        Documented::success("200", Media::Json),
        Documented::success("201", Media::Json),
    ];
    assert_eq!(outcome(TWO, 207).await, "Decode None");
    const DEFAULT: Responses = &[Documented::success("default", Media::Json)];
    assert_eq!(outcome(DEFAULT, 202).await, "success");
    assert_eq!(outcome(DEFAULT, 404).await, TYPED);
    const REDIRECT: Responses = &[Documented::success("302", Media::Json)];
    assert_eq!(outcome(REDIRECT, 302).await, "success");
}

#[tokio::test]
async fn what_the_response_tells() {
    let headers = &[
        ("x-request-id", "r-1"),
        ("content-type", "application/json"),
    ];
    let reply = Reply::Answer(200, headers, vec![Step::Chunk("[1,"), Step::Chunk("2]")]);
    let response = answer(PLAIN.responses, reply).await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.request_id(), Some("r-1"));
    assert_eq!(response.headers().len(), 2);
    assert_eq!(response.as_array().unwrap().len(), 2);
    assert_eq!(response.into_inner(), serde_json::json!([1, 2]));
}

#[tokio::test]
async fn an_empty_body_where_one_is_documented() {
    for body in ["", " \r\n"] {
        let error = answer(PLAIN.responses, json(200, body)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::EmptyBody);
        assert_eq!(error.effect(), Effect::Applied);
        assert_eq!(
            error.to_string(),
            "GET /thing: 200 OK: the body is empty (the request was applied)"
        );
    }
}

#[tokio::test]
async fn html_from_a_proxy() {
    let headers = &[("content-type", "text/html; charset=utf-8")];
    let page = || {
        vec![Step::Chunk(
            "<!DOCTYPE html>\n<html><title>Sign in to the wifi</title></html>",
        )]
    };
    let error = answer(PLAIN.responses, Reply::Answer(200, headers, page()))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /thing: 200 OK: expected JSON, got a body of `text/html` that begins with `<!DOCTYPE \
         html> <html><title>Sign in to the wifi</title></ht…` (the request was applied)"
    );
    let error = answer(PLAIN.responses, Reply::Answer(502, headers, page()))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /thing: 502 Bad Gateway: a body of `text/html` that begins with `<!DOCTYPE html> \
         <html><title>Sign in to the wifi</title></ht…`"
    );
    assert_eq!(error.kind(), ErrorKind::Status);
    assert!(error.api_error().is_none());
    assert!(error.body().unwrap().starts_with(b"<!DOCTYPE"));
}

#[tokio::test]
async fn json_under_any_content_type() {
    for content_type in ["text/html", "text/plain", "application/problem+json"] {
        let headers = vec![("content-type", content_type)].leak();
        let reply = Reply::Answer(200, headers, vec![Step::Chunk("\u{FEFF}[1]")]);
        assert!(answer(PLAIN.responses, reply).await.is_ok());
    }
}

#[tokio::test]
async fn other_bodies() {
    async fn decoded<T>(decoder: castiron_runtime::Decoder<T>, reply: Reply) -> Result<T, String> {
        const RESPONSES: Responses = &[
            Documented::success("200", Media::Text),
            Documented::success("204", Media::Empty),
        ];
        let fake = Fake::new([reply]);
        let operation = operation(Operation {
            responses: RESPONSES,
            ..PLAIN
        });
        let parts = RequestParts::new(&fake.core(), operation);
        let answer: Result<Response<T>, Error<Infallible>> =
            parts.send(decoder, decode::none).await;
        answer
            .map(Response::into_inner)
            .map_err(|error| error.to_string())
    }
    assert_eq!(decoded(decode::text, json(200, "é")).await.unwrap(), "é");
    assert_eq!(
        decoded(decode::bytes, json(200, "é")).await.unwrap(),
        "é".as_bytes()
    );
    assert_eq!(decoded(decode::empty, json(200, "é")).await, Ok(()));
    let latin_1 = &[("content-type", "text/plain; charset=ISO-8859-1")];
    let reply = Reply::Answer(200, latin_1, vec![Step::Chunk("\u{e9}")]);
    assert_eq!(decoded(decode::text, reply).await.unwrap(), "Ã©");
}
