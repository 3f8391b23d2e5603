//! Values in media types that have nothing but text, from their JSON and to it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::EncodeError;
use super::raw_json::Kind;

/// Writes a text as JSON.
pub(super) fn text(json: &mut String, text: &str) {
    json.push_str(&serde_json::Value::from(text).to_string());
}

/// Writes a number with all its digits; what is none as a text, which the type refuses.
pub(super) fn number(json: &mut String, text: &str) {
    let trimmed = text.trim();
    let number = trimmed.strip_prefix('+').unwrap_or(trimmed);
    match serde_json::from_str::<serde_json::Number>(number) {
        Ok(_) => json.push_str(number),
        Err(_) => self::text(json, trimmed),
    }
}

/// Writes a boolean; what is none as a text, which the type refuses.
pub(super) fn boolean(json: &mut String, text: &str) {
    match text.trim() {
        "true" | "1" => json.push_str("true"),
        "false" | "0" => json.push_str("false"),
        other => self::text(json, other),
    }
}

/// The members of a JSON object that is being written.
pub(super) struct Members<'j> {
    json: &'j mut String,
    first: bool,
}

impl<'j> Members<'j> {
    pub(super) fn begin(json: &'j mut String) -> Self {
        json.push('{');
        Self { json, first: true }
    }

    pub(super) fn member(&mut self, key: &str, value: impl FnOnce(&mut String)) {
        if !std::mem::replace(&mut self.first, false) {
            self.json.push(',');
        }
        text(self.json, key);
        self.json.push(':');
        value(self.json);
    }

    pub(super) fn end(self) {
        self.json.push('}');
    }
}

/// The text of a JSON string, or of a number or boolean as JSON writes it.
pub(super) fn text_of(json: &str) -> Result<Cow<'_, str>, EncodeError> {
    match Kind::of(json) {
        Kind::String => parsed::<String>(json).map(Cow::Owned),
        Kind::Number | Kind::Bool | Kind::Null => Ok(Cow::Borrowed(json)),
        kind @ (Kind::Array | Kind::Object) => {
            let kind = kind.described();
            Err(EncodeError::new(format!("{kind} where only a text can be")))
        }
    }
}

/// The members of a JSON object.
pub(super) fn members(json: &str) -> Result<BTreeMap<Cow<'_, str>, &RawValue>, EncodeError> {
    parsed(json)
}

pub(super) fn parsed<'j, T: Deserialize<'j>>(json: &'j str) -> Result<T, EncodeError> {
    serde_json::from_str(json).map_err(|error| EncodeError::new(error.to_string()))
}
