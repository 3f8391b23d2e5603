//! [`Wire`]: types that go over the wire in a form that is not their own.
//!
//! A form is a marker type such as `decimal::Number`. A type that can
//! be written in a form can be so inside `Option`, `Vec`, maps, `Box` and `Nullable` too, in any
//! nesting; `#[serde(with = "…::decimal")]` works for all of them alike.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::Nullable;

/// A type that can be written and read in the form `F`.
pub trait Wire<F>: Sized {
    /// Writes the value in the form `F`.
    ///
    /// # Errors
    ///
    /// Whatever the serializer reports.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Reads a value in the form `F`.
    ///
    /// # Errors
    ///
    /// The input is not in that form, or does not fit the type exactly.
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// A value that serializes in a form, for parameters: `query("amount", &written(&amount, Number))`.
pub fn written<T: Wire<F>, F>(value: &T, _form: F) -> impl Serialize {
    Writing::<T, F>::new(value)
}

/// A borrowed value that serializes in the form `F`.
pub(super) struct Writing<'a, T, F>(&'a T, PhantomData<F>);

impl<'a, T, F> Writing<'a, T, F> {
    pub(super) fn new(value: &'a T) -> Self {
        Self(value, PhantomData)
    }
}

impl<T: Wire<F>, F> Serialize for Writing<'_, T, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// A value that is deserialized from the form `F`.
pub(super) struct Reading<T, F>(pub(super) T, PhantomData<F>);

impl<'de, T: Wire<F>, F> Deserialize<'de> for Reading<T, F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(|value| Self(value, PhantomData))
    }
}

impl<T: Wire<F>, F> Wire<F> for Option<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref()
            .map(Writing::<T, F>::new)
            .serialize(serializer)
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value: Option<Reading<T, F>> = Deserialize::deserialize(deserializer)?;
        Ok(value.map(|value| value.0))
    }
}

impl<T: Wire<F>, F> Wire<F> for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_option()
            .map(Writing::<T, F>::new)
            .serialize(serializer)
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Option<T> as Wire<F>>::deserialize(deserializer).map(Self::from)
    }
}

impl<T: Wire<F>, F> Wire<F> for Box<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::serialize(self, serializer)
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::new)
    }
}

impl<T: Wire<F>, F> Wire<F> for Vec<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Writing::<T, F>::new))
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(PhantomData::<(T, F)>))
    }
}

impl<T: Wire<F>, F> Wire<F> for BTreeMap<String, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (key, value) in self {
            map.serialize_entry(key, &Writing::<T, F>::new(value))?;
        }
        map.end()
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(PhantomData::<(T, F)>))
    }
}

/// Reads a string and parses it in place, so that an error has the string's position.
pub(super) fn parse_string<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    parse: fn(&str) -> Result<T, &'static str>,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(StringVisitor(parse))
}

struct StringVisitor<T>(fn(&str) -> Result<T, &'static str>);

impl<T> Visitor<'_> for StringVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }
}

struct ListVisitor<T, F>(PhantomData<(T, F)>);

impl<'de, T: Wire<F>, F> Visitor<'de> for ListVisitor<T, F> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(item) = items.next_element::<Reading<T, F>>()? {
            values.push(item.0);
        }
        Ok(values)
    }
}

struct MapVisitor<T, F>(PhantomData<(T, F)>);

impl<'de, T: Wire<F>, F> Visitor<'de> for MapVisitor<T, F> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut values = BTreeMap::new();
        while let Some((key, value)) = entries.next_entry::<String, Reading<T, F>>()? {
            values.insert(key, value.0);
        }
        Ok(values)
    }
}
