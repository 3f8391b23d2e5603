//! Values of plain types: what is sent, and what has to come back.
//!
//! Nearly all comes back as it was sent. These are the exceptions, and all of them:
//!
//! - a whole number in an integer field comes back in plain digits, however it was written;
//! - a `number` without `format: decimal` comes back as the shortest text of the float that it is;
//! - a decimal comes back without an exponent;
//! - a UUID comes back in lower case, and `base64url` without padding.

use std::ops::RangeInclusive;

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD};
use castiron_tests::wire::{Json, json};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::string::string_regex;

use crate::schema::{Integer, Listed, Number, Text};

/// A JSON value, and what a type that reads it writes.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    pub sent: Json,
    pub back: Json,
}

impl Pair {
    pub fn same(json: Json) -> Self {
        Self {
            back: json.clone(),
            sent: json,
        }
    }

    fn text(text: impl Into<String>) -> Self {
        Self::same(Json::Text(text.into()))
    }

    fn number(sent: impl Into<String>, back: impl Into<String>) -> Self {
        Self {
            sent: Json::Number(sent.into()),
            back: Json::Number(back.into()),
        }
    }
}

pub fn boolean() -> BoxedStrategy<Pair> {
    any::<bool>()
        .prop_map(|flag| Pair::same(Json::Bool(flag)))
        .boxed()
}

/// Any JSON, kept to the digit.
pub fn free() -> BoxedStrategy<Pair> {
    select(vec![
        "null",
        "true",
        "1.50",
        "1e400",
        "-0",
        "\"\"",
        "\"\u{1f980}\"",
        "[]",
        "{}",
        r#"{"b":[1.0,{"a":0.10000000000000000000000001}]}"#,
        r#"[null,"x",[[]]]"#,
        "123456789012345678901234567890",
    ])
    .prop_map(|text| Pair::same(json(text)))
    .boxed()
}

/// The values that a format of integers has.
pub fn range(format: Option<&str>) -> RangeInclusive<i128> {
    match format {
        Some("int8") => i8::MIN.into()..=i8::MAX.into(),
        Some("int16") => i16::MIN.into()..=i16::MAX.into(),
        Some("int32") => i32::MIN.into()..=i32::MAX.into(),
        Some("uint8") => 0..=u8::MAX.into(),
        Some("uint16") => 0..=u16::MAX.into(),
        Some("uint32") => 0..=u32::MAX.into(),
        Some("uint64") => 0..=u64::MAX.into(),
        // From the year 1 to nearly the end of 9999.
        Some("unixtime") => -62_135_596_800..=253_402_207_200,
        _ => i64::MIN.into()..=i64::MAX.into(),
    }
}

fn whole(range: RangeInclusive<i128>) -> BoxedStrategy<i128> {
    let (first, last) = (*range.start(), *range.end());
    prop_oneof![
        1 => select(vec![first, last, 0.clamp(first, last), 1.clamp(first, last)]),
        2 => range,
    ]
    .boxed()
}

pub fn integer(integer: &Integer) -> BoxedStrategy<Pair> {
    let step = i128::from(integer.step);
    let values = match &integer.steps {
        Some(steps) => whole((*steps.start()).into()..=(*steps.end()).into())
            .prop_map(move |count| count * step)
            .boxed(),
        None => whole(range(integer.format)),
    };
    (values, 0..8)
        .prop_map(|(value, form)| match form {
            0 => Pair::number(format!("{value}.0"), value.to_string()),
            1 if value != 0 => Pair::number(format!("{value}0e-1"), value.to_string()),
            _ => Pair::number(value.to_string(), value.to_string()),
        })
        .boxed()
}

/// The text of so many hundredths.
pub fn hundredths(count: i64) -> String {
    let sign = if count < 0 { "-" } else { "" };
    let count = count.unsigned_abs();
    format!("{sign}{}.{:02}", count / 100, count % 100)
}

pub fn number(number: &Number) -> BoxedStrategy<Pair> {
    let format = number.format;
    let step = number.step;
    let texts = match (&number.steps, format) {
        (Some(steps), _) => steps
            .clone()
            .prop_map(move |count| hundredths(count * step))
            .boxed(),
        (None, Some("decimal")) => decimal(),
        (None, _) => floats(),
    };
    texts
        .prop_map(move |text| {
            let back = match format {
                Some("decimal") => written_out(&text),
                _ => serde_json::to_string(&text.parse::<f64>().unwrap()).unwrap(),
            };
            Pair::number(text, back)
        })
        .boxed()
}

fn floats() -> BoxedStrategy<String> {
    let floats =
        proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO;
    prop_oneof![
        floats.prop_map(|value| serde_json::to_string(&value).unwrap()),
        any::<i32>().prop_map(|count| hundredths(count.into())),
        any::<i32>().prop_map(|count| count.to_string()),
        select(vec![
            "0",
            "-0",
            "1E3",
            "1e-7",
            "12345678901234567890.5",
            "0.30000000000000004"
        ])
        .prop_map(str::to_owned),
    ]
    .boxed()
}

fn decimal() -> BoxedStrategy<String> {
    let digits = (any::<bool>(), "(0|[1-9][0-9]{0,13})", "(|\\.[0-9]{1,14})");
    prop_oneof![
        4 => digits.prop_map(|(negative, whole, fraction)| {
            format!("{}{whole}{fraction}", if negative { "-" } else { "" })
        }),
        1 => select(vec!["1.5e3", "1e-5", "-0.00", "79228162514264337593543950335", "1E+2", "12e-1"])
            .prop_map(str::to_owned),
    ]
    .boxed()
}

/// A decimal without its exponent.
fn written_out(text: &str) -> String {
    match text {
        "1.5e3" => "1500",
        "1e-5" => "0.00001",
        "1E+2" => "100",
        "12e-1" => "1.2",
        plain => plain,
    }
    .to_owned()
}

pub fn text(text: &Text) -> BoxedStrategy<Pair> {
    if let Some(pattern) = text.pattern {
        // In OpenAPI a dot matches no carriage return either.
        let pattern = pattern.trim_matches(['^', '$']).replace('.', "[^\r\n]");
        return string_regex(&pattern).unwrap().prop_map(Pair::text).boxed();
    }
    if let Some(length) = &text.length {
        let letter = select(vec!['a', 'Z', ' ', '"', '\\', '\n', '\u{e9}', '\u{1f980}']);
        let letters = vec(letter, length.clone());
        return letters
            .prop_map(|letters| Pair::text(String::from_iter(letters)))
            .boxed();
    }
    match text.format {
        None | Some("password" | "binary" | "uri" | "nickname") => any_text(),
        Some("decimal") => decimal()
            .prop_map(|text| Pair {
                back: Json::Text(written_out(&text)),
                sent: Json::Text(text),
            })
            .boxed(),
        Some("byte") => bytes().prop_map(|bytes| Pair::text(BASE64_STANDARD.encode(bytes))).boxed(),
        Some("base64url") => (bytes(), any::<bool>())
            .prop_map(|(bytes, padded)| {
                let back = BASE64_URL_SAFE_NO_PAD.encode(&bytes);
                let sent = if padded { BASE64_URL_SAFE.encode(&bytes) } else { back.clone() };
                Pair { sent: Json::Text(sent), back: Json::Text(back) }
            })
            .boxed(),
        Some("uuid") => "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
            .prop_map(|text| Pair {
                back: Json::Text(text.to_lowercase()),
                sent: Json::Text(text),
            })
            .boxed(),
        Some("date-time") => (date(), time(), offset())
            .prop_map(|(date, time, offset)| Pair::text(format!("{date}T{time}{offset}")))
            .boxed(),
        Some("date") => date().prop_map(Pair::text).boxed(),
        Some("time") => (time(), prop_oneof![Just(String::new()), offset()])
            .prop_map(|(time, offset)| Pair::text(time + &offset))
            .boxed(),
        Some("duration") => string_regex(
            "P([0-9]{1,4}Y)?([0-9]{1,2}M)?[0-9]{1,3}D(T([0-9]{1,2}H)?([0-9]{1,2}M)?[0-9]{1,2}(\\.[0-9]{1,9})?S)?|PT[0-9]{1,3}[HMS]|P[0-9]{1,2}W",
        )
        .unwrap()
        .prop_map(Pair::text)
        .boxed(),
        Some("http-date") => select(vec![
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "Wed, 29 Dec 9999 23:59:59 GMT",
            "Thu, 29 Feb 2024 23:59:59 GMT",
        ])
        .prop_map(Pair::text)
        .boxed(),
        format => whole(range(format)).prop_map(|value| Pair::text(value.to_string())).boxed(),
    }
}

/// Whether a text of a format can be any text.
pub fn any_text() -> BoxedStrategy<Pair> {
    prop_oneof![
        2 => "[ -~]{0,12}",
        1 => "\\PC{0,3}",
    ]
    .prop_map(Pair::text)
    .boxed()
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..12)
}

fn date() -> BoxedStrategy<String> {
    prop_oneof![
        8 => (1..=9999, 1..=12, 1..=28).prop_map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}")),
        1 => select(vec!["9999-12-31", "0001-01-01", "2024-02-29", "2026-01-31"]).prop_map(str::to_owned),
    ]
    .boxed()
}

fn time() -> impl Strategy<Value = String> {
    string_regex("([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?").unwrap()
}

fn offset() -> BoxedStrategy<String> {
    string_regex("Z|[+-](0[0-9]|1[0-3]):(00|30|45)")
        .unwrap()
        .boxed()
}

/// A listed value; if there may be others, those too.
pub fn listed(listed: &Listed, open: bool) -> BoxedStrategy<Pair> {
    let values: Vec<Json> = listed.values.iter().map(|text| json(text)).collect();
    let known = values.iter().filter(|value| **value != Json::Null);
    let known = select(known.cloned().collect::<Vec<_>>());
    let all = |is: fn(&Json) -> bool| values.iter().all(|value| is(value) || *value == Json::Null);
    let unknown: Vec<&str> = if all(|value| matches!(value, Json::Text(_))) {
        vec!["\"\"", "\"never heard of\"", "\"\u{e9}\""]
    } else if listed.kind == Some("integer") {
        vec!["-9223372036854775808", "9223372036854775807", "987654"]
    } else {
        vec!["9.75", "-12345.5"]
    };
    if !open {
        return known.prop_map(Pair::same).boxed();
    }
    prop_oneof![
        4 => known.prop_map(Pair::same),
        1 => select(unknown).prop_map(|text| Pair::same(json(text))),
    ]
    .boxed()
}
