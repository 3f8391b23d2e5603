//! Decimals as JSON numbers, exact: the text that was read is the text that is written, but for
//! exponents, which are written out.
//!
//! For `#[serde(with = "…::decimal")]` on a `Decimal` field, and on `Option`, `Vec`, maps, `Box`
//! and `Nullable` of it in any nesting. No value ever passes through `f64`.

use rust_decimal::Decimal;
use serde::de::{Deserializer, Error as _};
use serde::ser::Serializer;

use super::wire::Wire;
use super::{Kind, json, raw_json};

/// The form of a JSON number: `10.50`.
#[derive(Debug, Clone, Copy)]
pub struct Number;

/// Writes decimals as JSON numbers.
///
/// # Errors
///
/// The serializer's own.
pub fn serialize<T: Wire<Number>, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.serialize(serializer)
}

/// Reads decimals from JSON numbers.
///
/// # Errors
///
/// The value is not a number, has more digits than a `Decimal` holds, or comes as a float from a
/// format that has no exact numbers.
pub fn deserialize<'de, T: Wire<Number>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::deserialize(deserializer)
}

impl Wire<Number> for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        raw_json::write(&self.to_string(), serializer)
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = raw_json::read(deserializer, false)?;
        let error = |message: &str| D::Error::custom(json::inside("$", text.len(), message));
        let found = Kind::of(&text);
        if found != Kind::Number {
            let found = found.described();
            return Err(error(&format!("expected a decimal number, found {found}")));
        }
        parse(&text).ok_or_else(|| error(TOO_LONG))
    }
}

pub(super) const TOO_LONG: &str =
    "the number has more digits than a decimal holds (28), and rounding it would change it";

/// Reads the text of a JSON number, or gives `None` where a `Decimal` cannot hold it exactly.
pub(super) fn parse(text: &str) -> Option<Decimal> {
    let mut number = magnitude(text.strip_prefix('-').unwrap_or(text))?;
    // Zero has a sign, too, which parsing drops.
    number.set_sign_negative(text.starts_with('-'));
    Some(number)
}

/// Reads a number without a sign.
fn magnitude(text: &str) -> Option<Decimal> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return Decimal::from_str_exact(text).ok();
    };
    let mantissa = Decimal::from_str_exact(mantissa).ok()?;
    let exponent: i32 = exponent.parse().ok()?;
    let scale = i32::try_from(mantissa.scale())
        .ok()?
        .checked_sub(exponent)?;
    if let Ok(scale) = u32::try_from(scale) {
        return Decimal::try_from_i128_with_scale(mantissa.mantissa(), scale).ok();
    }
    let zeros = 10_i128.checked_pow(scale.unsigned_abs())?;
    Decimal::try_from_i128_with_scale(mantissa.mantissa().checked_mul(zeros)?, 0).ok()
}
