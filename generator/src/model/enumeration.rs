//! Enumerations: lists of allowed values.

use serde::Serialize;

use super::types::{IntegerKind, Value};
use super::{Doc, Origin};

/// A list of allowed values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Enumeration {
    /// The variants in spec order.
    pub variants: Vec<Variant>,
    /// What the values are, those that the spec does not list included.
    pub values: Values,
    /// What becomes of values that the spec does not list.
    pub others: Others,
}

/// What becomes of values that an enumeration does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Others {
    /// The spec itself allows them, as `anyOf` of a string and a list of strings does.
    Allowed,
    /// They are kept as they come: APIs grow.
    Kept,
    /// They are refused: the list is a `const`, of one value.
    Refused,
}

/// What the values of an enumeration are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Values {
    /// Strings.
    Strings,
    /// Integers of a range.
    Integers(IntegerKind),
    /// Numbers that may have a fraction.
    Numbers,
    /// `true` or `false`, as a `const`.
    Booleans,
    /// Strings, numbers and booleans, side by side.
    Mixed,
}

/// One allowed value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    /// The value on the wire.
    pub value: VariantValue,
    /// The entry of `x-enum-varnames`.
    pub rust_name: Option<String>,
    /// The entry of `x-enum-descriptions`.
    pub doc: Option<Doc>,
    /// Where the value stands.
    pub origin: Origin,
}

/// A value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum VariantValue {
    /// A string.
    String(String),
    /// An integer.
    Integer(i64),
    /// A number with a fraction or exponent, as it is written in JSON.
    Number(String),
    /// A boolean.
    Boolean(bool),
}

impl VariantValue {
    /// The value as JSON text.
    pub fn json(&self) -> String {
        match self {
            Self::String(text) => Value::from(text.as_str()).to_string(),
            Self::Integer(integer) => integer.to_string(),
            Self::Number(text) => text.clone(),
            Self::Boolean(flag) => flag.to_string(),
        }
    }
}
