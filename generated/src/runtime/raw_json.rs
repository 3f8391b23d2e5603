//! [`RawJson`]: one JSON value kept as the text it came in.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::json;
use super::wire::{Reading, Wire};

/// A JSON value as the text it came in; written back unchanged, digit for digit.
///
/// Two values are equal when their texts are.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawJson(Box<RawValue>);

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
    /// The value's own `Serialize` fails.
    pub fn from_value<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::value::to_raw_value(value).map(Self)
    }

    /// Keeps a text that is one JSON value.
    ///
    /// # Errors
    ///
    /// The text is not JSON.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text).map(Self)
    }

    /// The text, without white space around it.
    pub fn text(&self) -> &str {
        self.0.get()
    }

    /// The kind of the value.
    pub fn kind(&self) -> Kind {
        Kind::of(self.text())
    }

    /// Whether the value is a number without fraction and exponent.
    pub fn is_integer(&self) -> bool {
        self.kind() == Kind::Number && !self.text().contains(['.', 'e', 'E'])
    }

    /// The value of a top-level property that tells union members apart.
    ///
    /// A string gives its characters, a number or boolean its text; `None` stands for everything
    /// else: no object, no such property, `null`, an object or a list.
    pub fn tag(&self, property: &str) -> Option<String> {
        let members = self.members();
        let text = members.get(property)?.get();
        match Kind::of(text) {
            Kind::String => serde_json::from_str(text).ok(),
            Kind::Number | Kind::Bool => Some(text.to_owned()),
            Kind::Null | Kind::Array | Kind::Object => None,
        }
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
        let members = self.members();
        self.kind() == Kind::Object && keys.iter().all(|key| members.contains_key(*key))
    }

    /// Reads the value as a `T`, for use inside another `Deserialize`.
    ///
    /// # Errors
    ///
    /// The value is not a `T`; the message begins with the path inside this value.
    pub fn decode<T: DeserializeOwned, E: serde::de::Error>(&self) -> Result<T, E> {
        json::read(self.text()).map_err(|error| self.error_at(error.path(), error.message()))
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

    /// Parses the value into a tree. Numbers beyond the range of `i64` and `u64` become `f64`.
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::from_str(self.text()).unwrap_or_default()
    }

    fn members(&self) -> BTreeMap<String, &RawValue> {
        serde_json::from_str(self.text()).unwrap_or_default()
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

impl PartialEq for RawJson {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for RawJson {}

impl Hash for RawJson {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text().hash(state);
    }
}
