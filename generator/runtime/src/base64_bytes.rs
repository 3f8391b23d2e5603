//! Bytes as base64 text, the form of `format: byte`.
//!
//! For `#[serde(with = "…::base64_bytes")]` on `Vec<u8>` and `Bytes` fields, and on `Option`,
//! `Vec`, maps, `Box` and `Nullable` of them in any nesting.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::de::Deserializer;
use serde::ser::Serializer;

use super::wire::{Wire, parse_string};

/// The form of base64 text, with padding.
#[derive(Debug, Clone, Copy)]
pub struct Base64;

/// Writes bytes as base64 text.
///
/// # Errors
///
/// The serializer's own.
pub fn serialize<T: Wire<Base64>, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.serialize(serializer)
}

/// Reads bytes from base64 text.
///
/// # Errors
///
/// The value is not a string, or its text is not base64 with padding.
pub fn deserialize<'de, T: Wire<Base64>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::deserialize(deserializer)
}

impl Wire<Base64> for Vec<u8> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(self))
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse_string(deserializer, |text| {
            STANDARD.decode(text).map_err(|_| "the text is not base64")
        })
    }
}

impl Wire<Base64> for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(self))
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Vec<u8> as Wire<Base64>>::deserialize(deserializer).map(Self::from)
    }
}
