//! Decimals as JSON strings, exact: the text that was read is the text that is written, but for
//! exponents, which are written out.
//!
//! For `#[serde(with = "…::decimal_string")]`, in the same places as [`decimal`](super::decimal).

use rust_decimal::Decimal;
use serde::de::Deserializer;
use serde::ser::Serializer;
use serde_json::value::RawValue;

use super::Kind;
use super::decimal::{TOO_LONG, parse};
use super::wire::{Wire, parse_string};

/// The form of a number in a JSON string: `"10.50"`.
#[derive(Debug, Clone, Copy)]
pub struct Text;

/// Writes decimals as JSON strings.
///
/// # Errors
///
/// The serializer's own.
pub fn serialize<T: Wire<Text>, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.serialize(serializer)
}

/// Reads decimals from JSON strings.
///
/// # Errors
///
/// The value is not a string, its text is not a number, or it has more digits than a `Decimal`
/// holds.
pub fn deserialize<'de, T: Wire<Text>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::deserialize(deserializer)
}

impl Wire<Text> for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse_string(deserializer, |text| {
            if is_number(text) {
                parse(text).ok_or(TOO_LONG)
            } else {
                Err("the text is not a decimal number")
            }
        })
    }
}

/// Whether a text is a number as JSON writes them; others, such as `+1` or `007`, would change.
fn is_number(text: &str) -> bool {
    Kind::of(text) == Kind::Number
        && serde_json::from_str::<&RawValue>(text).is_ok_and(|number| number.get() == text)
}
