//! Schemas of Swagger 2.0, which differ in little from those of 3.0.

use serde_json::{Value, json};

use super::{Node, Swagger};
use crate::diagnostics::child_pointer;

impl Swagger<'_> {
    /// A schema, with all below it.
    pub(super) fn schema(&mut self, node: Node<'_>) -> Value {
        let Some(members) = node.value.as_object() else {
            return node.value.clone();
        };
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            let mut schema = self.reference(node.new, reference);
            if let Some(mended) = schema.as_object_mut() {
                let siblings = members.iter().filter(|(key, _)| *key != "$ref");
                mended.extend(siblings.map(|(key, value)| (key.clone(), value.clone())));
            }
            return schema;
        }
        let entries = members.iter().flat_map(|(key, value)| {
            let (old, new) = (child_pointer(node.old, key), child_pointer(node.new, key));
            let node = Node {
                value,
                old: &old,
                new: &new,
            };
            match key.as_str() {
                "properties" => vec![(key.clone(), self.each(value, &old, &new, Self::schema))],
                "items" | "additionalProperties" | "not" => vec![(key.clone(), self.schema(node))],
                "allOf" | "oneOf" | "anyOf" => vec![(key.clone(), self.schemas(node))],
                "discriminator" if value.is_string() => {
                    self.becomes(&old, &new);
                    vec![(key.clone(), json!({ "propertyName": value }))]
                }
                // Of a list in a list, which has no form in 3.0; a later pass says so.
                "collectionFormat" => Vec::new(),
                // What Microsoft's and other tools write, as `nullable` is no word of Swagger 2.0.
                "x-nullable" => vec![("nullable".to_owned(), value.clone())],
                "type" if value == "file" => vec![
                    (key.clone(), json!("string")),
                    ("format".to_owned(), json!("binary")),
                ],
                _ => vec![(key.clone(), value.clone())],
            }
        });
        Value::Object(entries.collect())
    }

    fn schemas(&mut self, node: Node<'_>) -> Value {
        let Some(elements) = node.value.as_array() else {
            return node.value.clone();
        };
        let elements = elements.iter().enumerate().map(|(index, value)| {
            let old = format!("{}/{index}", node.old);
            let new = format!("{}/{index}", node.new);
            self.schema(Node {
                value,
                old: &old,
                new: &new,
            })
        });
        Value::Array(elements.collect())
    }
}

/// Whether a schema stands for a file.
pub(super) fn is_file(schema: &Value) -> bool {
    schema.get("type").is_some_and(|kind| kind == "file")
}
