//! Keywords beside a `$ref` to a schema, which OpenAPI 3.0 ignores and every author means.

use serde_json::{Map, Value, json};

use super::super::findings::{Change, Findings};
use super::super::grammar::Object;
use super::super::schemas::SCHEMA;
use super::super::version::Version;
use super::super::walk::Spot;
use crate::diagnostics::{Code, Severity};

/// What can be said of a value in one place without making another type of it.
const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "nullable",
    "default",
    "example",
    "readOnly",
    "writeOnly",
    "deprecated",
    "externalDocs",
];

/// Wraps a `$ref` with annotations beside it as OpenAPI 3.0 wants it; gives whether it did.
pub(super) fn read(
    findings: &mut Findings<'_>,
    version: Version,
    spot: &Spot,
    object: &'static Object,
    members: &Map<String, Value>,
) -> bool {
    let is_said = |key: &&String| ANNOTATIONS.contains(&key.as_str());
    let said: Vec<&String> = members.keys().filter(is_said).collect();
    let (Some(first), Some(reference)) = (said.first(), members.get("$ref")) else {
        return false;
    };
    if version >= Version::V31 || !std::ptr::eq(object, &SCHEMA) || !reference.is_string() {
        return false;
    }
    let mut wrapped = members.clone();
    wrapped.remove("$ref");
    wrapped.retain(|key, _| ANNOTATIONS.contains(&key.as_str()) || key.starts_with("x-"));
    let others = members
        .iter()
        .filter(|(key, _)| !wrapped.contains_key(*key));
    let part: Map<String, Value> = others
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    wrapped.insert("allOf".to_owned(), json!([part]));
    let names: Vec<String> = said.iter().map(|key| format!("`{key}`")).collect();
    let (stand, are) = match names.len() {
        1 => ("stands", "it is"),
        _ => ("stand", "they are"),
    };
    let place = findings.place(&spot.member(first)).key();
    let message = format!("{} {stand} beside a `$ref`", names.join(", "));
    findings.change(spot.pointer.as_str(), Change::Put(Value::Object(wrapped)));
    findings
        .add(Severity::Warning, Code::ReferenceSiblings, &place, message)
        .effect(format!(
            "{are} read as if the reference were wrapped, though OpenAPI 3.0 ignores that"
        ))
        .help("wrap the reference: `allOf: [{$ref: …}]` may have keywords beside it");
    findings.moves(spot.pointer.clone());
    true
}
