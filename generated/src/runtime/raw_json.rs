//! [`RawJson`]: one JSON value kept as the text it came in.

mod collect;
mod member;

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeOwned, Deserializer as _, Error as _, IgnoredAny, Visitor};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

#[cfg(feature = "decimal")]
pub(super) use self::collect::read;
pub(super) use self::collect::{CHECKED, RAW, write};
use self::member::{Member, Members, Shown};
use super::finite;
use super::json::{self, JsonError};
use super::wire::{Reading, Wire};

/// A JSON value as the text it came in; written back unchanged, digit for digit.
///
/// This is what stands where an API does not say what a value is. It is made of anything that
/// serializes, such as `RawJson::from(serde_json::json!({"shift": 2}))` or `RawJson::from("text")`,
/// and read as whatever is expected there: `json.get("shift")?.read::<u8>()`.
///
/// Two values are equal when their texts are. Formats other than JSON hold the text in an object of
/// one property; reading one accepts any value that JSON can hold exactly, which the floats of
/// formats for people are not.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RawJson(Box<str>);

/// The kind of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// A list in brackets.
    Array,
    /// An object in braces.
    Object,
}

impl Kind {
    /// The kind that a value's first character announces.
    pub(super) fn of(text: &str) -> Self {
        match text.as_bytes().first() {
            Some(b'{') => Self::Object,
            Some(b'[') => Self::Array,
            Some(b'"') => Self::String,
            Some(b't' | b'f') => Self::Bool,
            Some(b'n') => Self::Null,
            _ => Self::Number,
        }
    }

    /// The kind with its article, for messages: `an object`.
    pub fn described(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

impl RawJson {
    /// Writes a value as JSON text.
    ///
    /// # Errors
    ///
    /// The value holds a number that is not finite, is nested deeper than
    /// [`MAX_DEPTH`](json::MAX_DEPTH), or its own `Serialize` fails.
    pub fn from_value<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        let bytes = finite::to_json(value)?;
        let text = String::from_utf8(bytes).map_err(serde_json::Error::custom)?;
        Ok(Self::of_text(text))
    }

    /// Keeps a text that is one JSON value.
    ///
    /// # Errors
    ///
    /// The text is not JSON, or nested deeper than [`MAX_DEPTH`](json::MAX_DEPTH).
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        Self::checked(text).map(|text| Self(text.into()))
    }

    /// A text that is one JSON value, without white space around it.
    fn checked(text: &str) -> Result<&str, serde_json::Error> {
        let raw: &RawValue = serde_json::from_str(text)?;
        // Unions are read anew from their text, which without a limit could go on for ever.
        json::check_depth(raw.get()).map_err(|error| serde_json::Error::custom(error.message()))?;
        Ok(raw.get())
    }

    /// Takes over a text that is known to be JSON.
    fn of_text(text: String) -> Self {
        Self(text.into_boxed_str())
    }

    /// The text, without white space around it.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The kind of the value.
    pub fn kind(&self) -> Kind {
        Kind::of(self.text())
    }

    /// Whether the value is a number without fraction and exponent: `5`.
    pub fn is_integer(&self) -> bool {
        self.kind() == Kind::Number && !self.text().contains(['.', 'e', 'E'])
    }

    /// Whether the value is a whole number, however it is written: `5`, `5.0` or `5e3`.
    pub fn is_whole(&self) -> bool {
        self.kind() == Kind::Number && json::is_whole(self.text())
    }

    /// The value of a property; `None` where it is not there, or this is not an object.
    pub fn get(&self, property: &str) -> Option<Self> {
        self.member(property).map(|text| Self(text.into()))
    }

    /// The value of a top-level property that tells union members apart.
    ///
    /// A string gives its characters, a number or boolean its text; `None` stands for everything
    /// else: no object, no such property, `null`, an object or a list.
    pub fn tag(&self, property: &str) -> Option<String> {
        let text = self.member(property)?;
        match Kind::of(text) {
            Kind::String => serde_json::from_str(text).ok(),
            Kind::Number | Kind::Bool => Some(text.to_owned()),
            Kind::Null | Kind::Array | Kind::Object => None,
        }
    }

    /// Whether a property is not there, is `null`, or has this [tag](Self::tag).
    pub fn may_be(&self, property: &str, tag: &str) -> bool {
        let kind = self.member(property).map(Kind::of);
        matches!(kind, None | Some(Kind::Null)) || self.tag(property).as_deref() == Some(tag)
    }

    /// An object with one property more in front, unless it has one of that name; every other value
    /// stays as it is.
    pub(super) fn tagged(self, property: &str, tag: &str) -> Self {
        let Some(rest) = self.text().strip_prefix('{') else {
            return self;
        };
        if self.member(property).is_some() {
            return self;
        }
        let (property, tag) = (Self::from(property), Self::from(tag));
        let comma = if rest.trim_start() == "}" { "" } else { "," };
        Self::of_text(format!("{{{property}:{tag}{comma}{rest}"))
    }

    /// The characters of a string; `None` for a value of another kind.
    pub fn as_string(&self) -> Option<String> {
        match self.kind() {
            Kind::String => serde_json::from_str(self.text()).ok(),
            _ => None,
        }
    }

    /// Whether the value is an object that has all of these properties.
    pub fn has_keys(&self, keys: &[&str]) -> bool {
        let members: BTreeMap<String, IgnoredAny> =
            serde_json::from_str(self.text()).unwrap_or_default();
        self.kind() == Kind::Object && keys.iter().all(|key| members.contains_key(*key))
    }

    /// Reads the value as a `T`.
    ///
    /// # Errors
    ///
    /// The value is not a `T`.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, JsonError> {
        // What was made of a tree may be nested deeper than what was read.
        json::check_depth(self.text())?;
        json::read(self.text())
    }

    /// Reads the value as a `T`, for use inside another `Deserialize`.
    ///
    /// # Errors
    ///
    /// The value is not a `T`; the message begins with the path inside this value.
    pub fn decode<T: DeserializeOwned, E: serde::de::Error>(&self) -> Result<T, E> {
        json::read(self.text()).map_err(|error| self.error_at(error.path(), error.message()))
    }

    /// Shows the properties of an object to a visitor, for use inside another `Deserialize`.
    ///
    /// # Errors
    ///
    /// The value is no object, or the visitor's own.
    pub fn visit<'t, V, E>(&'t self, visitor: V) -> Result<V::Value, E>
    where
        V: Visitor<'t>,
        E: serde::de::Error,
    {
        json::read_seed(self.text(), Shown(visitor))
            .map_err(|error| self.error_at(error.path(), error.message()))
    }

    /// The properties of an object, in their order.
    pub(super) fn members(&self) -> Result<Vec<(String, Self)>, serde_json::Error> {
        serde_json::Deserializer::from_str(self.text()).deserialize_map(Members)
    }

    /// An error about this value, which readers of the whole text give its place in that.
    pub fn error<E: serde::de::Error>(&self, message: &str) -> E {
        self.error_at("$", message)
    }

    fn error_at<E: serde::de::Error>(&self, path: &str, message: &str) -> E {
        E::custom(json::inside(path, self.text().len(), message))
    }

    /// [`RawJson::decode`] for a value in another form: `decode_with(decimal::Number)`.
    ///
    /// # Errors
    ///
    /// The value is not a `T` in that form.
    pub fn decode_with<T: Wire<F>, F, E: serde::de::Error>(&self, _form: F) -> Result<T, E> {
        let value: Reading<T, F> = self.decode()?;
        Ok(value.0)
    }

    /// Parses the value into a tree, which has no room for every number: those with a fraction, and
    /// those beyond the range of `i64` and `u64`, become `f64`. [`RawJson::read`] is exact.
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::from_str(self.text()).unwrap_or_default()
    }

    fn member(&self, property: &str) -> Option<&str> {
        let mut reader = serde_json::Deserializer::from_str(self.text());
        reader.deserialize_map(Member(property)).ok().flatten()
    }
}

impl fmt::Debug for RawJson {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text())
    }
}

impl fmt::Display for RawJson {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text())
    }
}

/// Whether the value is a string of these characters.
impl PartialEq<str> for RawJson {
    fn eq(&self, other: &str) -> bool {
        self.as_string().is_some_and(|text| text == other)
    }
}

/// Whether the value is a string of these characters.
impl PartialEq<&str> for RawJson {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

/// `null`
impl Default for RawJson {
    fn default() -> Self {
        Self("null".into())
    }
}

impl Serialize for RawJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self.text(), serializer)
    }
}

/// The text of a tree; its numbers are what they are there.
impl From<serde_json::Value> for RawJson {
    fn from(value: serde_json::Value) -> Self {
        Self::of_text(value.to_string())
    }
}

impl From<&str> for RawJson {
    fn from(text: &str) -> Self {
        Self::from(serde_json::Value::from(text))
    }
}

impl From<String> for RawJson {
    fn from(text: String) -> Self {
        Self::from(serde_json::Value::from(text))
    }
}

/// Values whose own text is JSON.
macro_rules! as_written {
    ($($type:ty),*) => {
        $(impl From<$type> for RawJson {
            fn from(value: $type) -> Self {
                Self::of_text(value.to_string())
            }
        })*
    };
}

as_written!(bool, i8, i16, i32, i64, i128, u8, u16, u32, u64, u128);
