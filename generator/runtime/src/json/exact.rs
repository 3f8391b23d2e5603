//! A layer over serde_json's reader that takes every whole number for an integer.
//!
//! serde_json takes `1.0` and `1e3` for floats, which integer fields refuse. This layer looks at the
//! text of the number instead, wherever a type asks for an integer: in fields, lists, maps, options
//! and variants alike. Everything else is passed on.

use std::fmt;

use serde::de::value::{BorrowedStrDeserializer, MapDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde_json::value::RawValue;

use super::super::Kind;
use super::super::raw_json::{CHECKED, RAW};
use super::integer::{Fault, integer};
use super::locate;
use super::watch::{KeyText, Watch, allowed};

/// A part of serde_json's reader, or of what reads from it.
///
/// While the text is still watched, integers are taken as nearly all are written, `5`: serde_json
/// reads those itself, and in fewer steps. What it refuses may be right nevertheless.
pub(super) struct Exact<'w, T>(pub(super) T, pub(super) Option<&'w Watch>);

macro_rules! integers {
    ($($deserialize:ident, $visit:ident, $type:ident;)*) => {
        $(fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            if self.1.is_some() {
                return self.0.$deserialize(visitor);
            }
            let text = <&RawValue>::deserialize(self.0)?.get();
            let value: $type = number(text, stringify!($type))?;
            visitor.$visit(value).map_err(|error: D::Error| {
                error_about(text, &locate::reworded(&error.to_string(), Kind::Number))
            })
        })*
    };
}

macro_rules! others {
    ($($deserialize:ident($($argument:ident: $type:ty),*);)*) => {
        $(fn $deserialize<V: Visitor<'de>>(
            self,
            $($argument: $type,)*
            visitor: V,
        ) -> Result<V::Value, D::Error> {
            self.0.$deserialize($($argument,)* Exact(visitor, self.1))
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Exact<'_, D> {
    type Error = D::Error;

    integers! {
        deserialize_i8, visit_i8, i8;
        deserialize_i16, visit_i16, i16;
        deserialize_i32, visit_i32, i32;
        deserialize_i64, visit_i64, i64;
        deserialize_i128, visit_i128, i128;
        deserialize_u8, visit_u8, u8;
        deserialize_u16, visit_u16, u16;
        deserialize_u32, visit_u32, u32;
        deserialize_u64, visit_u64, u64;
        deserialize_u128, visit_u128, u128;
    }

    others! {
        deserialize_any();
        deserialize_bool();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_option();
        deserialize_unit();
        deserialize_unit_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(length: usize);
        deserialize_tuple_struct(name: &'static str, length: usize);
        deserialize_map();
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
        deserialize_identifier();
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        if name != RAW {
            return self
                .0
                .deserialize_newtype_struct(name, Exact(visitor, self.1));
        }
        let text = <&RawValue>::deserialize(self.0)?.get();
        if let Some(watch) = self.1 {
            watch.text(text)?;
        }
        let [name, text] = [CHECKED, text].map(BorrowedStrDeserializer::<D::Error>::new);
        visitor.visit_map(MapDeserializer::new(std::iter::once((name, text))))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        let Some(watch) = self.1 else {
            return self.0.deserialize_ignored_any(visitor);
        };
        let text = <&RawValue>::deserialize(self.0)?.get();
        watch.text(text)?;
        visitor.visit_unit()
    }

    /// serde_json lets halves of surrogate pairs pass as bytes.
    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        allowed(self.1.is_none().then_some(()))?;
        self.0.deserialize_bytes(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        allowed(self.1.is_none().then_some(()))?;
        self.0.deserialize_byte_buf(visitor)
    }

    /// An object is nothing but an object: serde_json takes a list for the members in their order,
    /// too, so that a wrong answer would pass for a payment.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.deserialize_map(visitor)
    }
}

/// Reads an object or list, given where its keys begin.
fn inside<T, E: Error>(
    watch: Option<&Watch>,
    read: impl FnOnce(usize) -> Result<T, E>,
) -> Result<T, E> {
    match watch {
        Some(watch) => watch.inside(read),
        None => read(0),
    }
}

/// Reads the text of a JSON value as an integer.
fn number<T, E>(text: &str, expected: &str) -> Result<T, E>
where
    T: TryFrom<u128> + TryFrom<i128>,
    E: Error,
{
    let found = Kind::of(text);
    if found != Kind::Number {
        let message = format!("expected {expected}, found {}", found.described());
        return Err(error_about(text, &message));
    }
    integer(text).map_err(|fault| {
        let what = match fault {
            Fault::Fraction => "with a fraction",
            Fault::Beyond => "beyond it",
        };
        error_about(text, &format!("expected {expected}, found a number {what}"))
    })
}

fn error_about<E: Error>(text: &str, message: &str) -> E {
    E::custom(locate::inside("$", text.len(), message))
}

macro_rules! scalars {
    ($($visit:ident($type:ty);)*) => {
        $(fn $visit<E: Error>(self, value: $type) -> Result<V::Value, E> {
            self.0.$visit(value)
        })*
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Exact<'_, V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    scalars! {
        visit_bool(bool);
        visit_i64(i64);
        visit_i128(i128);
        visit_u64(u64);
        visit_u128(u128);
        visit_f64(f64);
        visit_str(&str);
        visit_borrowed_str(&'de str);
        visit_string(String);
        visit_bytes(&[u8]);
        visit_borrowed_bytes(&'de [u8]);
        visit_byte_buf(Vec<u8>);
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Exact(deserializer, self.1))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Exact(deserializer, self.1))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        let Self(visitor, watch) = self;
        inside(watch, |_| visitor.visit_seq(Exact(items, watch)))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        let Self(visitor, watch) = self;
        inside(watch, |keys_from| {
            visitor.visit_map(Entries {
                entries,
                watch,
                keys_from,
            })
        })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<V::Value, A::Error> {
        let Self(visitor, watch) = self;
        inside(watch, |_| visitor.visit_enum(Exact(variant, watch)))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Exact<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Exact(deserializer, self.1))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Exact<'_, A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Exact(seed, self.1))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

/// The entries of an object. Keys are strings, whatever a type makes of them.
struct Entries<'w, A> {
    entries: A,
    watch: Option<&'w Watch>,
    keys_from: usize,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Entries<'_, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let Some(watch) = self.watch else {
            return self.entries.next_key_seed(seed);
        };
        let key = self.entries.next_key_seed(KeyText)?;
        key.map(|key| watch.key(self.keys_from, key, seed))
            .transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.entries.next_value_seed(Exact(seed, self.watch))
    }

    fn size_hint(&self) -> Option<usize> {
        self.entries.size_hint()
    }
}

impl<'de, 'w, A: EnumAccess<'de>> EnumAccess<'de> for Exact<'w, A> {
    type Error = A::Error;
    type Variant = Exact<'w, A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), A::Error> {
        let (name, variant) = self.0.variant_seed(seed)?;
        Ok((name, Exact(variant, self.1)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Exact<'_, A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.0.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.newtype_variant_seed(Exact(seed, self.1))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.tuple_variant(length, Exact(visitor, self.1))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.struct_variant(fields, Exact(visitor, self.1))
    }
}
