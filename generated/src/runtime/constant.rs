//! Constants: values of which there is only one. Others are refused.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

/// `null`, where the API documents no other value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Null;

impl Serialize for Null {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl<'de> Deserialize<'de> for Null {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Only::Null).map(|()| Self)
    }
}

/// Reads a string that is always the same.
///
/// # Errors
///
/// It is another one, or no string.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D, only: &str) -> Result<(), D::Error> {
    deserializer.deserialize_str(Only::Text(only))
}

/// Reads an integer that is always the same.
///
/// # Errors
///
/// It is another one, or no number.
pub fn integer<'de, D: Deserializer<'de>>(deserializer: D, only: i64) -> Result<(), D::Error> {
    deserializer.deserialize_i64(Only::Integer(only))
}

/// Reads a number that is always the same.
///
/// # Errors
///
/// It is another one, or no number.
pub fn number<'de, D: Deserializer<'de>>(deserializer: D, only: f64) -> Result<(), D::Error> {
    deserializer.deserialize_f64(Only::Number(only))
}

/// Reads a boolean that is always the same.
///
/// # Errors
///
/// It is the other one, or no boolean.
pub fn boolean<'de, D: Deserializer<'de>>(deserializer: D, only: bool) -> Result<(), D::Error> {
    deserializer.deserialize_bool(Only::Boolean(only))
}

/// The value that is read, compared in place, so that an error has its position.
enum Only<'a> {
    Null,
    Text(&'a str),
    Integer(i64),
    Number(f64),
    Boolean(bool),
}

impl Only<'_> {
    fn is<E: Error>(&self, is_same: bool) -> Result<(), E> {
        if is_same {
            return Ok(());
        }
        let refusal = format_args!("this is not {self}, the only value that the API documents");
        Err(E::custom(refusal))
    }
}

impl fmt::Display for Only<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => formatter.write_str("`null`"),
            Self::Text(only) => write!(formatter, "`{only}`"),
            Self::Integer(only) => write!(formatter, "`{only}`"),
            Self::Number(only) => write!(formatter, "`{only}`"),
            Self::Boolean(only) => write!(formatter, "`{only}`"),
        }
    }
}

impl Visitor<'_> for Only<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.is(matches!(self, Self::Null))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.is(matches!(self, Self::Text(only) if only == text))
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<(), E> {
        self.is(matches!(self, Self::Boolean(only) if only == flag))
    }

    fn visit_i64<E: Error>(self, integer: i64) -> Result<(), E> {
        match self {
            Self::Integer(only) => self.is(only == integer),
            _ => self.visit_f64(integer as f64),
        }
    }

    fn visit_u64<E: Error>(self, integer: u64) -> Result<(), E> {
        match self {
            Self::Integer(only) => self.is(u64::try_from(only) == Ok(integer)),
            _ => self.visit_f64(integer as f64),
        }
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        match self {
            Self::Number(only) => self.is(only == number),
            Self::Integer(only) => self.is(only as f64 == number),
            Self::Null | Self::Text(_) | Self::Boolean(_) => self.is(false),
        }
    }
}
