//! The check of a whole JSON text, and the places that errors name.

use std::collections::BTreeMap;

use castiron_runtime::json::{MAX_DEPTH, from_slice};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

fn error<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
    from_slice::<T>(text.as_bytes(), MAX_DEPTH)
        .unwrap_err()
        .to_string()
}

#[test]
fn whole_text() {
    for (text, expected) in [
        (r#"{"a": 1, "a": 2}"#, "$.a: the key is there twice"),
        (
            r#"{"x": [{"a": 1, "\u0061": 2}]}"#,
            "$.x[0].a: the key is there twice",
        ),
        (
            "1 2",
            "$: there is more text after the end of the JSON value",
        ),
        (
            "{} x",
            "$: there is more text after the end of the JSON value",
        ),
        (
            "[1]]",
            "$: there is more text after the end of the JSON value",
        ),
    ] {
        assert_eq!(error::<IgnoredAny>(text), expected);
    }
    assert!(from_slice::<IgnoredAny>(br#"{"a": {"a": 1}, "b": [{"a": 1}, {"a": 1}]}"#, 9).is_ok());
}

#[test]
fn depth() {
    let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    let read = |levels| from_slice::<IgnoredAny>(nested(levels).as_bytes(), MAX_DEPTH);
    assert!(read(127).is_ok());
    assert!(read(128).is_ok());
    assert!(
        read(129)
            .unwrap_err()
            .to_string()
            .ends_with("nested deeper than 128 levels")
    );
    assert!(read(100_000).is_err());
    let open = r#"{"a":"#.repeat(100_000);
    assert!(error::<IgnoredAny>(&open).ends_with("nested deeper than 128 levels"));
}

#[test]
fn bytes() {
    assert_eq!(from_slice::<i32>("\u{FEFF}5".as_bytes(), 1).unwrap(), 5);
    assert!(from_slice::<i32>("\u{FEFF}\u{FEFF}5".as_bytes(), 1).is_err());
    let latin_1 = from_slice::<String>(b"\"\xE9\"", 1).unwrap_err();
    assert_eq!(latin_1.to_string(), "$: byte 1 is not UTF-8");
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only read from JSON")]
struct Payment {
    id: u8,
    lines: Vec<Line>,
    note: Option<String>,
    extra: Option<BTreeMap<String, i32>>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only read from JSON")]
struct Line {
    amount: i64,
}

#[test]
fn places() {
    for (text, expected) in [
        (
            r#"{"id": "s3cret", "lines": []}"#,
            "$.id: expected u8, found a string",
        ),
        (
            r#"{"id": 4111, "lines": []}"#,
            "$.id: expected u8, found a number beyond it",
        ),
        (
            r#"{"id": 1.5}"#,
            "$.id: expected u8, found a number with a fraction",
        ),
        (
            r#"{"id": 1, "lines": [{"amount": 1}, {"amount": {"x": 1}}]}"#,
            "$.lines[1].amount: expected i64, found an object",
        ),
        (
            r#"{"id": 1, "lines": [{"amount": 1}, {"amount": null}]}"#,
            "$.lines[1].amount: expected i64, found null",
        ),
        (
            r#"{"id": 1, "lines": [{"amount": 1}, {}]}"#,
            "$.lines[1]: missing field `amount`",
        ),
        (
            "{\"id\": 1,\n \"lines\": [\n  {\"amount\":\n true}]}",
            "$.lines[0].amount: expected i64, found a boolean",
        ),
        (
            r#"{"id": 1, "lines": 5}"#,
            "$.lines: expected a sequence, found a number",
        ),
        (
            r#"{"id": 1, "lines": [], "note": []}"#,
            "$.note: expected a string, found an array",
        ),
        (
            r#"{"id": 1, "lines": [], "extra": {"a b": 1, "c\"d": "x"}}"#,
            r#"$.extra["c\"d"]: expected i32, found a string"#,
        ),
        // Not the members in their order.
        (
            r#"[1, [], "text"]"#,
            "$: expected struct Payment, found an array",
        ),
        (
            r#"{"id": 1, "lines": [{"amount": 1}, [1]]}"#,
            "$.lines[1]: expected struct Line, found an array",
        ),
        (r#"{"id": 1}"#, "$: missing field `lines`"),
        (
            r#"{"é": "é", "lines": [{"amount": "é"}]}"#,
            "$.lines[0].amount: expected i64, found a string",
        ),
    ] {
        assert_eq!(error::<Payment>(text), expected, "{text}");
    }
}

#[test]
fn not_json() {
    for (text, expected) in [
        (r#"{"a": tru}"#, "$.a: the text is not JSON: expected ident"),
        (
            r#"{"a": [1,]}"#,
            "$.a[0]: the text is not JSON: trailing comma",
        ),
        (r#"{"a" 1}"#, "$.a: the text is not JSON: expected `:`"),
        (
            "[1, 2",
            "$[1]: the text is not JSON: EOF while parsing a list",
        ),
        (
            r#"["abc"#,
            "$[0]: the text is not JSON: EOF while parsing a string",
        ),
        ("NaN", "$: the text is not JSON: expected value"),
    ] {
        assert_eq!(error::<serde_json::Value>(text), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn agrees_with_serde_json(text in r#"[\[\]{}:, "\\a1tné]{0,12}"#) {
        let ours = from_slice::<serde_json::Value>(text.as_bytes(), MAX_DEPTH);
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(ours, theirs),
            (Err(error), Ok(_)) => prop_assert_eq!(error.message(), "the key is there twice"),
            (Err(_), Err(_)) => {}
            (Ok(_), Err(error)) => prop_assert!(false, "{}", error),
        }
    }
}

#[test]
fn fractions_are_the_nearest_that_a_double_holds() {
    for text in [
        "29158576.795679986",
        "1.7976931348623157e308",
        "0.1",
        "2e-16",
    ] {
        let read: f64 = from_slice(text.as_bytes(), MAX_DEPTH).unwrap();
        assert_eq!(
            read.to_bits(),
            text.parse::<f64>().unwrap().to_bits(),
            "{text}"
        );
    }
}
