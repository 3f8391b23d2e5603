//! Lists, objects and variants while they are serialized into a [`Value`].

use serde::ser::{
    Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant,
};

use super::{EncodeError, Value, json_text};

/// The name under which `serde_json` serializes text that is JSON already.
const RAW_JSON: &str = "$serde_json::private::RawValue";

#[derive(Default)]
pub(super) struct List(Vec<Value>);

impl List {
    fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), EncodeError> {
        let item = Value::of(item)?;
        if item.is_present() {
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
pub(super) struct Object {
    properties: Vec<(String, Value)>,
    key: Option<String>,
    is_raw_json: bool,
}

impl Object {
    /// A structure, which stands for raw JSON when it has that name.
    pub(super) fn of_struct(name: &'static str) -> Self {
        Self {
            is_raw_json: name == RAW_JSON,
            ..Self::default()
        }
    }

    fn push<T: Serialize + ?Sized>(&mut self, name: String, value: &T) -> Result<(), EncodeError> {
        let value = Value::of(value)?;
        if value.is_present() {
            self.properties.push((name, value));
        }
        Ok(())
    }

    fn into_value(self) -> Result<Value, EncodeError> {
        if !self.is_raw_json {
            return Ok(self.into());
        }
        match self.properties.into_iter().next() {
            Some((_, Value::Scalar(text))) => json_text::take(&text),
            _ => Err(EncodeError::custom("the raw JSON is not text")),
        }
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object.properties)
    }
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
pub(super) struct Variant<T> {
    name: &'static str,
    fields: T,
}

impl<T: Default + Into<Value>> Variant<T> {
    pub(super) fn new(name: &'static str) -> Self {
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
