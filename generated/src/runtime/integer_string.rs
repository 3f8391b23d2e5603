//! Integers as JSON strings, the form of `type: string, format: int64`: `"9007199254740993"`.
//!
//! For `#[serde(with = "…::integer_string")]` on a field of an integer type, and on `Option`, `Vec`,
//! maps, `Box` and `Nullable` of it in any nesting.

use serde::de::Deserializer;
use serde::ser::Serializer;

use super::wire::{Wire, parse_string};

/// The form of an integer in a JSON string.
#[derive(Debug, Clone, Copy)]
pub struct Digits;

/// Writes integers as JSON strings.
///
/// # Errors
///
/// The serializer's own.
pub fn serialize<T: Wire<Digits>, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.serialize(serializer)
}

/// Reads integers from JSON strings.
///
/// # Errors
///
/// The value is not a string, its text is not an integer or would be written otherwise, such as `+1`
/// or `007`, or it is beyond what the type holds.
pub fn deserialize<'de, T: Wire<Digits>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::deserialize(deserializer)
}

macro_rules! in_digits {
    ($($integer:ty),*) => {
        $(impl Wire<Digits> for $integer {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }

            fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                parse_string(deserializer, |text| match text.parse::<Self>() {
                    Ok(integer) if integer.to_string() == text => Ok(integer),
                    _ => Err(concat!("the text is not an integer (", stringify!($integer), ")")),
                })
            }
        })*
    };
}

in_digits!(i8, i16, i32, i64, u8, u16, u32, u64);
