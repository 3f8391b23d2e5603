//! The rules: the keywords of OpenAPI that limit values, and what holds to them (JSON Schema
//! Validation, draft 5, section 5, which OpenAPI 3.0 refers to).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Mutex, PoisonError};

use regex::Regex;

use super::super::{Kind, RawJson};
use super::json::{canonical, held};
use super::number::Number;

/// A limit. It says nothing of values of another kind than it is for, nor of `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// A text of at least so many characters (Unicode scalar values).
    MinLength(usize),
    /// A text of at most so many characters.
    MaxLength(usize),
    /// A text in which a regular expression matches, in the syntax of the crate regex.
    Pattern(&'static str),
    /// A number that is not less. It stands in the text of JSON, so that it is exact.
    Minimum(&'static str),
    /// A number that is more.
    ExclusiveMinimum(&'static str),
    /// A number that is not more.
    Maximum(&'static str),
    /// A number that is less.
    ExclusiveMaximum(&'static str),
    /// A multiple of a number.
    MultipleOf(&'static str),
    /// A list of at least so many items.
    MinItems(usize),
    /// A list of at most so many items.
    MaxItems(usize),
    /// A list in which no two items are equal.
    UniqueItems,
    /// An object of at least so many properties.
    MinProperties(usize),
    /// An object of at most so many properties.
    MaxProperties(usize),
    /// One of a few values, in the text of JSON.
    OneOf(&'static [&'static str]),
    /// Rules for each item of a list, or each value of a map.
    Each(&'static [Rule]),
}

impl Rule {
    /// Whether a value is within the limit.
    pub(super) fn holds(self, json: &RawJson) -> bool {
        match (self, json.kind()) {
            (_, Kind::Null) => true,
            (Self::MinLength(least), Kind::String) => length(json) >= least,
            (Self::MaxLength(most), Kind::String) => length(json) <= most,
            (Self::Pattern(pattern), Kind::String) => {
                matches(pattern, &json.as_string().unwrap_or_default())
            }
            (Self::Minimum(bound), Kind::Number) => number(json) >= Number::of(bound),
            (Self::ExclusiveMinimum(bound), Kind::Number) => number(json) > Number::of(bound),
            (Self::Maximum(bound), Kind::Number) => number(json) <= Number::of(bound),
            (Self::ExclusiveMaximum(bound), Kind::Number) => number(json) < Number::of(bound),
            (Self::MultipleOf(of), Kind::Number) => number(json).is_multiple_of(&Number::of(of)),
            (Self::MinItems(least), Kind::Array) | (Self::MinProperties(least), Kind::Object) => {
                held(json).len() >= least
            }
            (Self::MaxItems(most), Kind::Array) | (Self::MaxProperties(most), Kind::Object) => {
                held(json).len() <= most
            }
            (Self::UniqueItems, Kind::Array) => {
                let mut seen = BTreeSet::new();
                held(json)
                    .iter()
                    .all(|(_, item)| seen.insert(canonical(item)))
            }
            (Self::OneOf(values), _) => {
                let value = canonical(json);
                let mut values = values.iter().filter_map(|text| RawJson::parse(text).ok());
                values.any(|listed| canonical(&listed) == value)
            }
            // A value of another kind, or one whose items have their turn.
            (
                Self::MinLength(_)
                | Self::MaxLength(_)
                | Self::Pattern(_)
                | Self::Minimum(_)
                | Self::ExclusiveMinimum(_)
                | Self::Maximum(_)
                | Self::ExclusiveMaximum(_)
                | Self::MultipleOf(_)
                | Self::MinItems(_)
                | Self::MaxItems(_)
                | Self::UniqueItems
                | Self::MinProperties(_)
                | Self::MaxProperties(_)
                | Self::Each(_),
                Kind::Bool | Kind::Number | Kind::String | Kind::Array | Kind::Object,
            ) => true,
        }
    }
}

fn length(json: &RawJson) -> usize {
    json.as_string().unwrap_or_default().chars().count()
}

fn number(json: &RawJson) -> Number {
    Number::of(json.text())
}

/// Whether a pattern matches somewhere in a text. Each pattern is compiled once.
fn matches(pattern: &'static str, text: &str) -> bool {
    static COMPILED: Mutex<BTreeMap<&'static str, Option<Regex>>> = Mutex::new(BTreeMap::new());
    let regex = {
        let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
        // One that does not compile is none that castiron has written, and says nothing.
        let regex = compiled
            .entry(pattern)
            .or_insert_with(|| Regex::new(pattern).ok());
        regex.clone()
    };
    regex.is_none_or(|regex| regex.is_match(text))
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MinLength(least) => write!(formatter, "at least {least} characters long"),
            Self::MaxLength(most) => write!(formatter, "at most {most} characters long"),
            Self::Pattern(pattern) => write!(formatter, "a match of `{pattern}`"),
            Self::Minimum(bound) => write!(formatter, "at least {bound}"),
            Self::ExclusiveMinimum(bound) => write!(formatter, "more than {bound}"),
            Self::Maximum(bound) => write!(formatter, "at most {bound}"),
            Self::ExclusiveMaximum(bound) => write!(formatter, "less than {bound}"),
            Self::MultipleOf(of) => write!(formatter, "a multiple of {of}"),
            Self::MinItems(least) => write!(formatter, "a list of at least {least}"),
            Self::MaxItems(most) => write!(formatter, "a list of at most {most}"),
            Self::UniqueItems => formatter.write_str("a list without two equal items"),
            Self::MinProperties(least) => {
                write!(formatter, "an object of at least {least} properties")
            }
            Self::MaxProperties(most) => {
                write!(formatter, "an object of at most {most} properties")
            }
            Self::OneOf(values) => write!(formatter, "one of {}", values.join(", ")),
            Self::Each(_) => formatter.write_str("made of values within their limits"),
        }
    }
}
