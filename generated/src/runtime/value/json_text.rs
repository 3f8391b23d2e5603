//! JSON text taken apart into a [`Value`], with every digit of its numbers.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::super::{Kind, json};
use super::{EncodeError, Value};

/// Takes a JSON text apart; numbers keep their digits, because they may be money.
pub(super) fn take(text: &str) -> Result<Value, EncodeError> {
    within(text, json::MAX_DEPTH)
}

fn within(text: &str, depth: usize) -> Result<Value, EncodeError> {
    let Some(depth) = depth.checked_sub(1) else {
        return Err(EncodeError::new("the raw JSON is nested too deeply"));
    };
    Ok(match Kind::of(text) {
        Kind::Null => Value::Absent,
        Kind::Bool | Kind::Number => Value::Scalar(text.to_owned()),
        Kind::String => Value::Scalar(read(text)?),
        Kind::Array => {
            let items: Vec<&RawValue> = read(text)?;
            let items = items.into_iter().map(|item| within(item.get(), depth));
            let items = items.filter(|item| item.as_ref().map_or(true, Value::is_present));
            Value::List(items.collect::<Result<_, _>>()?)
        }
        Kind::Object => {
            let members: Members = read(text)?;
            let mut properties = Vec::with_capacity(members.0.len());
            for (name, value) in members.0 {
                let value = within(value.get(), depth)?;
                properties.extend(value.is_present().then_some((name, value)));
            }
            Value::Object(properties)
        }
    })
}

fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, EncodeError> {
    serde_json::from_str(text).map_err(|_| EncodeError::new("the raw JSON does not parse"))
}

/// The members of an object in the order of the text.
struct Members<'a>(Vec<(String, &'a RawValue)>);

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

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}
