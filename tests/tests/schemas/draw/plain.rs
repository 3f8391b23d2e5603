//! Plain schemas: numbers, texts, lists of values and constants.

use std::ops::RangeInclusive;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::schema::{Constant, Integer, Listed, Number, Shape, Text};

/// Texts in enumerations.
const WORDS: [&str; 28] = [
    "a",
    "A",
    "b",
    "red",
    "Red",
    "dark red",
    "dark-red",
    "dark_red",
    "",
    " ",
    "1",
    "01",
    "-1",
    "+1",
    "1.0",
    "true",
    "null",
    "Self",
    "Unknown",
    "unknown",
    "type",
    "\u{e9}",
    "\u{65e5}",
    "\u{1f980}",
    "\"",
    "\\",
    "a/b",
    "*",
];

pub(super) fn plain() -> BoxedStrategy<Shape> {
    prop_oneof![
        1 => Just(Shape::Any),
        1 => Just(Shape::Boolean),
        3 => integer().prop_map(Shape::Integer),
        3 => number().prop_map(Shape::Number),
        6 => text().prop_map(Shape::Text),
        3 => listed().prop_map(Shape::Listed),
        2 => constant().prop_map(Shape::Constant),
    ]
    .boxed()
}

/// Bounds for some.
fn steps(range: RangeInclusive<i64>) -> impl Strategy<Value = Option<RangeInclusive<i64>>> {
    let (first, last) = range.into_inner();
    let steps =
        (first..=last, 0..=20_i64).prop_map(move |(start, more)| start..=(start + more).min(last));
    prop::option::weighted(0.3, steps)
}

pub(super) fn integer() -> impl Strategy<Value = Integer> {
    let formats = vec![
        None,
        None,
        Some("int8"),
        Some("int16"),
        Some("int32"),
        Some("int64"),
        Some("uint8"),
        Some("uint16"),
        Some("uint32"),
        Some("uint64"),
        Some("unixtime"),
        Some("nickname"),
    ];
    (select(formats), steps(0..=30), 1..=4_i64, any::<bool>()).prop_map(
        |(format, steps, step, exclusive)| Integer {
            format,
            steps,
            step,
            exclusive,
        },
    )
}

pub(super) fn number() -> impl Strategy<Value = Number> {
    let formats = vec![
        None,
        Some("double"),
        Some("float"),
        Some("decimal"),
        Some("decimal"),
    ];
    (
        select(formats),
        steps(-1000..=1000),
        select(vec![1, 5, 10, 25, 100]),
        any::<bool>(),
    )
        .prop_map(|(format, steps, step, exclusive)| Number {
            format,
            steps,
            step,
            exclusive,
        })
}

pub(super) fn text() -> impl Strategy<Value = Text> {
    let formats = vec![
        "date-time",
        "date-time",
        "date",
        "time",
        "duration",
        "http-date",
        "uuid",
        "byte",
        "base64url",
        "password",
        "decimal",
        "int8",
        "int64",
        "uint64",
        "binary",
        "uri",
        "nickname",
    ];
    let patterns = vec![
        "^[A-Z]{3}$",
        "^[0-9]{4}-[0-9]{2}$",
        "^[a-z]+$",
        "^(a|bc)*$",
        "^.{2,3}$",
    ];
    let length = (0..=3_usize, 0..=5_usize).prop_map(|(least, more)| Some(least..=least + more));
    let plain = Text {
        format: None,
        length: None,
        pattern: None,
    };
    prop_oneof![
        2 => Just(plain.clone()),
        1 => length.prop_map(|length| Text { format: None, length, pattern: None }),
        1 => select(patterns).prop_map(|pattern| Text { format: None, length: None, pattern: Some(pattern) }),
        5 => select(formats).prop_map(|format| Text { format: Some(format), length: None, pattern: None }),
    ]
}

/// Values of one kind, or of several; `null` makes a nullable one.
pub(super) fn listed() -> impl Strategy<Value = Listed> {
    let words: Vec<String> = WORDS
        .iter()
        .map(|word| serde_json::Value::from(*word).to_string())
        .collect();
    let integers = [
        "0",
        "1",
        "2",
        "-1",
        "-2",
        "42",
        "2147483648",
        "-9223372036854775808",
    ]
    .map(str::to_owned);
    let numbers = ["0", "1", "-1", "1.5", "-1.5", "0.1", "43.125"].map(str::to_owned);
    let mixed = ["\"a\"", "\"1\"", "1", "1.5", "true", "false"].map(str::to_owned);
    let kinds = prop_oneof![
        4 => (select(vec![Some("string"), None]), subsequence(words, 1..=6)),
        2 => (Just(Some("integer")), subsequence(integers.to_vec(), 1..=4)),
        1 => (Just(Some("number")), subsequence(numbers.to_vec(), 1..=4)),
        1 => (Just(None), subsequence(mixed.to_vec(), 2..=6)),
    ];
    (kinds, prop::bool::weighted(0.1)).prop_map(|((kind, mut values), null)| {
        if null {
            values.push("null".to_owned());
        }
        Listed { kind, values }
    })
}

fn constant() -> impl Strategy<Value = Constant> {
    let words = WORDS.map(|word| (Some("string"), serde_json::Value::from(word).to_string()));
    let others = [
        ("integer", "0"),
        ("integer", "-7"),
        ("integer", "9223372036854775807"),
        ("number", "2"),
        ("number", "-1.5"),
        ("number", "0.1"),
        ("boolean", "true"),
        ("boolean", "false"),
        ("null", "null"),
    ];
    let others = others.map(|(kind, value)| (Some(kind), value.to_owned()));
    let value = prop_oneof![select(words.to_vec()), select(others.to_vec())];
    (value, any::<bool>()).prop_map(|((kind, value), typed)| Constant {
        kind: kind.filter(|_| typed),
        value,
    })
}
