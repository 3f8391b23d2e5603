//! Random decimals in every position: the text that comes out is the text that went in.

use std::collections::BTreeMap;

use castiron_runtime::json::{MAX_DEPTH, from_slice};
use castiron_runtime::wire::written;
use castiron_runtime::{Kind, Nullable, RawJson, decimal, decimal_string};
use rust_decimal::Decimal;
use serde::de::{DeserializeOwned, Deserializer};
use serde::{Deserialize, Serialize, Serializer};

use crate::random::random;

macro_rules! positions {
    ($positions:ident, $union:ident, $form:path, $module:literal, $kind:path) => {
        /// A decimal in the six positions that there are.
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct $positions {
            #[serde(with = $module)]
            field: Decimal,
            #[serde(with = $module, default, skip_serializing_if = "Option::is_none")]
            optional: Option<Decimal>,
            #[serde(with = $module, default, skip_serializing_if = "Nullable::is_absent")]
            nullable: Nullable<Decimal>,
            #[serde(with = $module)]
            list: Vec<Decimal>,
            #[serde(with = $module)]
            map: BTreeMap<String, Decimal>,
            union: $union,
        }

        #[derive(Debug, PartialEq)]
        enum $union {
            Decimal(Decimal),
            Unknown(RawJson),
        }

        impl Serialize for $union {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    Self::Decimal(value) => written(value, $form).serialize(serializer),
                    Self::Unknown(json) => json.serialize(serializer),
                }
            }
        }

        impl<'de> Deserialize<'de> for $union {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json = RawJson::deserialize(deserializer)?;
                match json.kind() {
                    $kind => json.decode_with($form).map(Self::Decimal),
                    _ => Ok(Self::Unknown(json)),
                }
            }
        }
    };
}

positions!(
    Numbers,
    NumberUnion,
    decimal::Number,
    "decimal",
    Kind::Number
);
positions!(
    Texts,
    TextUnion,
    decimal_string::Text,
    "decimal_string",
    Kind::String
);

const POSITIONS: [&str; 6] = ["field", "optional", "nullable", "list", "map", "union"];

fn in_every_position(value: &str) -> String {
    format!(
        r#"{{"field":{value},"optional":{value},"nullable":{value},"list":[{value}],"map":{{"a":{value}}},"union":{value}}}"#
    )
}

fn through<T: Serialize + DeserializeOwned>(text: &str) -> Result<String, String> {
    let value: T = from_slice(text.as_bytes(), MAX_DEPTH).map_err(|error| error.to_string())?;
    Ok(serde_json::to_string(&value).unwrap())
}

/// A decimal of up to 28 digits, with as many of them behind the point as one likes.
fn decimal_text(values: &mut fastrand::Rng) -> String {
    let digits = values.usize(1..=28);
    let behind = values.usize(0..=digits);
    let mut text = String::new();
    for _ in 0..digits {
        text.push(values.digit(10));
    }
    let (whole, fraction) = text.split_at(digits - behind);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    // A decimal has no negative zero.
    let may_be_negative = text.contains(|digit| digit != '0') && values.bool();
    let sign = if may_be_negative { "-" } else { "" };
    format!("{sign}{whole}{point}{fraction}")
}

#[test]
fn random_numbers_keep_their_text_in_six_positions() {
    let mut random = random(ROUNDS);
    for _ in 0..random.rounds {
        let text = in_every_position(&decimal_text(&mut random.values));
        assert_eq!(through::<Numbers>(&text).as_ref(), Ok(&text));
    }
}

#[test]
fn random_strings_keep_their_text_in_six_positions() {
    let mut random = random(ROUNDS);
    for _ in 0..random.rounds {
        let number = decimal_text(&mut random.values);
        let text = in_every_position(&format!("\"{number}\""));
        assert_eq!(through::<Texts>(&text).as_ref(), Ok(&text));
    }
}

const ROUNDS: u64 = 50_000;

#[test]
fn digits_that_do_not_fit_are_an_error_in_every_position() {
    for number in [
        "79228162514264337593543950336",
        "-79228162514264337593543950336",
        "0.12345678901234567890123456789",
        "1.00000000000000000000000000001",
        "1e29",
        "1e-29",
        "1e999999999999",
    ] {
        for position in POSITIONS {
            let whole = in_every_position("1");
            let (text, path) = spoilt(&whole, "1", position, number);
            let error = through::<Numbers>(&text).unwrap_err();
            assert!(
                error.starts_with(&format!("{path}: the number has more digits")),
                "{error}"
            );
            let whole = in_every_position("\"1\"");
            let (text, path) = spoilt(&whole, "\"1\"", position, &format!("\"{number}\""));
            let error = through::<Texts>(&text).unwrap_err();
            assert!(
                error.starts_with(&format!("{path}: the number has more digits")),
                "{error}"
            );
        }
    }
}

/// A text with another value in one position, and the path to that.
fn spoilt(text: &str, value: &str, position: &str, other: &str) -> (String, String) {
    let (before, inside) = match position {
        "list" => ("[", "[0]"),
        "map" => (r#"{"a":"#, ".a"),
        _ => ("", ""),
    };
    let right = format!("\"{position}\":{before}{value}");
    let wrong = format!("\"{position}\":{before}{other}");
    assert!(text.contains(&right));
    (
        text.replace(&right, &wrong),
        format!("$.{position}{inside}"),
    )
}
