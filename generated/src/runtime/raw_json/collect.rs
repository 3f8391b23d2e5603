//! Taking a value out of any format of serde's, as JSON text.

use std::{fmt, ptr};

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::ser::{SerializeStruct, Serializer};

use super::super::json::{KeyText, MAX_DEPTH, TOO_DEEP};
use super::RawJson;

/// The name under which serde_json reads and writes text that is JSON already.
pub(in super::super) const RAW: &str = "$serde_json::private::RawValue";

/// [`RAW`] as our own reader says it of a text that it has read as JSON and that is not nested too deep:
/// told by its address, which no other text has, whatever it says. A part of a longer one, because
/// constants that say the same may share their place.
pub(in super::super) static CHECKED: &str = "castiron$serde_json::private::RawValue".split_at(8).1;

/// Writes text that is JSON: as it is with serde_json, as an object of one text elsewhere.
pub(in super::super) fn write<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let mut object = serializer.serialize_struct(RAW, 1)?;
    object.serialize_field(RAW, text)?;
    object.end()
}

/// Takes the text out of serde_json as it is, and puts it together from the parts elsewhere.
///
/// Floats are taken from binary formats only, which hold what was written. Formats for people, and
/// the buffers of serde's `untagged` and `flatten`, have rounded the number that was there.
pub(in super::super) fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
    floats: bool,
) -> Result<String, D::Error> {
    let mut text = String::new();
    let floats = floats && !deserializer.is_human_readable();
    let collector = Collector {
        text: &mut text,
        floats,
        depth: MAX_DEPTH,
    };
    deserializer.deserialize_newtype_struct(RAW, collector)?;
    Ok(text)
}

/// Appends the value it visits to a text.
struct Collector<'a> {
    text: &'a mut String,
    floats: bool,
    /// How many levels may still come.
    depth: usize,
}

impl Collector<'_> {
    fn push<E>(self, text: &str) -> Result<(), E> {
        self.text.push_str(text);
        Ok(())
    }

    fn push_string<E: Error>(self, text: &str) -> Result<(), E> {
        let quoted = serde_json::to_string(text).map_err(E::custom)?;
        self.push(&quoted)
    }

    fn inner<E: Error>(&mut self) -> Result<Collector<'_>, E> {
        let depth = self.depth.checked_sub(1);
        let depth = depth.ok_or_else(|| E::custom(TOO_DEEP))?;
        Ok(Collector {
            text: self.text,
            floats: self.floats,
            depth,
        })
    }
}

macro_rules! numbers {
    ($($visit:ident($type:ty);)*) => {
        $(fn $visit<E: Error>(self, value: $type) -> Result<(), E> {
            self.push(&value.to_string())
        })*
    };
}

impl<'de> Visitor<'de> for Collector<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value that JSON can hold exactly")
    }

    numbers! {
        visit_bool(bool);
        visit_i64(i64);
        visit_i128(i128);
        visit_u64(u64);
        visit_u128(u128);
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        if !self.floats || !value.is_finite() {
            return Err(E::invalid_type(Unexpected::Float(value), &self));
        }
        // The shortest text that reads as the same float.
        let text = serde_json::to_string(&value).map_err(E::custom)?;
        self.push(&text)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.push_string(text)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.push("null")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.push("null")
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        self.text.push('[');
        let mut separator = "";
        loop {
            let before = self.text.len();
            self.text.push_str(separator);
            if items.next_element_seed(self.inner()?)?.is_none() {
                self.text.truncate(before);
                return self.push("]");
            }
            separator = ",";
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        let mut opening = '{';
        while let Some(key) = entries.next_key_seed(KeyText)? {
            if key == RAW && opening == '{' {
                let is_checked = ptr::eq(&*key, CHECKED);
                return entries.next_value_seed(Written(self.text, is_checked));
            }
            self.text.push(opening);
            self.inner::<A::Error>()?.push_string::<A::Error>(&key)?;
            self.text.push(':');
            entries.next_value_seed(self.inner()?)?;
            opening = ',';
        }
        self.push(if opening == '{' { "{}" } else { "}" })
    }
}

impl<'de> DeserializeSeed<'de> for Collector<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Appends a text that is JSON already; whether it is, is known or has to be looked at.
struct Written<'a>(&'a mut String, bool);

impl<'de> DeserializeSeed<'de> for Written<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Written<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON as text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let Written(all, is_checked) = self;
        all.push_str(match is_checked {
            true => text,
            false => RawJson::checked(text).map_err(E::custom)?,
        });
        Ok(())
    }
}

impl<'de> Deserialize<'de> for RawJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer, true).map(Self::of_text)
    }
}
