//! Values that no description knows: kept, and written byte for byte.

use castiron_runtime::RawJson;

use crate::payment::{Creator, Level, State, read};

fn with(field: &str, value: &str) -> String {
    let mut fields = vec![
        ("id", "1"),
        ("amount", "1"),
        ("parent", "null"),
        ("state", "\"open\""),
        ("creator", "\"x\""),
        ("lines", "[]"),
        ("rates", "{}"),
    ];
    match fields.iter_mut().find(|(name, _)| *name == field) {
        Some(known) => known.1 = value,
        None => fields.push((field, value)),
    }
    let fields: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    format!("{{{}}}", fields.join(","))
}

#[test]
fn an_unknown_text_of_an_enumeration_is_written_as_it_came() {
    for text in [
        "", "OPEN", "open ", "\u{0}", "😀", "a\"b\\c", "é", "e\u{301}",
    ] {
        let body = with("state", &serde_json::to_string(text).unwrap());
        let payment = read(&body).unwrap();
        assert_eq!(payment.state, State::Unknown(text.to_owned()));
        assert_eq!(
            serde_json::to_string(&payment.state).unwrap(),
            serde_json::to_string(text).unwrap()
        );
    }
}

#[test]
fn an_unknown_integer_of_an_enumeration_is_written_as_it_came() {
    for value in [0, -1, 2, i32::MIN, i32::MAX] {
        let payment = read(&with("level", &value.to_string())).unwrap();
        assert_eq!(payment.level, Some(Level::Unknown(value)));
        assert_eq!(
            serde_json::to_string(&payment.level).unwrap(),
            value.to_string()
        );
    }
}

#[test]
fn a_value_of_no_branch_is_written_byte_for_byte() {
    for text in [
        r#"{"kind": "robot", "serial": 1.000000000000000000000000000000000001, "b": 1, "a": 2}"#,
        r#"{ "kind" : "log\u0069n2", "limit" : 1e400 }"#,
        r#"{"kind":5}"#,
        r#"{"kind":null}"#,
        r#"{"name":"login"}"#,
        r#"{"KIND":"login"}"#,
        "{}",
        "[ ]",
        "[1.0,\t-0]",
        "true",
        "null",
    ] {
        let payment = read(&with("creator", text)).unwrap();
        assert_eq!(
            payment.creator,
            Creator::Unknown(RawJson::parse(text).unwrap())
        );
        assert_eq!(serde_json::to_string(&payment.creator).unwrap(), text);
    }
}

#[test]
fn an_escaped_tag_is_the_tag() {
    let body = with("creator", r#"{"k\u0069nd":"log\u0069n","name":null}"#);
    assert!(matches!(read(&body).unwrap().creator, Creator::Login(_)));
}

#[test]
fn a_known_branch_that_does_not_read_is_an_error_and_not_unknown() {
    for (text, path) in [
        (r#"{"kind":"login"}"#, "$.creator"),
        (r#"{"kind":"login","name":5}"#, "$.creator.name"),
        (
            r#"{"kind":"login","name":null,"limit":"1"}"#,
            "$.creator.limit",
        ),
    ] {
        assert_eq!(read(&with("creator", text)).unwrap_err().path(), path);
    }
}

#[test]
fn an_undeclared_property_is_written_byte_for_byte() {
    for text in [
        "1.10",
        "1e400",
        r#"{ "a" : [ 1.0 ] }"#,
        r#""\u0061\/""#,
        "null",
    ] {
        let body = with("extra", text);
        assert_eq!(serde_json::to_string(&read(&body).unwrap()).unwrap(), body);
    }
}

#[test]
fn a_value_of_the_wrong_kind_is_an_error_that_names_the_place() {
    for (field, value, message) in [
        ("state", "5", "$.state: expected a string, found a number"),
        ("level", "\"1\"", "$.level: expected i32, found a string"),
        (
            "lines",
            "{}",
            "$.lines: expected a sequence, found an object",
        ),
        ("id", "null", "$.id: expected u64, found null"),
        (
            "parent",
            "1.5",
            "$.parent: expected i64, found a number with a fraction",
        ),
        (
            "rates",
            "{\"a\":[\"1\"]}",
            "$.rates.a[0]: expected a decimal number, found a string",
        ),
    ] {
        assert_eq!(read(&with(field, value)).unwrap_err().to_string(), message);
    }
}
