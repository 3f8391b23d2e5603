//! References in a document.

use serde_json::Value;

/// What a `$ref` within the document names, or the value itself.
pub fn followed<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    match value.get("$ref").and_then(Value::as_str) {
        None => value,
        Some(reference) => {
            let found = reference.strip_prefix('#').and_then(|at| root.pointer(at));
            followed(
                root,
                found.unwrap_or_else(|| panic!("`{reference}` leads nowhere")),
            )
        }
    }
}
