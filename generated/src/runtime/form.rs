//! Forms of `application/x-www-form-urlencoded`: a pair or more for each property of an object.

pub(super) mod read;

use super::style::{Escape, named_pairs, property};
use super::{EncodeError, Style, Value};

/// How a property of a form is written, where the spec says it (`encoding`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormField {
    name: &'static str,
    style: Style,
    explode: bool,
    escape: Escape,
}

impl FormField {
    /// A property that is written as a query parameter of that style is.
    pub const fn new(name: &'static str, style: Style, explode: bool) -> Self {
        Self {
            name,
            style,
            explode,
            escape: Escape::Unreserved,
        }
    }

    /// The same with reserved characters left as they are, but for those that would change what else
    /// the form says: `allowReserved` of the spec.
    #[must_use]
    pub const fn reserved(self) -> Self {
        Self {
            escape: Escape::Reserved,
            ..self
        }
    }
}

/// Writes the properties of an object, those that are not among `fields` as usual.
pub(super) fn form(value: &Value, fields: &[FormField]) -> Result<String, EncodeError> {
    let properties = match value {
        Value::Object(properties) => properties.as_slice(),
        Value::Absent => &[],
        Value::Scalar(_) | Value::List(_) => {
            return Err(EncodeError::new("a form needs an object"));
        }
    };
    let mut pairs = Vec::new();
    for (name, value) in properties {
        pairs.extend(match fields.iter().find(|field| field.name == name) {
            Some(field) => named_pairs(name, field.style, field.explode, field.escape, value)?,
            None => property(name, Escape::Unreserved, value)?,
        });
    }
    Ok(pairs.join("&"))
}
