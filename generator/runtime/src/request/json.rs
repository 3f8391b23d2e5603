//! Parameters that are JSON texts, as `content` of the spec asks for them.

use serde::ser::{Error, Serialize, Serializer};

use super::super::{Hidden, Value, finite};
use super::RequestParts;

impl RequestParts {
    /// Sets a path parameter as JSON text.
    pub fn path_json<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.keep(Hidden::Path(name), &Value::of(value));
        self.path(name, &AsJson(value));
    }

    /// Sets a query parameter as JSON text.
    pub fn query_json<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.keep(Hidden::Query(name), &Value::of(value));
        self.query(name, &AsJson(value));
    }

    /// Sets a header as JSON text.
    pub fn header_json<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.keep(Hidden::Header(name), &Value::of(value));
        self.header(name, &AsJson(value));
    }

    /// Sets a cookie as JSON text.
    pub fn cookie_json<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.keep(Hidden::Cookie(name), &Value::of(value));
        self.cookie(name, &AsJson(value));
    }
}

/// A value that serializes as its JSON text, in ASCII, since headers carry nothing else.
struct AsJson<'a, T: ?Sized>(&'a T);

impl<T: Serialize + ?Sized> Serialize for AsJson<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let json = finite::to_json(self.0).map_err(S::Error::custom)?;
        let json = String::from_utf8(json).map_err(S::Error::custom)?;
        serializer.serialize_str(&ascii(&json))
    }
}

/// Writes what is not ASCII as JSON escapes it, which changes no value: it stands in strings only.
fn ascii(json: &str) -> String {
    let mut ascii = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter.is_ascii() {
            ascii.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            ascii.push_str(&format!("\\u{unit:04x}"));
        }
    }
    ascii
}
