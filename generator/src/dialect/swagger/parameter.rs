//! Parameters and headers of Swagger 2.0, which say themselves what 3.0 says in a schema.

use serde_json::{Map, Value, json};

use super::super::schemas::SCHEMA;
use super::super::version::Version;
use super::{Node, Swagger};
use crate::diagnostics::{Code, child_pointer};

/// Where a parameter of Swagger 2.0 belongs in 3.0.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It is one still.
    Parameter,
    /// It is the request body.
    Body,
    /// It is a property of the request body.
    Form,
}

impl Kind {
    pub(super) fn of(parameter: &Value) -> Self {
        match parameter.get("in").and_then(Value::as_str) {
            Some("body") => Self::Body,
            Some("formData") => Self::Form,
            _ => Self::Parameter,
        }
    }
}

impl Swagger<'_> {
    /// The parameters of the document; those that are parameters still, and bodies.
    pub(super) fn shared_parameters(&mut self, value: &Value, components: &mut Map<String, Value>) {
        let Some(entries) = value.as_object() else {
            components.insert("parameters".to_owned(), value.clone());
            return;
        };
        let (mut parameters, mut bodies) = (Map::new(), Map::new());
        for (key, value) in entries {
            let old = child_pointer("/parameters", key);
            match Kind::of(value) {
                Kind::Parameter => {
                    let new = child_pointer("/components/parameters", key);
                    self.moves(&old, &new);
                    let node = Node {
                        value,
                        old: &old,
                        new: &new,
                    };
                    parameters.insert(key.clone(), self.parameter(node));
                }
                Kind::Body => {
                    let new = child_pointer("/components/requestBodies", key);
                    let media = self.media.clone();
                    let node = Node {
                        value,
                        old: &old,
                        new: &new,
                    };
                    bodies.insert(key.clone(), self.body(node, &media));
                }
                // Each operation that refers to it gets a property of its own form.
                Kind::Form => {}
            }
        }
        for (section, entries) in [("parameters", parameters), ("requestBodies", bodies)] {
            if !entries.is_empty() {
                components.insert(section.to_owned(), Value::Object(entries));
            }
        }
    }

    /// A parameter that is one in 3.0.
    pub(super) fn parameter(&mut self, node: Node<'_>) -> Value {
        let style = |location: &str| match location {
            "query" => "form",
            _ => "simple",
        };
        let location = node.value.get("in").and_then(Value::as_str);
        self.with_schema(node, style(location.unwrap_or_default()))
    }

    /// A header of a response.
    pub(super) fn header(&mut self, node: Node<'_>) -> Value {
        self.with_schema(node, "simple")
    }

    fn with_schema(&mut self, node: Node<'_>, style: &str) -> Value {
        let Some(members) = node.value.as_object() else {
            return node.value.clone();
        };
        let (of_schema, mut rearranged) = parted(members);
        if rearranged.contains_key("schema") || of_schema.is_empty() {
            return node.value.clone();
        }
        let new = child_pointer(node.new, "schema");
        self.moves_below(node.old, &new);
        let schema = self.schema(Node {
            value: &Value::Object(of_schema),
            old: node.old,
            new: &new,
        });
        let is_list = schema.get("type").is_some_and(|kind| kind == "array");
        rearranged.insert("schema".to_owned(), schema);
        let format = rearranged.remove("collectionFormat");
        if is_list {
            let format = format.as_ref().and_then(Value::as_str).unwrap_or("csv");
            self.collection(node, style, format, &mut rearranged);
        }
        Value::Object(rearranged)
    }

    /// `collectionFormat`, as `style` and `explode`.
    fn collection(
        &mut self,
        node: Node<'_>,
        style: &str,
        format: &str,
        rearranged: &mut Map<String, Value>,
    ) {
        let (style, explode) = self.styled(node.new, style, format);
        rearranged.insert("style".to_owned(), json!(style));
        rearranged.insert("explode".to_owned(), json!(explode));
    }

    /// The `style` and `explode` of a `collectionFormat`, where lists have a style of their own.
    pub(super) fn styled<'s>(
        &mut self,
        new: &str,
        style: &'s str,
        format: &str,
    ) -> (&'s str, bool) {
        match (style, format) {
            ("form", "multi") => ("form", true),
            ("form", "ssv") => ("spaceDelimited", false),
            ("form", "pipes") => ("pipeDelimited", false),
            (style, "csv") => (style, false),
            (style, _) => {
                let message =
                    format!("`collectionFormat: {format}` has no form in OpenAPI 3.0 here");
                let effect = "its values are separated by commas";
                self.warn(new, Code::UnsupportedParameterStyle, message, effect);
                (style, false)
            }
        }
    }

    /// Notes where the keywords of a node go that are below another one now.
    pub(super) fn moves_below(&mut self, old: &str, new: &str) {
        let place = self.findings.place(old);
        self.origins.insert(new, place);
    }
}

/// The keywords of a node that are those of a schema, and the others.
///
/// Extensions stay with the node; `x-nullable` and those of `enum` are of the schema.
pub(super) fn parted(members: &Map<String, Value>) -> (Map<String, Value>, Map<String, Value>) {
    let of_schema = |key: &str| match key {
        "description" | "required" | "schema" | "example" | "deprecated" => false,
        "x-nullable" | "x-enum-varnames" | "x-enum-descriptions" => true,
        key => SCHEMA.keyword(key, Version::OLDEST).is_some(),
    };
    let entries = |wanted: bool| {
        members
            .iter()
            .filter(|(key, _)| of_schema(key) == wanted)
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    };
    (entries(true), entries(false))
}
