//! [`Value`]: what a parameter holds, as text, list or object, before a style is put on it.

use std::fmt;

use serde::ser::{
    Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// The value of a parameter or form field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing: `None`, `null` or `()`. It is left out.
    Absent,
    /// A text, number or boolean, as text.
    Scalar(String),
    /// A list.
    List(Vec<Value>),
    /// An object, in the order of its properties.
    Object(Vec<(String, Value)>),
}

/// Why a value cannot be sent; never quotes the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodeError(String);

impl EncodeError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for EncodeError {}

impl serde::ser::Error for EncodeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl Value {
    /// Takes a value apart.
    ///
    /// Texts stay as they are, numbers are written in full without exponent, and absent
    /// properties and items are dropped.
    ///
    /// # Errors
    ///
    /// The value holds a number that is not finite, or bytes.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, EncodeError> {
        value.serialize(Taker)
    }

    pub(super) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl From<serde_json::Value> for Value {
    fn from(json: serde_json::Value) -> Self {
        match json {
            serde_json::Value::Null => Self::Absent,
            serde_json::Value::Bool(value) => Self::Scalar(value.to_string()),
            serde_json::Value::Number(value) => Self::Scalar(value.to_string()),
            serde_json::Value::String(value) => Self::Scalar(value),
            serde_json::Value::Array(items) => {
                Self::List(items.into_iter().map(Self::from).collect())
            }
            serde_json::Value::Object(properties) => Self::Object(
                properties
                    .into_iter()
                    .map(|(name, value)| (name, Self::from(value)))
                    .collect(),
            ),
        }
    }
}

/// The name under which `serde_json` serializes text that is JSON already.
const RAW_JSON: &str = "$serde_json::private::RawValue";

struct Taker;

impl Taker {
    fn scalar(text: impl ToString) -> Result<Value, EncodeError> {
        Ok(Value::Scalar(text.to_string()))
    }

    fn float(value: f64, text: String) -> Result<Value, EncodeError> {
        if value.is_finite() {
            return Ok(Value::Scalar(text));
        }
        Err(EncodeError::new("the number is not finite"))
    }
}

impl Serializer for Taker {
    type Ok = Value;
    type Error = EncodeError;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = Variant<List>;
    type SerializeMap = Object;
    type SerializeStruct = Object;
    type SerializeStructVariant = Variant<Object>;

    fn serialize_bool(self, value: bool) -> Result<Value, EncodeError> {
        Self::scalar(value)
    }

    fn serialize_i8(self, value: i8) -> Result<Value, EncodeError> {
        Self::scalar(value)
    }

    fn serialize_i16(self, value: i16) -> Result<Value, EncodeError> {
        Self::scalar(value)
    }

    fn serialize_i32(self, value: i32) -> Result<Value, EncodeError> {
        Self::scalar(value)
    }

    fn serialize_i64(self, value: i64) -> Result<Value, EncodeError> {
        Self::scalar(value)
    }

    fn serialize_i128(self, value: i128) -> Result<Value, EncodeError> {
        Self::scalar(value)
    }

    fn serialize_u8(self, value: u8) -> Result<Value, EncodeError> {
        Self::scalar(value)
    }

    fn serialize_u16(self, value: u16) -> Result<Value, EncodeError> {
        Self::scalar(value)
    }

    fn serialize_u32(self, value: u32) -> Result<Value, EncodeError> {
        Self::scalar(value)
    }

    fn serialize_u64(self, value: u64) -> Result<Value, EncodeError> {
        Self::scalar(value)
    }

    fn serialize_u128(self, value: u128) -> Result<Value, EncodeError> {
        Self::scalar(value)
    }

    // `Display` of floats gives the shortest exact text, without exponent.
    fn serialize_f32(self, value: f32) -> Result<Value, EncodeError> {
        Self::float(value.into(), value.to_string())
    }

    fn serialize_f64(self, value: f64) -> Result<Value, EncodeError> {
        Self::float(value, value.to_string())
    }

    fn serialize_char(self, value: char) -> Result<Value, EncodeError> {
        Self::scalar(value)
    }

    fn serialize_str(self, value: &str) -> Result<Value, EncodeError> {
        Self::scalar(value)
    }

    fn serialize_bytes(self, _value: &[u8]) -> Result<Value, EncodeError> {
        Err(EncodeError::new("bytes have no form as text"))
    }

    fn serialize_none(self) -> Result<Value, EncodeError> {
        Ok(Value::Absent)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, EncodeError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, EncodeError> {
        Ok(Value::Absent)
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<Value, EncodeError> {
        Ok(Value::Absent)
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<Value, EncodeError> {
        Self::scalar(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<Value, EncodeError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, EncodeError> {
        Ok(Value::Object(vec![(variant.to_owned(), Value::of(value)?)]))
    }

    fn serialize_seq(self, _length: Option<usize>) -> Result<List, EncodeError> {
        Ok(List::default())
    }

    fn serialize_tuple(self, _length: usize) -> Result<List, EncodeError> {
        Ok(List::default())
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _length: usize,
    ) -> Result<List, EncodeError> {
        Ok(List::default())
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Variant<List>, EncodeError> {
        Ok(Variant::new(variant))
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Object, EncodeError> {
        Ok(Object::default())
    }

    fn serialize_struct(self, name: &'static str, _length: usize) -> Result<Object, EncodeError> {
        Ok(Object {
            is_raw_json: name == RAW_JSON,
            ..Object::default()
        })
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Variant<Object>, EncodeError> {
        Ok(Variant::new(variant))
    }
}

#[derive(Default)]
struct List(Vec<Value>);

impl List {
    fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), EncodeError> {
        let item = Value::of(item)?;
        if !item.is_absent() {
            self.0.push(item);
        }
        Ok(())
    }
}

impl From<List> for Value {
    fn from(list: List) -> Self {
        Self::List(list.0)
    }
}

impl SerializeSeq for List {
    type Ok = Value;
    type Error = EncodeError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), EncodeError> {
        self.push(item)
    }

    fn end(self) -> Result<Value, EncodeError> {
        Ok(self.into())
    }
}

impl SerializeTuple for List {
    type Ok = Value;
    type Error = EncodeError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), EncodeError> {
        self.push(item)
    }

    fn end(self) -> Result<Value, EncodeError> {
        Ok(self.into())
    }
}

impl SerializeTupleStruct for List {
    type Ok = Value;
    type Error = EncodeError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), EncodeError> {
        self.push(item)
    }

    fn end(self) -> Result<Value, EncodeError> {
        Ok(self.into())
    }
}

#[derive(Default)]
struct Object {
    properties: Vec<(String, Value)>,
    key: Option<String>,
    is_raw_json: bool,
}

impl Object {
    fn push<T: Serialize + ?Sized>(&mut self, name: String, value: &T) -> Result<(), EncodeError> {
        let value = Value::of(value)?;
        if !value.is_absent() {
            self.properties.push((name, value));
        }
        Ok(())
    }

    fn into_value(self) -> Result<Value, EncodeError> {
        if !self.is_raw_json {
            return Ok(self.into());
        }
        match self.properties.into_iter().next() {
            Some((_, Value::Scalar(text))) => json_text(&text),
            _ => Err(EncodeError::custom("the raw JSON is not text")),
        }
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object.properties)
    }
}

/// Takes JSON text apart; a number keeps its digits, because it may be money.
fn json_text(text: &str) -> Result<Value, EncodeError> {
    if super::Kind::of(text) == super::Kind::Number {
        return Taker::scalar(text);
    }
    let json: serde_json::Value =
        serde_json::from_str(text).map_err(|_| EncodeError::new("the raw JSON does not parse"))?;
    Ok(Value::from(json))
}

impl SerializeMap for Object {
    type Ok = Value;
    type Error = EncodeError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), EncodeError> {
        match Value::of(key)? {
            Value::Scalar(key) => {
                self.key = Some(key);
                Ok(())
            }
            Value::Absent | Value::List(_) | Value::Object(_) => {
                Err(EncodeError::new("a key of the map is not text"))
            }
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), EncodeError> {
        let name = self.key.take();
        let name = name.ok_or_else(|| EncodeError::new("a value of the map has no key"))?;
        self.push(name, value)
    }

    fn end(self) -> Result<Value, EncodeError> {
        Ok(self.into())
    }
}

impl SerializeStruct for Object {
    type Ok = Value;
    type Error = EncodeError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), EncodeError> {
        self.push(name.to_owned(), value)
    }

    fn end(self) -> Result<Value, EncodeError> {
        self.into_value()
    }
}

/// A variant with fields: an object whose only property is the variant's name.
struct Variant<T> {
    name: &'static str,
    fields: T,
}

impl<T: Default + Into<Value>> Variant<T> {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            fields: T::default(),
        }
    }

    fn into_value(self) -> Value {
        Value::Object(vec![(self.name.to_owned(), self.fields.into())])
    }
}

impl SerializeTupleVariant for Variant<List> {
    type Ok = Value;
    type Error = EncodeError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), EncodeError> {
        self.fields.push(item)
    }

    fn end(self) -> Result<Value, EncodeError> {
        Ok(self.into_value())
    }
}

impl SerializeStructVariant for Variant<Object> {
    type Ok = Value;
    type Error = EncodeError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), EncodeError> {
        self.fields.push(name.to_owned(), value)
    }

    fn end(self) -> Result<Value, EncodeError> {
        Ok(self.into_value())
    }
}
