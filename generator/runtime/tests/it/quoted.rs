//! What is left of a message in which a server quotes secrets.

use std::collections::BTreeMap;

use castiron_runtime::{CoreBuilder, Hidden, Operation, RequestParts, Sensitive, decode};

use crate::echo::{Deed, Echo, Encoding};
use crate::fake::{Fake, PLAIN, Reply, Step, operation};

/// What an error says when the API answers with this message to a request with `code` in its query.
async fn message(code: &str, message: &str) -> String {
    let body = serde_json::json!({ "message": message }).to_string();
    let fake = Fake::new([Reply::Answer(
        422,
        &[],
        vec![Step::Chunk(Box::leak(body.into_boxed_str()))],
    )]);
    let operation = operation(Operation {
        hidden: &[Hidden::Query("code")],
        ..PLAIN
    });
    let mut parts = RequestParts::new(&fake.core(), operation);
    parts.query("code", code);
    let error = parts.send(decode::json::<i32>, decode::none).await;
    error.unwrap_err().message().to_owned()
}

#[tokio::test]
async fn the_rest_of_a_message_stays() {
    for (code, said, expected) in [
        ("s3cret", "no `s3cret` here", "no `[redacted]` here"),
        (
            "a b",
            "a+b, a%20b, a\\u0020b",
            "[redacted], [redacted], [redacted]",
        ),
        ("s3cret", "s3cret and s3cret", "[redacted] and [redacted]"),
        ("aXaXa", "aXaXaXa", "[redacted]"),
        // Short texts are hidden where they stand alone: the rest is order numbers and prices.
        (
            "123",
            "order 41234: 123 is no code",
            "order 41234: [redacted] is no code",
        ),
        ("true", "that is true", "that is true"),
        ("", "nothing is hidden", "nothing is hidden"),
    ] {
        assert_eq!(message(code, said).await, expected);
    }
}

#[tokio::test]
async fn a_secret_is_found_before_a_message_is_cut() {
    let secret = "s3cret".repeat(20);
    let said = "x".repeat(290) + &secret;
    assert_eq!(
        message(&secret, &said).await,
        "x".repeat(290) + "[redacted]"
    );
}

/// What an error says when the API quotes the body that it was sent.
async fn about_body(hidden: &'static [Hidden], set: impl FnOnce(&mut RequestParts)) -> String {
    let echo = Echo::new(Encoding::Raw, Deed::Message(422), 4, None);
    let mut builder = CoreBuilder::new("https://api.example.com");
    builder.transport(echo);
    let operation = operation(Operation { hidden, ..PLAIN });
    let mut parts = RequestParts::new(&builder.build().unwrap(), operation);
    set(&mut parts);
    let error = parts.send(decode::json::<i32>, decode::none).await;
    error.unwrap_err().message().to_owned()
}

#[tokio::test]
async fn hidden_parts_of_bodies() {
    const CVV: &[Hidden] = &[Hidden::Property("cvv")];
    const BODY: &[Hidden] = &[Hidden::Body];
    let json = "application/json";
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    let nested = value(r#"{"a": [{"cvv": {"x": [98765, "y z", true]}}], "b": 43210}"#);
    let shown = about_body(CVV, |parts| parts.json_body(json, &nested)).await;
    assert_eq!(
        shown,
        r#"{"a":[{"cvv":{"x":[[redacted],"[redacted]",true]}}],"b":43210}"#
    );
    let shown = about_body(BODY, |parts| parts.json_body(json, &nested)).await;
    assert_eq!(
        shown,
        r#"{"a":[{"cvv":{"x":[[redacted],"[redacted]",true]}}],"b":[redacted]}"#
    );
    let form = value(r#"{"cvv": "98765"}"#);
    let shown = about_body(CVV, |parts| parts.form_body(&form)).await;
    assert_eq!(shown, "cvv=[redacted]");
    let shown = about_body(BODY, |parts| parts.text_body("text/plain", "s3cret")).await;
    assert_eq!(shown, "[redacted]");
}

#[test]
fn sensitive_values_are_what_they_are_on_the_wire() {
    let text = r#"{"cvv":123,"pins":["a"]}"#;
    let read: BTreeMap<String, Sensitive<serde_json::Value>> = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
    assert_eq!(
        format!("{read:?}"),
        r#"{"cvv": [redacted], "pins": [redacted]}"#
    );
    assert_eq!(*Sensitive::new(123).expose(), 123);
    assert_eq!(Sensitive::from(123).into_exposed(), 123);
}
