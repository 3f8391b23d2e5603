//! Responses of Swagger 2.0, whose bodies have the media types of the operation.

use serde_json::{Map, Value, json};

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
        let answer = old.clone();
        if let Some(schema) = response.remove("schema") {
            let new = child_pointer(node.new, "content");
            let old = child_pointer(&old, "schema");
            let node = Node {
                value: &schema,
                old: &old,
                new: &new,
            };
            let mut content = self.content(node, &media.of_response(&schema));
            let of_answer = examples.as_ref().and_then(Value::as_object);
            for (media, example) in of_answer.into_iter().flatten() {
                if let Some(entry) = content.get_mut(media).and_then(Value::as_object_mut) {
                    entry.insert("example".to_owned(), example.clone());
                    let written = child_pointer(&answer, "examples");
                    let entry = child_pointer(node.new, media);
                    self.becomes(
                        &child_pointer(&written, media),
                        &child_pointer(&entry, "example"),
                    );
                }
            }
            response.insert("content".to_owned(), content);
        }
        let media = response.get("content").and_then(Value::as_object);
        let is_known = |name: &String| media.is_some_and(|media| media.contains_key(name));
        let examples = examples.as_ref().and_then(Value::as_object);
        let examples = examples.into_iter().flat_map(Map::keys);
        for name in examples.filter(|name| !is_known(name)) {
            let message = format!("`{name}` of `examples` is no media type of this answer");
            let effect = "the example is left out";
            self.note(&child_pointer(node.new, "examples"), message, effect);
        }
        if response.is_empty() {
            response.insert("description".to_owned(), json!(""));
        }
        Value::Object(response)
    }
}
