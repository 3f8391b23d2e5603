//! Types in the words of other languages and of `format`.

use serde_json::Value;

use super::super::findings::{Change, Findings};
use super::super::grammar::Shape;
use super::super::walk::Spot;
use crate::diagnostics::{Code, Severity};

/// What a word says that is no type of OpenAPI: the type, and the format if it says one.
const TYPES: &[(&str, &str, &str)] = &[
    ("str", "string", ""),
    ("text", "string", ""),
    ("char", "string", ""),
    ("date", "string", "date"),
    ("datetime", "string", "date-time"),
    ("date-time", "string", "date-time"),
    ("dateTime", "string", "date-time"),
    ("time", "string", "time"),
    ("uuid", "string", "uuid"),
    ("guid", "string", "uuid"),
    ("email", "string", "email"),
    ("uri", "string", "uri"),
    ("url", "string", "uri"),
    ("password", "string", "password"),
    ("byte", "string", "byte"),
    ("binary", "string", "binary"),
    ("file", "string", "binary"),
    ("int", "integer", ""),
    ("int32", "integer", "int32"),
    ("int64", "integer", "int64"),
    ("long", "integer", "int64"),
    ("float", "number", "float"),
    ("double", "number", "double"),
    ("decimal", "number", "decimal"),
    ("bool", "boolean", ""),
    ("list", "array", ""),
    ("map", "object", ""),
    ("dict", "object", ""),
    ("hash", "object", ""),
];

/// The type, and the format if it says one, that a word which is no type of OpenAPI can only mean.
pub(super) fn type_of(word: &str) -> Option<(&'static str, &'static str)> {
    let word = word.trim();
    let mut types = TYPES.iter();
    let (_, kind, format) = types.find(|(known, ..)| known.eq_ignore_ascii_case(word))?;
    Some((kind, format))
}

/// Reads a `type` in other words; gives whether it did.
pub(super) fn read(findings: &mut Findings<'_>, spot: &Spot, shape: Shape, value: &Value) -> bool {
    let (Shape::Word(_) | Shape::Words(_), Some(schema), Some(word)) =
        (shape, spot.pointer.strip_suffix("/type"), value.as_str())
    else {
        return false;
    };
    let name = || {
        findings
            .document()
            .get(schema)
            .and_then(|schema| schema.get("format"))
    };
    let place = findings.place(&spot.pointer);
    let message = format!("`type: {word}` is not a type of OpenAPI");
    let effect = match type_of(word) {
        Some((kind, "")) => format!("it is read as `type: {kind}`"),
        Some((kind, _)) if name().is_some() => format!("it is read as `type: {kind}`"),
        Some((kind, format)) => {
            let format = Value::from(format);
            findings.change(format!("{schema}/format"), Change::Put(format.clone()));
            let format = format.as_str().unwrap_or_default();
            format!("it is read as `type: {kind}` with `format: {format}`")
        }
        None if word.trim().eq_ignore_ascii_case("any") => {
            findings.change(spot.pointer.as_str(), Change::Remove);
            "it is read as any value".to_owned()
        }
        None => return false,
    };
    if let Some((kind, _)) = type_of(word) {
        findings.change(spot.pointer.as_str(), Change::Put(Value::from(kind)));
    }
    findings
        .add(Severity::Warning, Code::WrongValue, &place, message)
        .effect(effect);
    true
}
