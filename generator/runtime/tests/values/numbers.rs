//! Numbers and maps that have no form as text, and numbers that keep every digit.

use std::collections::BTreeMap;

use castiron_runtime::{Error, ErrorKind, RawJson, RequestParts, Style};
use serde::Serialize;

use crate::keeper::{at, path_of, sent, sent_to};

/// A place for a value.
type Place<T> = fn(&mut RequestParts, &T);

/// Every place that takes values, where the value is put by itself or as a property.
fn places<T: Serialize>() -> [Place<T>; 10] {
    [
        |parts, value| parts.path("p", value),
        |parts, value| parts.path_styled("p", Style::Matrix, true, value),
        |parts, value| parts.query("q", value),
        |parts, value| parts.query_styled("q", Style::PipeDelimited, false, value),
        |parts, value| parts.query_styled("q", Style::DeepObject, true, &[("k", value)]),
        |parts, value| parts.query_reserved("q", Style::Form, false, value),
        |parts, value| parts.header("x-h", value),
        |parts, value| parts.cookie("c", value),
        |parts, value| parts.form_body(&BTreeMap::from([("k", value)])),
        |parts, value| parts.json_body("application/json", value),
    ]
}

fn put<T: Serialize>(place: Place<T>, value: &T) -> Result<String, Error> {
    let request = sent_to(at("/a/{p}"), |parts| {
        parts.path("p", "x");
        place(parts, value);
    })?;
    Ok(path_of(&request).to_owned())
}

fn assert_refused<T: Serialize>(value: &T) {
    for place in places() {
        assert_eq!(put(place, value).unwrap_err().kind(), ErrorKind::Request);
    }
}

#[test]
fn numbers_that_are_not_finite_are_refused_everywhere() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_refused(&number);
        assert_refused(&[1.0, number]);
        assert_refused(&Some(number));
        assert_refused(&BTreeMap::from([("k", number)]));
    }
    assert_refused(&f32::NAN);
}

#[test]
fn maps_whose_keys_are_no_texts_are_refused_everywhere() {
    assert_refused(&BTreeMap::from([([1, 2], "a")]));
    assert_refused(&BTreeMap::from([(None::<i32>, "a")]));
    assert_refused(&BTreeMap::from([(BTreeMap::from([("k", 1)]), "a")]));
}

#[test]
fn keys_that_are_numbers_are_texts() {
    let request = sent(|parts| parts.query("q", &BTreeMap::from([(-1, true)])));
    assert_eq!(path_of(&request.unwrap()), "/thing?-1=true");
}

#[test]
fn bytes_have_no_form_as_text() {
    struct Bytes;
    impl Serialize for Bytes {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_bytes(b"s3cret")
        }
    }
    let error = sent(|parts| parts.query("q", &Bytes)).unwrap_err();
    assert_eq!(
        error.message(),
        "the query parameter `q` cannot be written: bytes have no form as text"
    );
}

#[test]
fn numbers_are_written_in_full() {
    let written = |set: &dyn Fn(&mut RequestParts)| {
        let request = sent(|parts| set(parts)).unwrap();
        path_of(&request).replacen("/thing?q=", "", 1)
    };
    let doubles = [
        (0.1, "0.1"),
        (1e21, "1000000000000000000000"),
        (1e-7, "0.0000001"),
        (-0.0, "-0"),
        (0.1 + 0.2, "0.30000000000000004"),
        (9_007_199_254_740_993.0, "9007199254740992"),
    ];
    for (number, expected) in doubles {
        assert_eq!(written(&|parts| parts.query("q", &number)), expected);
    }
    for number in [i128::MIN, -1, 0, i128::MAX] {
        assert_eq!(
            written(&|parts| parts.query("q", &number)),
            number.to_string()
        );
    }
    assert_eq!(
        written(&|parts| parts.query("q", &u128::MAX)),
        u128::MAX.to_string()
    );
    assert_eq!(
        written(&|parts| parts.query("q", &f32::MAX)),
        f32::MAX.to_string()
    );
}

#[test]
fn raw_json_keeps_every_digit_at_every_depth() {
    let raw =
        RawJson::parse(r#"{"a": [12345678901234567890.10, 1.0], "b": {"c": 1E400}}"#).unwrap();
    let request = sent(|parts| parts.query_styled("q", Style::DeepObject, true, &raw)).unwrap();
    assert_eq!(
        path_of(&request),
        "/thing?q%5Ba%5D=12345678901234567890.10&q%5Ba%5D=1.0&q%5Bb%5D%5Bc%5D=1E400"
    );
}

#[test]
fn raw_json_that_is_too_deep_is_refused() {
    let text = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let error = RawJson::parse(&text).unwrap_err();
    assert_eq!(error.to_string(), "nested deeper than 128 levels");
}

#[cfg(feature = "decimal")]
#[test]
fn decimals_keep_their_zeros() {
    use castiron_runtime::{decimal, wire};
    use rust_decimal::Decimal;

    let amounts: Vec<Decimal> = ["10.00", "-0.10", "79228162514264337593543950335"]
        .map(|text| text.parse().unwrap())
        .into();
    let request = sent(|parts| {
        parts.query_styled(
            "q",
            Style::Form,
            false,
            &wire::written(&amounts, decimal::Number),
        );
        parts.query("one", &wire::written(&amounts[0], decimal::Number));
    });
    assert_eq!(
        path_of(&request.unwrap()),
        "/thing?q=10.00,-0.10,79228162514264337593543950335&one=10.00"
    );
}
