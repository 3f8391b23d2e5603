//! The headers that the spec declares for a part of a form.

use serde::Serialize;
use serde_json::Value as Json;

use super::super::request::ascii_json;
use super::super::style::{self, Escape};
use super::super::{EncodeError, Style, Value};
use super::{Multipart, line};

impl Multipart {
    /// Gives a header to the part that was added last, in style `simple`. An absent value is left out.
    pub fn header<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.header_styled(name, false, value);
    }

    /// Gives a header to the part that was added last, in style `simple`, exploded or not.
    pub fn header_styled<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        explode: bool,
        value: &T,
    ) {
        let value = Value::of(value);
        let text = |value: &Value| {
            style::expand(name, Style::Simple, explode, Escape::Nothing, value.clone())
        };
        self.put_header(name, value, text);
    }

    /// Gives a header to the part that was added last, as JSON text. An absent value is left out.
    pub fn header_json<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.put_header(name, Value::of(value), |known| match known {
            Value::Absent => Ok(None),
            Value::Scalar(_) | Value::List(_) | Value::Object(_) => ascii_json(value).map(Some),
        });
    }

    fn put_header(
        &mut self,
        name: &'static str,
        value: Result<Value, EncodeError>,
        text: impl FnOnce(&Value) -> Result<Option<String>, EncodeError>,
    ) {
        // Without a part there is a fault already.
        let Some(part) = self.parts.last_mut() else {
            return;
        };
        let text = value.and_then(|value| {
            let text = text(&value);
            let text = text.map_err(|error| {
                EncodeError::new(format!("its header `{name}` cannot be written: {error}"))
            })?;
            part.headers.push((name, value));
            text.map_or(Ok(String::new()), |text| line(name, &text))
        });
        match text {
            Ok(line) => part.head.push_str(&line),
            Err(error) => {
                let fault = format!("the part `{}` cannot be written: {error}", part.name);
                self.fault.get_or_insert(fault);
            }
        }
    }
}

/// A header as a JSON document of one property.
pub(super) fn readable(name: &str, value: &Value) -> String {
    let members = serde_json::Map::from_iter([(name.to_owned(), json(value))]);
    Json::Object(members).to_string()
}

fn json(value: &Value) -> Json {
    match value {
        Value::Absent => Json::Null,
        Value::Scalar(text) => Json::from(text.as_str()),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Object(members) => {
            let members = members.iter();
            members
                .map(|(name, value)| (name.clone(), json(value)))
                .collect()
        }
    }
}
