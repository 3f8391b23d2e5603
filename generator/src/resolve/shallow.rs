//! Shallow copies: a node with links in place of the schemas below it.
//!
//! `openapiv3` types a schema with all that is below it at once, buffering every level again. With
//! links in their place the cost of typing stays linear, and each schema keeps its own pointer.

use serde_json::{Map, Value};

use super::Link;
use crate::diagnostics::child_pointer;
use crate::source::fragment_pointer;

/// Begins the text of a link to a schema that stands in place; no `$ref` of a document that
/// passed `dialect` begins like that.
const IN_PLACE: &str = "in place:";

/// Reads the text of a `$ref` that [`schema`] wrote or kept.
pub(super) fn link(reference: &str) -> Link {
    match reference.strip_prefix(IN_PLACE) {
        Some(pointer) => Link {
            pointer: pointer.to_owned(),
            inline: true,
        },
        None => Link {
            pointer: target(reference).unwrap_or_default(),
            inline: false,
        },
    }
}

/// The pointer that a `$ref` within the document leads to.
pub(super) fn target(reference: &str) -> Option<String> {
    fragment_pointer(reference.strip_prefix('#')?)
}

/// Copies a schema with links in place of the schemas below it; gives their pointers, too.
pub(super) fn schema(pointer: &str, value: &Value) -> (Value, Vec<String>) {
    let mut nested = Vec::new();
    let Some(object) = value.as_object() else {
        return (value.clone(), nested);
    };
    let mut copy = Map::new();
    for (key, value) in object {
        let pointer = child_pointer(pointer, key);
        let value = match (key.as_str(), value) {
            ("properties", Value::Object(properties)) => Value::Object(
                properties
                    .iter()
                    .map(|(name, schema)| {
                        let schema = leave(&child_pointer(&pointer, name), schema, &mut nested);
                        (name.clone(), schema)
                    })
                    .collect(),
            ),
            ("allOf" | "anyOf" | "oneOf", Value::Array(branches)) => Value::Array(
                branches
                    .iter()
                    .enumerate()
                    .map(|(index, branch)| {
                        leave(&format!("{pointer}/{index}"), branch, &mut nested)
                    })
                    .collect(),
            ),
            ("items" | "not" | "additionalProperties", Value::Object(_)) => {
                leave(&pointer, value, &mut nested)
            }
            _ => value.clone(),
        };
        copy.insert(key.clone(), value);
    }
    (Value::Object(copy), nested)
}

/// Replaces the schemas of a node's `content`, `headers` and `schema` members by links.
pub(super) fn holder(pointer: &str, value: &Value) -> (Value, Vec<String>) {
    let mut nested = Vec::new();
    let copy = hold(pointer, value, &mut nested);
    (copy, nested)
}

fn hold(pointer: &str, value: &Value, nested: &mut Vec<String>) -> Value {
    let Some(object) = value.as_object() else {
        return value.clone();
    };
    let mut copy = Map::new();
    for (key, value) in object {
        let pointer = child_pointer(pointer, key);
        let value = match (key.as_str(), value) {
            ("schema", Value::Object(_)) => leave(&pointer, value, nested),
            ("content" | "headers", Value::Object(entries)) => Value::Object(
                entries
                    .iter()
                    .map(|(name, entry)| {
                        (
                            name.clone(),
                            hold(&child_pointer(&pointer, name), entry, nested),
                        )
                    })
                    .collect(),
            ),
            _ => value.clone(),
        };
        copy.insert(key.clone(), value);
    }
    Value::Object(copy)
}

/// Leaves a link behind and remembers where it leads.
fn leave(pointer: &str, schema: &Value, nested: &mut Vec<String>) -> Value {
    let mut link = Map::new();
    let reference = match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => {
            nested.extend(target(reference));
            reference.to_owned()
        }
        None => {
            nested.push(pointer.to_owned());
            format!("{IN_PLACE}{pointer}")
        }
    };
    link.insert("$ref".to_owned(), Value::String(reference));
    Value::Object(link)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nested_schemas_become_links() {
        let (copy, nested) = schema(
            "/components/schemas/Pet",
            &json!({"properties": {"a/b": {"type": "string"}, "owner": {"$ref": "#/x"}}, "additionalProperties": false}),
        );
        assert_eq!(
            copy,
            json!({
                "properties": {
                    "a/b": {"$ref": "in place:/components/schemas/Pet/properties/a~1b"},
                    "owner": {"$ref": "#/x"},
                },
                "additionalProperties": false,
            })
        );
        assert_eq!(nested, ["/components/schemas/Pet/properties/a~1b", "/x"]);
    }

    #[test]
    fn references_are_percent_decoded() {
        assert_eq!(
            target("#/paths/~1a%7Bid%7D").as_deref(),
            Some("/paths/~1a{id}")
        );
        assert_eq!(target("other.yaml#/a"), None);
    }
}
