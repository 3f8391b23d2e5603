//! Constraints: limits on values.

use serde::Serialize;

use super::types::Value;

/// A limit on a value, as the spec states it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Constraint {
    /// At least that many characters.
    MinLength(u64),
    /// At most that many characters.
    MaxLength(u64),
    /// A regular expression that matches somewhere in a text.
    Pattern(Pattern),
    /// Not less; exclusive if the flag is set.
    Minimum(Value, bool),
    /// Not more; exclusive if the flag is set.
    Maximum(Value, bool),
    /// A multiple of it.
    MultipleOf(Value),
    /// At least that many items.
    MinItems(u64),
    /// At most that many items.
    MaxItems(u64),
    /// No two items alike.
    UniqueItems,
    /// At least that many properties.
    MinProperties(u64),
    /// At most that many properties.
    MaxProperties(u64),
    /// Set by the API: `readOnly`.
    ResponsesOnly,
    /// Never told by the API: `writeOnly`.
    RequestsOnly,
    /// One of a few values, where they make no enumeration.
    OneOf(Vec<Value>),
    /// Limits on each item of a list, or each value of a map.
    Each(Vec<Constraint>),
}

/// A regular expression.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pattern {
    /// As the spec states it (ECMA-262).
    pub text: String,
    /// In the syntax of the crate regex, if it has words for it.
    pub regex: Option<String>,
}

impl Constraint {
    /// Whether a value can be held against it.
    pub fn is_checked(&self) -> bool {
        match self {
            Self::Pattern(pattern) => pattern.regex.is_some(),
            Self::Each(limits) => limits.iter().any(Self::is_checked),
            Self::ResponsesOnly | Self::RequestsOnly => false,
            Self::MinLength(_)
            | Self::MaxLength(_)
            | Self::Minimum(..)
            | Self::Maximum(..)
            | Self::MultipleOf(_)
            | Self::MinItems(_)
            | Self::MaxItems(_)
            | Self::UniqueItems
            | Self::MinProperties(_)
            | Self::MaxProperties(_)
            | Self::OneOf(_) => true,
        }
    }
}
