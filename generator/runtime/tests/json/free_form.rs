//! JSON of no type: kept as text, made of anything, read as anything.

use std::collections::BTreeMap;

use castiron_runtime::RawJson;
use castiron_runtime::json::{MAX_DEPTH, from_slice};
use serde_json::json;

use crate::random::random;

#[test]
fn numbers_in_free_form_json_keep_every_digit() {
    let mut random = random(5_000);
    for _ in 0..random.rounds {
        let digits = random.values.usize(1..60);
        let digits: String = (0..digits).map(|_| random.values.digit(10)).collect();
        let exponent = random.values.i32(-400..400);
        let text = format!(r#"{{"a":[1.{digits}e{exponent},{{"b":-1{digits}}}],"c":0.{digits}}}"#);
        let read: BTreeMap<String, RawJson> = from_slice(text.as_bytes(), MAX_DEPTH).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }
}

#[test]
fn anything_becomes_free_form_json() {
    for (json, text) in [
        (RawJson::default(), "null"),
        (RawJson::from("a \"b\"\n"), r#""a \"b\"\n""#),
        (RawJson::from("é".to_owned()), "\"é\""),
        (RawJson::from(true), "true"),
        (RawJson::from(-5), "-5"),
        (RawJson::from(u64::MAX), "18446744073709551615"),
        (RawJson::from(json!({"a": [1, null]})), r#"{"a":[1,null]}"#),
        (RawJson::from_value(&Some([1.5])).unwrap(), "[1.5]"),
    ] {
        assert_eq!(json.text(), text);
        assert!(RawJson::parse(text).is_ok());
    }
}

#[test]
fn free_form_json_is_read_as_what_it_is() {
    let json = RawJson::parse(r#"{"list": [1.0, 2e0], "name": "x"}"#).unwrap();
    let list = json.get("list").unwrap();
    assert_eq!(list.read::<Vec<u8>>(), Ok(vec![1, 2]));
    assert_eq!(list.text(), "[1.0, 2e0]");
    assert_eq!(
        json.get("name")
            .and_then(|name| name.as_string())
            .as_deref(),
        Some("x")
    );
    assert_eq!(json.get("name").unwrap(), "x");
    assert_ne!(list, "[1.0, 2e0]");
    assert_eq!(json.get("other"), None);
    assert_eq!(list.get("name"), None);
    let error = json.read::<BTreeMap<String, Vec<u8>>>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "$.name: expected a sequence, found a string"
    );
}

#[test]
fn whole_numbers_are_told_from_fractions_and_from_other_spellings() {
    for (text, integer, whole) in [
        ("5", true, true),
        ("-0", true, true),
        ("5.0", false, true),
        ("5e3", false, true),
        ("50e-1", false, true),
        ("1e999", false, true),
        ("5.5", false, false),
        ("5e-1", false, false),
        ("\"5\"", false, false),
        ("null", false, false),
    ] {
        let json = RawJson::parse(text).unwrap();
        assert_eq!(
            (json.is_integer(), json.is_whole()),
            (integer, whole),
            "{text}"
        );
    }
}
