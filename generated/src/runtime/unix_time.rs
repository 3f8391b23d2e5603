//! Moments as seconds since 1970, the form of `format: unixtime`: `1686566864`.
//!
//! For `#[serde(with = "…::unix_time")]` on a [`Timestamp`] field, and on `Option`, `Vec`, maps, `Box`
//! and `Nullable` of it in any nesting.

use std::fmt;

use jiff::Timestamp;
use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;

use super::wire::Wire;

/// The form of whole seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy)]
pub struct UnixTime;

/// Writes moments as seconds since 1970, without what a second is divided into.
///
/// # Errors
///
/// The serializer's own.
pub fn serialize<T: Wire<UnixTime>, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.serialize(serializer)
}

/// Reads moments from seconds since 1970.
///
/// # Errors
///
/// The value is not an integer, or one beyond the year 9999.
pub fn deserialize<'de, T: Wire<UnixTime>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::deserialize(deserializer)
}

impl Wire<UnixTime> for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.as_second())
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_i64(SecondsVisitor)
    }
}

struct SecondsVisitor;

impl Visitor<'_> for SecondsVisitor {
    type Value = Timestamp;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("seconds since 1970")
    }

    fn visit_i64<E: Error>(self, seconds: i64) -> Result<Timestamp, E> {
        Timestamp::from_second(seconds)
            .map_err(|_| E::custom("so many seconds since 1970 are beyond the year 9999"))
    }

    fn visit_u64<E: Error>(self, seconds: u64) -> Result<Timestamp, E> {
        self.visit_i64(i64::try_from(seconds).unwrap_or(i64::MAX))
    }
}
