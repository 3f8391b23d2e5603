//! JSON for comparing: numbers are the text they were written in, objects have no order.
#![allow(clippy::expect_used, reason = "only tests call these functions")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A JSON value in which `10.0` is not `10` and `1e2` is not `100`.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as the text it was written in.
    Number(String),
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Object(BTreeMap<String, Json>),
}

/// The value as JSON text in one line.
impl fmt::Display for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Self::Null => formatter.write_str("null"),
            Self::Bool(flag) => write!(formatter, "{flag}"),
            Self::Number(number) => formatter.write_str(number),
            Self::Text(characters) => formatter.write_str(&text(characters)),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::to_string).collect();
                write!(formatter, "[{}]", items.join(","))
            }
            Self::Object(members) => {
                let members = members.iter();
                let members: Vec<String> = members
                    .map(|(name, value)| format!("{}:{value}", text(name)))
                    .collect();
                write!(formatter, "{{{}}}", members.join(","))
            }
        }
    }
}

/// A line for each value that is in one of the two only, or another one there, by its JSON pointer.
pub fn differences(before: &Json, after: &Json) -> Vec<String> {
    let mut found = Vec::new();
    compare("", Some(before), Some(after), &mut found);
    found
}

fn compare(pointer: &str, before: Option<&Json>, after: Option<&Json>, found: &mut Vec<String>) {
    match (before, after) {
        (Some(Json::Object(before)), Some(Json::Object(after))) => {
            let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            for name in names {
                let pointer = format!("{pointer}/{name}");
                compare(&pointer, before.get(name), after.get(name), found);
            }
        }
        (Some(Json::List(before)), Some(Json::List(after))) => {
            for index in 0..before.len().max(after.len()) {
                let pointer = format!("{pointer}/{index}");
                compare(&pointer, before.get(index), after.get(index), found);
            }
        }
        (Some(before), None) => found.push(format!("`{pointer}` is lost: {before}")),
        (None, Some(after)) => found.push(format!("`{pointer}` is new: {after}")),
        (Some(before), Some(after)) if before != after => {
            found.push(format!("`{pointer}` is {after}, and was {before}"));
        }
        (Some(_), Some(_)) | (None, None) => {}
    }
}

/// Reads a JSON text; a key that occurs twice in an object is an error.
pub fn json(text: &str) -> Json {
    let raw = serde_json::from_str(text);
    read(raw.unwrap_or_else(|error| fail(text, &error)))
}

fn read(raw: &RawValue) -> Json {
    let text = raw.get();
    match text.as_bytes().first() {
        Some(b'{') => {
            let members: Members = parse(text);
            let members = members.0.into_iter();
            Json::Object(members.map(|(key, raw)| (key, read(raw))).collect())
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = parse(text);
            Json::List(items.into_iter().map(read).collect())
        }
        Some(b'"') => Json::Text(parse(text)),
        Some(b't' | b'f') => Json::Bool(parse(text)),
        Some(b'n') => Json::Null,
        _ => Json::Number(text.to_owned()),
    }
}

fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| fail(text, &error))
}

#[allow(clippy::panic, reason = "a test cannot go on without its JSON")]
fn fail(text: &str, error: &serde_json::Error) -> ! {
    panic!("{error} in `{text}`")
}

struct Members<'a>(BTreeMap<String, &'a RawValue>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = BTreeMap::new();
        while let Some((key, raw)) = map.next_entry::<String, &RawValue>()? {
            if members.insert(key, raw).is_some() {
                return Err(serde::de::Error::custom("a key occurs twice"));
            }
        }
        Ok(Members(members))
    }
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn numbers_are_their_texts() {
        assert_ne!(json("[10]"), json("[10.0]"));
        assert_ne!(json("100"), json("1e2"));
        assert_eq!(json(" [ 10.0 ] "), json("[10.0]"));
        assert_ne!(json("1"), json(r#""1""#));
    }

    #[test]
    fn objects_have_no_order() {
        assert_eq!(json(r#"{"a": 1, "b": null}"#), json(r#"{"b":null,"a":1}"#));
        assert_ne!(json(r#"{"a": 1, "b": null}"#), json(r#"{"a": 1}"#));
        assert_ne!(json("[1, 2]"), json("[2, 1]"));
    }

    #[test]
    fn a_key_that_occurs_twice_is_an_error() {
        let read = std::panic::catch_unwind(|| json(r#"{"a": 1, "a": 1}"#));
        assert!(read.is_err());
    }
}
