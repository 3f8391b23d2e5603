//! Bytes as base64 text for URLs, the form of `format: base64url`: `-` and `_` in place of `+` and `/`.
//!
//! For `#[serde(with = "…::base64_url")]`, in the same places as [`base64_bytes`](super::base64_bytes).

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::de::Deserializer;
use serde::ser::Serializer;

use super::wire::{Wire, parse_string};

/// The form of base64 text for URLs: written without padding, read with or without.
#[derive(Debug, Clone, Copy)]
pub struct Base64Url;

const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Writes bytes as base64 text for URLs.
///
/// # Errors
///
/// The serializer's own.
pub fn serialize<T: Wire<Base64Url>, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.serialize(serializer)
}

/// Reads bytes from base64 text for URLs.
///
/// # Errors
///
/// The value is not a string, or its text is not base64 for URLs.
pub fn deserialize<'de, T: Wire<Base64Url>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::deserialize(deserializer)
}

impl Wire<Base64Url> for Vec<u8> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&ENGINE.encode(self))
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse_string(deserializer, |text| {
            ENGINE
                .decode(text)
                .map_err(|_| "the text is not base64 for URLs")
        })
    }
}
