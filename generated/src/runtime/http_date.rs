//! Moments as HTTP writes them, the form of `format: http-date`: `Sun, 06 Nov 1994 08:49:37 GMT`.
//!
//! For `#[serde(with = "…::http_date")]` on a [`Timestamp`] field, and on `Option`, `Vec`, maps, `Box`
//! and `Nullable` of it in any nesting.

use jiff::Timestamp;
use jiff::fmt::rfc2822::{DateTimeParser, DateTimePrinter};
use serde::de::Deserializer;
use serde::ser::{Error as _, Serializer};

use super::wire::{Wire, parse_string};

/// The form of a date in an HTTP header (RFC 9110, section 5.6.7), which ends with whole seconds.
#[derive(Debug, Clone, Copy)]
pub struct HttpDate;

/// Writes moments as HTTP does.
///
/// # Errors
///
/// The year is not one of four digits; or the serializer's own.
pub fn serialize<T: Wire<HttpDate>, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.serialize(serializer)
}

/// Reads moments as HTTP writes them.
///
/// # Errors
///
/// The value is not a string, or its text is not such a date.
pub fn deserialize<'de, T: Wire<HttpDate>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::deserialize(deserializer)
}

impl Wire<HttpDate> for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = DateTimePrinter::new().timestamp_to_rfc9110_string(self);
        let text = text.map_err(|_| S::Error::custom("HTTP has no text for a date before year 0"));
        serializer.serialize_str(&text?)
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse_string(deserializer, |text| {
            let moment = DateTimeParser::new().parse_timestamp(text);
            moment.map_err(|_| "the text is not a date as HTTP writes it")
        })
    }
}
