//! Paths and operations of Swagger 2.0, whose bodies are parameters.

use serde_json::{Map, Value, json};

use super::media::MediaTypes;
use super::parameter::{Kind, parted};
use super::schema::is_file;
use super::{Node, Swagger};
use crate::diagnostics::child_pointer;

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// A parameter in a list, after its `$ref` was followed.
pub(super) struct Listed<'a> {
    value: &'a Value,
    old: String,
    kind: Kind,
    /// The `$ref`, if it was one.
    reference: Option<&'a str>,
    /// Where it was listed.
    entry: String,
}

impl Swagger<'_> {
    pub(super) fn paths(&mut self, value: &Value) -> Value {
        self.each(value, "/paths", "/paths", Self::path_item)
    }

    pub(super) fn path_item(&mut self, node: Node<'_>) -> Value {
        let Some(members) = node.value.as_object() else {
            return node.value.clone();
        };
        let shared = child_pointer(node.old, "parameters");
        let shared = self.listed(members.get("parameters"), &shared);
        let entries = members.iter().map(|(key, value)| {
            let (old, new) = (child_pointer(node.old, key), child_pointer(node.new, key));
            let node = Node {
                value,
                old: &old,
                new: &new,
            };
            let rearranged = match key.as_str() {
                "parameters" if value.is_array() => self.parameters(&shared, &new),
                method if METHODS.contains(&method) => self.operation(node, &shared),
                _ => value.clone(),
            };
            (key.clone(), rearranged)
        });
        Value::Object(entries.collect())
    }

    pub(super) fn operation(&mut self, node: Node<'_>, shared: &[Listed<'_>]) -> Value {
        let Some(members) = node.value.as_object() else {
            return node.value.clone();
        };
        let media = MediaTypes::of(node.value, Some(&self.media));
        let own = child_pointer(node.old, "parameters");
        let own = self.listed(members.get("parameters"), &own);
        let mut operation = Map::new();
        for (key, value) in members {
            let (old, new) = (child_pointer(node.old, key), child_pointer(node.new, key));
            let rearranged = match key.as_str() {
                "consumes" | "produces" => continue,
                "schemes" => {
                    if let Some(servers) = self.own_servers(value, &old, node.new) {
                        operation.insert("servers".to_owned(), servers);
                    }
                    continue;
                }
                "parameters" if value.is_array() => self.parameters(&own, &new),
                "responses" => self.each(value, &old, &new, |swagger, node| {
                    swagger.response(node, &media)
                }),
                _ => value.clone(),
            };
            operation.insert(key.clone(), rearranged);
        }
        let new = child_pointer(node.new, "requestBody");
        if let Some(body) = self.request_body(&new, &own, shared, &media) {
            operation.insert("requestBody".to_owned(), body);
        }
        Value::Object(operation)
    }

    /// Those parameters of a list that are parameters still.
    fn parameters(&mut self, listed: &[Listed<'_>], new: &str) -> Value {
        let still = listed
            .iter()
            .filter(|listed| listed.kind == Kind::Parameter);
        let parameters = still.enumerate().map(|(index, listed)| {
            let new = format!("{new}/{index}");
            self.moves(&listed.entry, &new);
            match listed.reference {
                Some(reference) => self.reference(&new, reference),
                None => self.parameter(Node {
                    value: listed.value,
                    old: &listed.old,
                    new: &new,
                }),
            }
        });
        Value::Array(parameters.collect())
    }

    /// The body of an operation, of its own parameters or those of its path.
    fn request_body(
        &mut self,
        new: &str,
        own: &[Listed<'_>],
        shared: &[Listed<'_>],
        media: &MediaTypes,
    ) -> Option<Value> {
        let body = |list: &[Listed<'_>]| list.iter().position(|listed| listed.kind == Kind::Body);
        let (list, index) = body(own)
            .map(|index| (own, index))
            .or_else(|| body(shared).map(|index| (shared, index)))
            .unwrap_or((own, usize::MAX));
        if let Some(listed) = list.get(index) {
            if let Some(reference) = listed.reference.filter(|_| *media == self.media) {
                self.moves_below(&listed.entry, new);
                return Some(self.reference(new, reference));
            }
            let node = Node {
                value: listed.value,
                old: &listed.old,
                new,
            };
            return Some(self.body(node, media));
        }
        let form: Vec<&Listed<'_>> = own
            .iter()
            .chain(shared)
            .filter(|listed| listed.kind == Kind::Form)
            .collect();
        (!form.is_empty()).then(|| self.form(new, &form, media))
    }

    /// A parameter `in: body`, as a request body.
    pub(super) fn body(&mut self, node: Node<'_>, media: &MediaTypes) -> Value {
        self.moves(node.old, node.new);
        let mut body = node.value.as_object().cloned().unwrap_or_default();
        body.remove("name");
        body.remove("in");
        let schema = body.remove("schema").unwrap_or_else(|| json!({}));
        let content = child_pointer(node.new, "content");
        let node = Node {
            value: &schema,
            old: &child_pointer(node.old, "schema"),
            new: &content,
        };
        body.insert("content".to_owned(), self.content(node, &media.of_body()));
        Value::Object(body)
    }

    /// Parameters `in: formData`, as a request body; the first of a name counts.
    fn form(&mut self, new: &str, form: &[&Listed<'_>], media: &MediaTypes) -> Value {
        let has_file = form.iter().any(|listed| is_file(listed.value));
        let media = media.of_form(has_file);
        let content = child_pointer(new, "content");
        let first = media.first().copied().unwrap_or_default();
        let schema = child_pointer(&child_pointer(&content, first), "schema");
        let properties = child_pointer(&schema, "properties");
        let (mut fields, mut encoding, mut required) = (Map::new(), Map::new(), Vec::new());
        for listed in form {
            let Some(members) = listed.value.as_object() else {
                continue;
            };
            let name = members
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or_default();
            if fields.contains_key(name) {
                continue;
            }
            let new = child_pointer(&properties, name);
            self.moves(&listed.old, &new);
            let (mut field, rest) = parted(members);
            let is_of = |name| members.get("type").is_some_and(|kind| kind == name);
            if is_of("array") {
                let format = members.get("collectionFormat").and_then(Value::as_str);
                let written = self.encoded(&new, format.unwrap_or("csv"));
                encoding.insert(name.to_owned(), written);
            }
            if members.contains_key("allowEmptyValue") && !is_of("string") {
                let message = "`allowEmptyValue` says nothing of a field that is no text";
                let effect = "it is sent with a value, or left out";
                self.note(&new, message.to_owned(), effect);
            }
            for (key, value) in rest {
                let is_said = [
                    "name",
                    "in",
                    "required",
                    "allowEmptyValue",
                    "collectionFormat",
                ];
                if !is_said.contains(&key.as_str()) {
                    field.insert(key, value);
                }
            }
            if members.get("required") == Some(&json!(true)) {
                required.push(json!(name));
            }
            let field = Value::Object(field);
            let node = Node {
                value: &field,
                old: &listed.old,
                new: &new,
            };
            fields.insert(name.to_owned(), self.schema(node));
        }
        let is_required = !required.is_empty();
        let mut value = json!({ "type": "object", "properties": fields });
        if let Some(members) = value.as_object_mut().filter(|_| is_required) {
            members.insert("required".to_owned(), Value::Array(required));
        }
        let contents = media.iter().enumerate().map(|(index, media)| {
            let value = match index {
                0 => value.clone(),
                _ => json!({ "$ref": format!("#{schema}") }),
            };
            let mut content = json!({ "schema": value });
            if let Some(members) = content.as_object_mut().filter(|_| !encoding.is_empty()) {
                members.insert("encoding".to_owned(), Value::Object(encoding.clone()));
            }
            ((*media).to_owned(), content)
        });
        let contents: Map<String, Value> = contents.collect();
        json!({ "required": is_required, "content": contents })
    }

    /// A schema below each of its media types.
    pub(super) fn content(&mut self, node: Node<'_>, media: &[&str]) -> Value {
        let mut contents = Map::new();
        let mut first: Option<(String, Value)> = None;
        for media in media {
            let new = child_pointer(&child_pointer(node.new, media), "schema");
            let schema = match &first {
                Some((pointer, schema)) => {
                    self.moves_below(node.old, &new);
                    self.again(schema, pointer, &new)
                }
                None => {
                    self.moves(node.old, &new);
                    let schema = self.schema(Node { new: &new, ..node });
                    first = Some((new, schema.clone()));
                    schema
                }
            };
            contents.insert((*media).to_owned(), json!({ "schema": schema }));
        }
        Value::Object(contents)
    }

    /// A schema that is the same as another one: what becomes a type refers to that, so that it
    /// becomes one type.
    fn again(&mut self, schema: &Value, pointer: &str, new: &str) -> Value {
        let mut again = schema.clone();
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            return self.reference(new, reference);
        }
        if let Some(items) = again.get_mut("items") {
            let (pointer, new) = (child_pointer(pointer, "items"), child_pointer(new, "items"));
            *items = self.again(items, &pointer, &new);
            return again;
        }
        let is_type = ["properties", "allOf", "enum"];
        if is_type.iter().any(|keyword| schema.get(keyword).is_some()) {
            return json!({ "$ref": format!("#{pointer}") });
        }
        again
    }

    fn listed<'a>(&self, list: Option<&'a Value>, old: &str) -> Vec<Listed<'a>>
    where
        Self: 'a,
    {
        let list = list.and_then(Value::as_array);
        let listed = list
            .into_iter()
            .flatten()
            .enumerate()
            .map(|(index, value)| {
                let entry = format!("{old}/{index}");
                let (found, pointer) = self.followed(value, &entry);
                Listed {
                    value: found,
                    old: pointer,
                    kind: Kind::of(found),
                    reference: value.get("$ref").and_then(Value::as_str),
                    entry,
                }
            });
        listed.collect()
    }

    /// How the list at a pointer is written in a form.
    fn encoded(&mut self, new: &str, format: &str) -> Value {
        let (style, explode) = self.styled(new, "form", format);
        json!({ "style": style, "explode": explode })
    }
}
