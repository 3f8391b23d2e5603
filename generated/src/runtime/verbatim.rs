//! [`Verbatim`]: a moment, a time of day or a duration, with the very text that it was read from.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use jiff::fmt::temporal::Pieces;
use jiff::{Span, Timestamp, Zoned, civil};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::wire::parse_string;

/// A date with a time, as `format: date-time` has it; it is a [`Timestamp`] as far as reading goes.
///
/// The last two days of the year 9999 are [`Timestamp::MAX`], which comes before them; their text stays.
pub type DateTime = Verbatim<Timestamp>;

/// A time of day, as `format: time` has it; it is a [`civil::Time`] as far as reading goes.
///
/// An offset from UTC stands in its text only.
pub type Time = Verbatim<civil::Time>;

/// A duration of ISO 8601, as `format: duration` has it; it is a [`Span`] as far as reading goes.
pub type Duration = Verbatim<Span>;

/// A value that goes out as the text it came in: with its offset from UTC, its zeros at the end,
/// its units.
///
/// It dereferences to the value. One that is made of a value is written as jiff writes it; one that
/// is parsed keeps its text. Two are equal if their values are, whatever their texts.
#[derive(Clone)]
pub struct Verbatim<T> {
    value: T,
    text: Option<Box<str>>,
}

/// Why a text is not what its format says; does not quote the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatError(&'static str);

impl fmt::Display for FormatError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

impl std::error::Error for FormatError {}

/// What can be [`Verbatim`].
pub trait Textual: fmt::Display + Sized {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// The text is not in the format of the type.
    fn read(text: &str) -> Result<Self, &'static str>;

    /// Whether two values mean the same.
    fn equals(&self, other: &Self) -> bool;
}

impl Textual for Timestamp {
    fn read(text: &str) -> Result<Self, &'static str> {
        text.parse()
            .or_else(|_| latest(text).ok_or(()))
            .map_err(|()| "the text is not a date and time with an offset from UTC")
    }

    fn equals(&self, other: &Self) -> bool {
        self == other
    }
}

/// The latest moment that a [`Timestamp`] holds, for a text that names a moment within the two days
/// after it: `9999-12-31T23:59:59Z` is what many APIs write for "never".
fn latest(text: &str) -> Option<Timestamp> {
    let pieces = Pieces::parse(text).ok()?;
    let has_time = pieces.time().is_some() && pieces.offset().is_some();
    (has_time && pieces.date() >= civil::date(9999, 12, 30)).then_some(Timestamp::MAX)
}

impl Textual for civil::Time {
    fn read(text: &str) -> Result<Self, &'static str> {
        // jiff refuses an offset, because it means nothing without a date.
        let time = match text.find(['Z', 'z', '+', '-']) {
            Some(end) => text.get(..end).unwrap_or(text),
            None => text,
        };
        time.parse().map_err(|_| "the text is not a time of day")
    }

    fn equals(&self, other: &Self) -> bool {
        self == other
    }
}

impl Textual for Span {
    fn read(text: &str) -> Result<Self, &'static str> {
        text.parse().map_err(|_| "the text is not a duration")
    }

    fn equals(&self, other: &Self) -> bool {
        self.fieldwise() == other.fieldwise()
    }
}

impl<T> Deref for Verbatim<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> From<T> for Verbatim<T> {
    fn from(value: T) -> Self {
        Self { value, text: None }
    }
}

/// With the offset from UTC that the time zone has then.
impl From<Zoned> for DateTime {
    fn from(zoned: Zoned) -> Self {
        Self {
            value: zoned.timestamp(),
            text: Some(zoned.strftime("%Y-%m-%dT%H:%M:%S%.f%:z").to_string().into()),
        }
    }
}

impl<T: Textual> FromStr for Verbatim<T> {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        T::read(text)
            .map(|value| Self {
                value,
                text: Some(text.into()),
            })
            .map_err(FormatError)
    }
}

impl<T: fmt::Display> fmt::Display for Verbatim<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => formatter.write_str(text),
            None => self.value.fmt(formatter),
        }
    }
}

impl<T: fmt::Display> fmt::Debug for Verbatim<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl<T: Textual> PartialEq for Verbatim<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value.equals(&other.value)
    }
}

impl<T: Textual> Eq for Verbatim<T> {}

impl<T: Textual> PartialEq<T> for Verbatim<T> {
    fn eq(&self, other: &T) -> bool {
        self.value.equals(other)
    }
}

impl<T: Textual + PartialOrd> PartialOrd for Verbatim<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl<T: Textual + PartialOrd> PartialOrd<T> for Verbatim<T> {
    fn partial_cmp(&self, other: &T) -> Option<Ordering> {
        self.value.partial_cmp(other)
    }
}

impl<T: Textual + Ord> Ord for Verbatim<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<T: fmt::Display> Serialize for Verbatim<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, T: Textual> Deserialize<'de> for Verbatim<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse_string(deserializer, |text| {
            text.parse().map_err(|FormatError(why)| why)
        })
    }
}
