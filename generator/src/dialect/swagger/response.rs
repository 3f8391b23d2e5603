//! Responses of Swagger 2.0, whose bodies have the media types of the operation.

use serde_json::{Value, json};

use super::media::MediaTypes;
use super::{Node, Swagger};
use crate::diagnostics::child_pointer;

impl Swagger<'_> {
    pub(super) fn shared_responses(&mut self, value: &Value) -> Value {
        let media = self.media.clone();
        self.moves("/responses", "/components/responses");
        self.each(
            value,
            "/responses",
            "/components/responses",
            |swagger, node| swagger.response(node, &media),
        )
    }

    /// A response; one that is shared is copied to operations of other media types.
    pub(super) fn response(&mut self, node: Node<'_>, media: &MediaTypes) -> Value {
        let reference = node.value.get("$ref").and_then(Value::as_str);
        if let Some(reference) = reference.filter(|_| media.produces == self.media.produces) {
            return self.reference(node.new, reference);
        }
        let (value, old) = self.followed(node.value, node.old);
        let Some(members) = value.as_object() else {
            return value.clone();
        };
        if old != node.old {
            self.moves_below(&old, node.new);
        }
        let mut response = members.clone();
        let examples = response.remove("examples");
        if let Some(headers) = response.get_mut("headers") {
            let (old, new) = (
                child_pointer(&old, "headers"),
                child_pointer(node.new, "headers"),
            );
            *headers = self.each(headers, &old, &new, Self::header);
        }
        if let Some(schema) = response.remove("schema") {
            let new = child_pointer(node.new, "content");
            let old = child_pointer(&old, "schema");
            let node = Node {
                value: &schema,
                old: &old,
                new: &new,
            };
            let mut content = self.content(node, &media.of_response(&schema));
            let examples = examples.as_ref().and_then(Value::as_object);
            for (media, example) in examples.into_iter().flatten() {
                if let Some(entry) = content.get_mut(media).and_then(Value::as_object_mut) {
                    entry.insert("example".to_owned(), example.clone());
                }
            }
            response.insert("content".to_owned(), content);
        }
        if response.is_empty() {
            response.insert("description".to_owned(), json!(""));
        }
        Value::Object(response)
    }
}
