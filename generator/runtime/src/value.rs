//! [`Value`]: what a parameter holds, as text, list or object, before a style is put on it.

mod compound;
mod json_text;

use std::fmt;

use serde::ser::{Serialize, Serializer};

use self::compound::{List, Object, Variant};

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
    /// The value holds a number that is not finite, bytes, or a map whose keys are no texts or numbers.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, EncodeError> {
        value.serialize(Taker)
    }

    fn is_present(&self) -> bool {
        !matches!(self, Self::Absent)
    }
}

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
        Ok(Object::of_struct(name))
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
