//! What hand-written `Serialize` and `Deserialize` of objects are made of.
//!
//! Objects that keep additional properties are read and written with these, because
//! `serde(flatten)` would pass every value through a buffer that rounds numbers.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{IgnoredAny, MapAccess};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use super::wire::{Reading, Wire, Writing};
use super::{Nullable, RawJson};

/// Reads the value of a declared property into its slot.
///
/// # Errors
///
/// The property was there before, or its value does not read.
pub fn set<'de, A, T>(slot: &mut Option<T>, name: &'static str, map: &mut A) -> Result<(), A::Error>
where
    A: MapAccess<'de>,
    T: Deserialize<'de>,
{
    fill(slot, name, map.next_value()?)
}

/// [`set`] for an optional property of which `null` is a value like any other.
///
/// # Errors
///
/// The property was there before, or its value does not read.
pub fn set_any<'de, A, T>(
    slot: &mut Option<Option<T>>,
    name: &'static str,
    map: &mut A,
) -> Result<(), A::Error>
where
    A: MapAccess<'de>,
    T: Deserialize<'de>,
{
    fill(slot, name, map.next_value().map(Some)?)
}

/// [`set`] for a value in another form: `set_with(&mut amount, "amount", &mut map, decimal::Number)`.
///
/// # Errors
///
/// The property was there before, or its value does not read.
pub fn set_with<'de, A, T, F>(
    slot: &mut Option<T>,
    name: &'static str,
    map: &mut A,
    _form: F,
) -> Result<(), A::Error>
where
    A: MapAccess<'de>,
    T: Wire<F>,
{
    fill(slot, name, map.next_value::<Reading<T, F>>()?.0)
}

/// Reads the value of an additional property.
///
/// # Errors
///
/// The property was there before, or its value does not read.
pub fn insert<'de, A, T>(
    properties: &mut BTreeMap<String, T>,
    name: String,
    map: &mut A,
) -> Result<(), A::Error>
where
    A: MapAccess<'de>,
    T: Deserialize<'de>,
{
    let value = map.next_value()?;
    add(properties, name, value)
}

/// [`insert`] for values in another form.
///
/// # Errors
///
/// The property was there before, or its value does not read.
pub fn insert_with<'de, A, T, F>(
    properties: &mut BTreeMap<String, T>,
    name: String,
    map: &mut A,
    _form: F,
) -> Result<(), A::Error>
where
    A: MapAccess<'de>,
    T: Wire<F>,
{
    let value = map.next_value::<Reading<T, F>>()?.0;
    add(properties, name, value)
}

/// Writes an object, and in front of its properties the tag of the union that it is a branch of; an
/// object that has a property of that name is written as it is.
///
/// # Errors
///
/// The value's own `Serialize` fails, or the serializer.
pub fn tagged<T: Serialize, S: Serializer>(
    value: T,
    property: &str,
    tag: &str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let json = RawJson::from_value(&value).map_err(S::Error::custom)?;
    json.tagged(property, tag).serialize(serializer)
}

/// Passes over a property that nobody asks for.
///
/// # Errors
///
/// Its value is not JSON.
pub fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(|_| ())
}

/// Removes the additional properties that a union beside them writes.
///
/// # Errors
///
/// The union does not serialize.
pub fn remove_written<T, U: Serialize, E: serde::de::Error>(
    properties: &mut BTreeMap<String, T>,
    union: &U,
) -> Result<(), E> {
    let json = RawJson::from_value(union).map_err(E::custom)?;
    for (name, _) in json.members().map_err(E::custom)? {
        properties.remove(&name);
    }
    Ok(())
}

/// The value of a required property.
///
/// # Errors
///
/// The property was not there.
pub fn required<T, E: serde::de::Error>(slot: Option<T>, name: &'static str) -> Result<T, E> {
    slot.ok_or_else(|| E::missing_field(name))
}

/// The value of an optional property; one that was not there is `None` or `Nullable::Absent`.
pub fn optional<T: Default>(slot: Option<T>) -> T {
    slot.unwrap_or_default()
}

fn fill<T, E: serde::de::Error>(
    slot: &mut Option<T>,
    name: &'static str,
    value: T,
) -> Result<(), E> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(E::duplicate_field(name)),
    }
}

fn add<T, E: serde::de::Error>(
    properties: &mut BTreeMap<String, T>,
    name: String,
    value: T,
) -> Result<(), E> {
    if properties.contains_key(&name) {
        return Err(E::custom(format_args!("duplicate field `{name}`")));
    }
    properties.insert(name, value);
    Ok(())
}

/// Values of optional properties, which know whether they are to be left out.
pub trait Optional {
    /// Whether the property is left out.
    fn is_left_out(&self) -> bool;
}

impl<T> Optional for Option<T> {
    fn is_left_out(&self) -> bool {
        self.is_none()
    }
}

impl<T> Optional for Nullable<T> {
    fn is_left_out(&self) -> bool {
        self.is_absent()
    }
}

/// Writes an object, property by property.
#[derive(Debug)]
pub struct Writer<S: Serializer> {
    map: S::SerializeMap,
    declared: Vec<Cow<'static, str>>,
}

impl<S: Serializer> Writer<S> {
    /// Begins the object.
    ///
    /// # Errors
    ///
    /// The serializer's own, as in all methods here.
    pub fn new(serializer: S) -> Result<Self, S::Error> {
        Ok(Self {
            map: serializer.serialize_map(None)?,
            declared: Vec::new(),
        })
    }

    /// Writes a required property.
    ///
    /// # Errors
    ///
    /// The serializer's own.
    pub fn required<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        self.declared.push(Cow::Borrowed(name));
        self.map.serialize_entry(name, value)
    }

    /// Writes an optional property, or leaves it out.
    ///
    /// # Errors
    ///
    /// The serializer's own.
    pub fn optional<T: Serialize + Optional>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        self.declared.push(Cow::Borrowed(name));
        if value.is_left_out() {
            return Ok(());
        }
        self.map.serialize_entry(name, value)
    }

    /// Writes a required property in another form.
    ///
    /// # Errors
    ///
    /// The serializer's own.
    pub fn required_with<T: Wire<F>, F>(
        &mut self,
        name: &'static str,
        value: &T,
        _form: F,
    ) -> Result<(), S::Error> {
        self.required(name, &Writing::<T, F>::new(value))
    }

    /// Writes an optional property in another form, or leaves it out.
    ///
    /// # Errors
    ///
    /// The serializer's own.
    pub fn optional_with<T: Wire<F> + Optional, F>(
        &mut self,
        name: &'static str,
        value: &T,
        _form: F,
    ) -> Result<(), S::Error> {
        self.declared.push(Cow::Borrowed(name));
        if value.is_left_out() {
            return Ok(());
        }
        self.map.serialize_entry(name, &Writing::<T, F>::new(value))
    }

    /// Writes the properties of a union that stand beside those that are written already.
    ///
    /// # Errors
    ///
    /// The union is no object.
    pub fn flat<T: Serialize>(&mut self, union: &T) -> Result<(), S::Error> {
        let json = RawJson::from_value(union).map_err(S::Error::custom)?;
        for (name, value) in json.members().map_err(S::Error::custom)? {
            if !self.is_declared(&name) {
                self.map.serialize_entry(&name, &value)?;
                self.declared.push(Cow::Owned(name));
            }
        }
        Ok(())
    }

    /// Writes the additional properties; they come after the declared ones.
    ///
    /// # Errors
    ///
    /// One of them has the name of a declared property, so that the object would have it twice.
    pub fn additional<T: Serialize>(
        &mut self,
        properties: &BTreeMap<String, T>,
    ) -> Result<(), S::Error> {
        for (name, value) in properties {
            self.check(name)?;
            self.map.serialize_entry(name, value)?;
        }
        Ok(())
    }

    /// [`Writer::additional`] for values in another form.
    ///
    /// # Errors
    ///
    /// One of them has the name of a declared property.
    pub fn additional_with<T: Wire<F>, F>(
        &mut self,
        properties: &BTreeMap<String, T>,
        _form: F,
    ) -> Result<(), S::Error> {
        for (name, value) in properties {
            self.check(name)?;
            self.map
                .serialize_entry(name, &Writing::<T, F>::new(value))?;
        }
        Ok(())
    }

    /// Ends the object.
    ///
    /// # Errors
    ///
    /// The serializer's own.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.map.end()
    }

    fn is_declared(&self, name: &str) -> bool {
        self.declared.iter().any(|declared| declared == name)
    }

    fn check(&self, name: &str) -> Result<(), S::Error> {
        if self.is_declared(name) {
            return Err(S::Error::custom(format_args!(
                "the additional property `{name}` has the name of a declared one: set that field instead"
            )));
        }
        Ok(())
    }
}
