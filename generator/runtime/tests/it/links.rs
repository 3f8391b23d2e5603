//! Links: where each expression finds its value, and what is said where there is none.

use castiron_runtime::{
    Answer, Expression, Header, Operation, RawJson, RequestParts, Response, Shape, decode,
};

use crate::fake::{Fake, PLAIN, json, operation};

const BODY: &str = r#"{"a/b": [{"~": 1.50}, "x"], "none": null, "0": "zero", "deep": {"": true}}"#;

/// The answer to `PUT /things/{id}?x=…` with a body.
async fn answered(remembered: bool) -> Response<RawJson> {
    let operation = operation(Operation {
        path: "/things/{id}",
        ..PLAIN
    });
    let fake = Fake::new([json(200, BODY)]);
    let mut parts = RequestParts::new(&fake.core(), operation);
    if remembered {
        parts.remember();
    }
    parts.path("id", "0 7");
    parts.query("x", &[1, 2]);
    parts.query("x", &[2, 3]);
    parts.header("X-Trace", "12");
    parts.json_body("application/json", &serde_json::json!({"sent": "text"}));
    parts.send(decode::json, decode::none).await.unwrap()
}

/// The JSON that is handed on, or why there is none.
fn handed_on(answer: Answer<'_>, expression: Expression) -> String {
    let json = serde_json::to_string(&answer.required(expression));
    json.unwrap_or_else(|error| error.to_string())
}

const NUMBERS: Shape = Shape::List(&Shape::Number);

#[tokio::test]
async fn expressions_find_their_values() {
    let response = answered(true).await;
    let table = [
        (Expression::Method, r#""GET""#),
        (Expression::StatusCode, "200"),
        (Expression::Path("id", Shape::Text), r#""0 7""#),
        (Expression::Query("x", NUMBERS), "[2,3]"),
        (Expression::RequestHeader("X-Trace", Shape::Text), r#""12""#),
        (Expression::RequestHeader("X-Trace", Shape::Number), "12"),
        (Expression::RequestBody("/sent"), r#""text""#),
        (Expression::RequestBody(""), r#"{"sent":"text"}"#),
        (Expression::ResponseBody("/a~1b/0/~0"), "1.50"),
        (Expression::ResponseBody("/a~1b/1"), r#""x""#),
        (Expression::ResponseBody("/0"), r#""zero""#),
        (Expression::ResponseBody("/deep/"), "true"),
        (
            Expression::ResponseHeader(Header::new("Content-Type", Shape::Text)),
            r#""application/json""#,
        ),
        (Expression::Constant("[1]"), "[1]"),
        (
            Expression::Text(&[
                Expression::Constant("\"at \""),
                Expression::Path("id", Shape::Text),
                Expression::ResponseBody("/a~1b/0/~0"),
            ]),
            r#""at 0 71.50""#,
        ),
    ];
    for (expression, expected) in table {
        let found = handed_on(Answer::from(&response), expression);
        assert_eq!(found, expected, "{expression}");
    }
    let url = handed_on(Answer::from(&response), Expression::Url);
    assert!(url.ends_with(r#"/things/0%207?x=2&x=3""#), "{url}");
}

#[tokio::test]
async fn a_value_that_is_not_there_is_an_error_only_where_it_is_needed() {
    let response = answered(true).await;
    for (expression, text) in [
        (Expression::ResponseBody("/none"), "$response.body#/none"),
        (
            Expression::ResponseBody("/a~1b/01"),
            "$response.body#/a~1b/01",
        ),
        (
            Expression::ResponseBody("/a~1b/+1"),
            "$response.body#/a~1b/+1",
        ),
        (
            Expression::ResponseBody("/a~1b/2"),
            "$response.body#/a~1b/2",
        ),
        (Expression::ResponseBody("/0/0"), "$response.body#/0/0"),
        (Expression::RequestBody("/id"), "$request.body#/id"),
        (
            Expression::Path("other", Shape::Text),
            "$request.path.other",
        ),
        (Expression::Query("id", Shape::Text), "$request.query.id"),
        (
            Expression::ResponseHeader(Header::new("X-None", Shape::Text)),
            "$response.header.X-None",
        ),
        (
            Expression::Text(&[
                Expression::Constant("\"n\""),
                Expression::ResponseBody("/a~1b"),
            ]),
            "n{$response.body#/a~1b}",
        ),
    ] {
        let answer = Answer::from(&response);
        assert_eq!(
            handed_on(answer, expression),
            format!("the answer has no `{text}`")
        );
        let optional = serde_json::to_string(&answer.optional(expression)).unwrap();
        assert_eq!(optional, "null", "{text}");
    }
}

#[tokio::test]
async fn a_call_that_is_not_remembered_has_its_head_only() {
    let response = answered(false).await;
    let answer = Answer::from(&response);
    assert_eq!(handed_on(answer, Expression::StatusCode), "200");
    assert_eq!(
        handed_on(answer, Expression::ResponseBody("/0")),
        "the answer has no `$response.body#/0`"
    );
}

#[tokio::test]
async fn nothing_that_was_sent_is_shown() {
    let response = answered(true).await;
    let answer = Answer::from(&response);
    let linked = answer.required(Expression::ResponseBody("/0"));
    assert_eq!(
        format!("{answer:?} {linked:?}"),
        "Answer { status: Some(200), .. } Linked { .. }"
    );
}
