//! Callbacks: what the API sends, as an application reads it.

use client::callback_requests::callbacks::{place_order_paid, shipped, take_notice};
use client::runtime::HeaderMap;
use take_notice::Payload;

fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
    let lines = lines.iter();
    lines
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
        .collect()
}

fn content_type(media_type: &'static str) -> HeaderMap {
    headers(&[("content-type", media_type)])
}

/// What a notice is read as: `id`, amount, lines, kind of method and whether that is saved.
fn noticed(headers: &HeaderMap, body: &str) -> String {
    match take_notice::parse(headers, body.as_bytes()) {
        Ok(Some(Payload::Json(payment) | Payload::Form(payment) | Payload::Xml(payment))) => {
            let method = payment.method.unwrap();
            format!(
                "{} {} {:?} {:?} {:?}",
                payment.id,
                payment.amount,
                payment.lines.unwrap(),
                method.kind.unwrap(),
                method.saved.unwrap()
            )
        }
        Ok(Some(Payload::Text(text))) => format!("text {text}"),
        Ok(Some(_)) => "another".to_owned(),
        Ok(None) => "nothing".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_body_is_read_by_its_media_type() {
    let json = r#"{"id": "p1", "amount": 1.50, "lines": [1, 2], "method": {"kind": "card", "saved": true}}"#;
    let form = "id=p1&amount=1.50&lines=1&lines=2&method[kind]=card&method%5Bsaved%5D=true&more=x";
    let xml = "<Payment><id>p1</id><amount>1.50</amount><lines>1</lines><lines>2</lines>\
               <method><kind>card</kind><saved>true</saved></method></Payment>";
    let read = r#"p1 1.50 [1, 2] "card" true"#;
    assert_eq!(noticed(&content_type("application/json"), json), read);
    assert_eq!(
        noticed(&content_type("Application/JSON; charset=utf-8"), json),
        read
    );
    assert_eq!(noticed(&HeaderMap::new(), json), read);
    assert_eq!(
        noticed(&content_type("application/x-www-form-urlencoded"), form),
        read
    );
    assert_eq!(noticed(&content_type("application/xml"), xml), read);
    assert_eq!(noticed(&content_type("text/plain"), "a=b"), "text a=b");
    assert_eq!(noticed(&content_type("application/json"), " "), "nothing");
    assert_eq!(
        noticed(&content_type("text/html"), "<p>"),
        "the API's description has no body of `text/html`"
    );
}

#[test]
fn what_anybody_may_send_is_read_within_the_limits_of_answers() {
    let json = content_type("application/json");
    let parse = |body: &str| match place_order_paid::parse(&json, body.as_bytes()) {
        Ok(payment) => payment.amount.to_string(),
        Err(error) => error.to_string(),
    };
    assert_eq!(parse(r#"{"id": "a", "amount": 0.10}"#), "0.10");
    assert_eq!(
        parse(r#"{"id": "a", "id": "b", "amount": 1}"#),
        "`$.id`: the key is there twice"
    );
    let deep = format!(
        r#"{{"id": "a", "amount": 1, "x": {}{}}}"#,
        "[".repeat(200),
        "]".repeat(200)
    );
    assert!(
        parse(&deep).contains("nested deeper than 128 levels"),
        "{}",
        parse(&deep)
    );
    assert_eq!(parse(r#"{"id": "a"}"#), "`$`: missing field `amount`");
    assert_eq!(parse(""), "the body is empty");
    let form = content_type("application/x-www-form-urlencoded");
    assert_eq!(
        noticed(&form, "id=a&id=b&amount=1"),
        "`$.id`: expected a string, found an array"
    );
    assert_eq!(
        noticed(&form, "id=a&amount=sk_1"),
        "`$.amount`: expected a decimal number, found a string"
    );
    let zipped = headers(&[("content-encoding", "gzip")]);
    let error = place_order_paid::parse(&zipped, b"\x1f\x8b").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the body is encoded as `gzip`, which was not asked for"
    );
    assert_eq!(shipped::parse(&json, &[0, 255]).unwrap().as_ref(), [0, 255]);
}

#[test]
fn headers_and_query_are_read_when_they_are_asked_for() {
    let lines = headers(&[("x-attempt", "3")]);
    let attempt = place_order_paid::Headers::from(&lines).x_attempt();
    assert_eq!(attempt.unwrap(), 3);
    let query = place_order_paid::Query::from("tags=a,b%2C&key=sk_1+2");
    assert_eq!(query.tags().unwrap().unwrap(), ["a", "b"]);
    let key = query.key().unwrap().unwrap();
    assert_eq!(key.expose(), "sk_1 2");
    assert!(!format!("{query:?} {key:?}").contains("sk_1"));
    let absent = HeaderMap::new();
    let missing = place_order_paid::Headers::from(&absent)
        .x_attempt()
        .unwrap_err();
    assert_eq!(missing.to_string(), "the header `X-Attempt` is missing");
}

#[test]
fn webhooks_are_read_like_callbacks() {
    use client::webhooks::callbacks::{changed, removed};

    let json = content_type("application/json");
    let change = changed::parse(&json, br#"{"id": null}"#).unwrap().unwrap();
    assert_eq!(change.id, client::runtime::Nullable::Null);
    assert!(changed::parse(&json, b"").unwrap().is_none());
    removed::parse(&json, b"").unwrap();
}
