//! Decimals, exact in both directions.

use std::collections::BTreeMap;

use castiron_runtime::decimal::Number as Form;
use castiron_runtime::json::{MAX_DEPTH, from_slice};
use castiron_runtime::wire::written;
use castiron_runtime::{Nullable, RawJson, RequestParts, decimal, decimal_string, decode};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::fake::{Fake, PLAIN, json};

#[derive(Debug, Serialize, Deserialize)]
struct Number(#[serde(with = "decimal")] Decimal);

#[derive(Debug, Serialize, Deserialize)]
struct Text(#[serde(with = "decimal_string")] Decimal);

#[derive(Debug, Serialize, Deserialize)]
struct Amounts {
    #[serde(with = "decimal")]
    total: Decimal,
    #[serde(with = "decimal", default, skip_serializing_if = "Option::is_none")]
    tax: Option<Decimal>,
    #[serde(with = "decimal", default, skip_serializing_if = "Nullable::is_absent")]
    tip: Nullable<Decimal>,
    #[serde(with = "decimal")]
    rates: BTreeMap<String, Vec<Option<Decimal>>>,
    #[serde(with = "decimal_string")]
    fees: Vec<Decimal>,
}

#[test]
fn in_every_place() {
    for text in [
        r#"{"total":10.0,"rates":{},"fees":[]}"#,
        r#"{"total":0.10,"tax":1,"tip":null,"rates":{"a":[1.50,null]},"fees":["2.00","-3"]}"#,
        r#"{"total":79228162514264337593543950335,"tip":0.0000000000000000000000000001,"rates":{},"fees":[]}"#,
    ] {
        let amounts: Amounts = from_slice(text.as_bytes(), MAX_DEPTH).unwrap();
        assert_eq!(serde_json::to_string(&amounts).unwrap(), text);
    }
}

#[test]
fn exponents_are_exact() {
    for (text, expected) in [
        ("1e3", "1000"),
        ("1.5E-2", "0.015"),
        ("1.20e1", "12.0"),
        ("0e5", "0"),
    ] {
        let number: Number = serde_json::from_str(text).unwrap();
        assert_eq!(number.0.to_string(), expected);
    }
}

#[test]
fn what_does_not_fit_is_an_error() {
    for text in [
        "12345678901234567890123456789012345",
        "0.12345678901234567890123456789",
        "1e29",
        "1e-29",
        "1e999999999999",
    ] {
        let error = from_slice::<Number>(text.as_bytes(), MAX_DEPTH).unwrap_err();
        assert!(error.message().contains("more digits"), "{text}: {error}");
    }
    for (text, expected) in [
        ("\"1.5\"", "$: expected a decimal number, found a string"),
        ("null", "$: expected a decimal number, found null"),
    ] {
        let error = from_slice::<Number>(text.as_bytes(), MAX_DEPTH).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    for text in [
        "1.5", "\"\"", "\"+1\"", "\"007\"", "\" 1\"", "\"1,5\"", "\"NaN\"",
    ] {
        assert!(serde_json::from_str::<Text>(text).is_err(), "{text}");
    }
}

#[test]
fn errors_name_the_place() {
    for (text, expected) in [
        (r#"{"total":1e29}"#, "$.total"),
        (r#"{"total":1,"rates":{"a":[1,1e29]}}"#, "$.rates.a[1]"),
        (r#"{"total":1,"tax":{"x":1},"rates":{}}"#, "$.tax"),
        (r#"{"total":1,"rates":{"a":[{}]}}"#, "$.rates.a[0]"),
        (r#"{"total":1,"fees":["1","x"]}"#, "$.fees[1]"),
        (r#"{"total":1,"fees":[1]}"#, "$.fees[0]"),
    ] {
        let error = from_slice::<Amounts>(text.as_bytes(), MAX_DEPTH).unwrap_err();
        assert_eq!(error.path(), expected, "{text}: {error}");
    }
}

#[tokio::test]
async fn in_a_form_and_a_query() {
    let amounts: Amounts =
        serde_json::from_str(r#"{"total":10.00,"rates":{},"fees":["0.10"]}"#).unwrap();
    let fake = Fake::new([json(200, "1")]);
    let mut parts = RequestParts::new(&fake.core(), &PLAIN);
    parts.query("amount", &written(&Decimal::new(1050, 2), Form));
    parts.form_body(&amounts);
    parts.send(decode::json::<i32>, decode::none).await.unwrap();
    let request = fake.sent().remove(0);
    assert!(request.url.ends_with("?amount=10.50"));
    assert_eq!(request.body.as_bytes().unwrap(), "total=10.00&fees=0.10");
}

#[tokio::test]
async fn as_a_whole_body_and_in_a_union() {
    let fake = Fake::new([json(200, "[1.50]")]);
    let parts = RequestParts::new(&fake.core(), &PLAIN);
    let decoder = decode::json_with::<Vec<Decimal>, Form>;
    let answer = parts.send(decoder, decode::none).await.unwrap();
    assert_eq!(answer[0].to_string(), "1.50");
    let json = RawJson::parse("1.50").unwrap();
    let amount: Result<Decimal, serde_json::Error> = json.decode_with(Form);
    assert_eq!(amount.unwrap().to_string(), "1.50");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn text_in_equals_text_out(text in "-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,13})?") {
        // A decimal has no negative zero.
        prop_assume!(!text.starts_with('-') || text.contains(['1', '2', '3', '4', '5', '6', '7', '8', '9']));
        let number: Number = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&serde_json::to_string(&number).unwrap(), &text);
        let quoted = format!("\"{text}\"");
        let string: Text = serde_json::from_str(&quoted).unwrap();
        prop_assert_eq!(serde_json::to_string(&string).unwrap(), quoted);
    }

    #[test]
    fn every_decimal_comes_back(mantissa in -(1_i128 << 95)..(1_i128 << 95), scale in 0_u32..=28) {
        let number = Number(Decimal::from_i128_with_scale(mantissa, scale));
        let text = serde_json::to_string(&number).unwrap();
        let back: Number = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(back.0, number.0);
        prop_assert_eq!(back.0.scale(), scale);
    }

    #[test]
    fn never_rounded(text in "[1-9][0-9]{20,40}\\.[0-9]{0,30}[1-9]") {
        if let Ok(number) = serde_json::from_str::<Number>(&text) {
            prop_assert_eq!(serde_json::to_string(&number).unwrap(), text);
        }
    }
}

#[test]
fn a_negative_zero_keeps_its_sign_and_its_places() {
    for text in ["-0", "-0.00", "-0.0000000000000000000000000000"] {
        let number: Number = from_slice(text.as_bytes(), MAX_DEPTH).unwrap();
        assert_eq!(serde_json::to_string(&number).unwrap(), text);
        let quoted = format!("\"{text}\"");
        let quantity: Text = from_slice(quoted.as_bytes(), MAX_DEPTH).unwrap();
        assert_eq!(serde_json::to_string(&quantity).unwrap(), quoted);
    }
}
