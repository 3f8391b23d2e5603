//! The properties of an object: one, found without taking the others apart, or all of them.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::RawJson;

/// Reads an object of JSON, and keeps the text of the property of this name; the last one, should
/// there be several.
pub(super) struct Member<'a>(pub(super) &'a str);

impl<'de> Visitor<'de> for Member<'_> {
    type Value = Option<&'de str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(is_it) = entries.next_key_seed(Is(self.0))? {
            if is_it {
                found = Some(entries.next_value::<&RawValue>()?.get());
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// Reads an object of JSON into its properties.
pub(super) struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(String, RawJson)>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = entries.next_key()? {
            let value: &RawValue = entries.next_value()?;
            members.push((name, RawJson(value.get().into())));
        }
        Ok(members)
    }
}

/// Shows an object to a visitor.
pub(super) struct Shown<V>(pub(super) V);

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for Shown<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        deserializer.deserialize_map(self.0)
    }
}

/// Whether a key is this one.
pub(super) struct Is<'a>(pub(super) &'a str);

impl<'de> DeserializeSeed<'de> for Is<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Is<'_> {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<bool, E> {
        Ok(key == self.0)
    }
}
