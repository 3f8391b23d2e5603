//! Swagger 2.0, rearranged into the tree of OpenAPI 3.0.
//!
//! Only what has another form in 3.0 is rearranged; the rest is copied, and the passes that come
//! after judge it like that of any other document. The document knows where each node was written.

mod media;
mod operation;
mod parameter;
mod response;
mod schema;
mod security;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::findings::{Changes, Findings};
use super::grammar::Object;
use crate::diagnostics::{Code, Diagnostics, Severity, child_pointer};
use crate::source::{Document, Origins, fragment_pointer};

use media::MediaTypes;

/// The document as one of OpenAPI 3.0.
pub(super) fn rearrange(document: Document, diagnostics: &mut Diagnostics) -> Document {
    let mut swagger = Swagger {
        findings: Findings::new(&document),
        root: document.root(),
        origins: Origins::default(),
        moved: BTreeMap::new(),
        references: Vec::new(),
        media: MediaTypes::of(document.root(), None),
    };
    let mut root = swagger.document();
    swagger.mend_references(&mut root);
    let Swagger {
        findings, origins, ..
    } = swagger;
    let changes: Changes = findings.report(diagnostics);
    changes.apply(document.rearrange(root, origins, []))
}

/// A part of another file, in the place where an object of 3.0 belongs.
///
/// Its references are still those of its file.
pub(super) fn rearrange_part(file: &Document, value: &Value, object: &Object) -> Value {
    let mut swagger = Swagger {
        findings: Findings::new(file),
        root: file.root(),
        origins: Origins::default(),
        moved: BTreeMap::new(),
        references: Vec::new(),
        media: MediaTypes::of(file.root(), None),
    };
    let node = Node {
        value,
        old: "",
        new: "",
    };
    match object.name {
        "Schema" => swagger.schema(node),
        "Parameter" => swagger.parameter(node),
        "Response" => {
            let media = swagger.media.clone();
            swagger.response(node, &media)
        }
        "Path Item" => swagger.path_item(node),
        "Operation" => swagger.operation(node, &[]),
        _ => value.clone(),
    }
}

struct Swagger<'d> {
    findings: Findings<'d>,
    root: &'d Value,
    origins: Origins,
    /// Old pointers → new ones, of nodes that have moved with all that is below.
    moved: BTreeMap<String, String>,
    /// New pointers of `$ref`s, each with the old pointer that it names.
    references: Vec<(String, String)>,
    media: MediaTypes,
}

/// A node of the author's tree, and where it goes.
#[derive(Clone, Copy)]
struct Node<'a> {
    value: &'a Value,
    old: &'a str,
    new: &'a str,
}

impl<'d> Swagger<'d> {
    fn document(&mut self) -> Value {
        let Some(members) = self.root.as_object() else {
            return self.root.clone();
        };
        let mut document = Map::new();
        let mut components = Map::new();
        document.insert("openapi".to_owned(), json!("3.0.3"));
        self.becomes("/swagger", "/openapi");
        let servers = self.servers(None);
        if !servers.is_empty() {
            self.becomes(server_keyword(members), "/servers");
            document.insert("servers".to_owned(), Value::Array(servers));
        }
        for (key, value) in members {
            match key.as_str() {
                "swagger" | "host" | "basePath" | "schemes" | "consumes" | "produces" => {}
                "paths" => {
                    document.insert(key.clone(), self.paths(value));
                }
                "definitions" => {
                    let schemas = self.definitions(value);
                    components.insert("schemas".to_owned(), schemas);
                }
                "parameters" => self.shared_parameters(value, &mut components),
                "responses" => {
                    let responses = self.shared_responses(value);
                    components.insert("responses".to_owned(), responses);
                }
                "securityDefinitions" => {
                    let schemes = self.security_schemes(value);
                    components.insert("securitySchemes".to_owned(), schemes);
                }
                _ => {
                    document.insert(key.clone(), value.clone());
                }
            }
        }
        if !components.is_empty() {
            document.insert("components".to_owned(), Value::Object(components));
        }
        Value::Object(document)
    }

    fn definitions(&mut self, value: &Value) -> Value {
        self.moves("/definitions", "/components/schemas");
        self.each(value, "/definitions", "/components/schemas", Self::schema)
    }

    /// The address of the API, by each scheme; of an API that has TLS, by that alone.
    ///
    /// `schemes` are those of an operation, if it has its own.
    fn servers(&mut self, schemes: Option<&Value>) -> Vec<Value> {
        let text = |key| self.root.get(key).and_then(Value::as_str);
        let base = text("basePath").unwrap_or_default().trim_end_matches('/');
        let Some(host) = text("host") else {
            return match base {
                "" => Vec::new(),
                base => vec![json!({ "url": base })],
            };
        };
        let schemes = schemes
            .or(self.root.get("schemes"))
            .and_then(Value::as_array);
        let mut schemes: Vec<&str> = schemes
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        if schemes.is_empty() || schemes.contains(&"https") {
            schemes = vec!["https"];
        }
        schemes
            .iter()
            .map(|scheme| json!({ "url": format!("{scheme}://{host}{base}") }))
            .collect()
    }

    /// The servers of an operation with schemes of its own, if that of the document is none of them.
    fn own_servers(&mut self, schemes: &Value, old: &str, operation: &str) -> Option<Value> {
        let own = self.servers(Some(schemes));
        let default = self.servers(None).into_iter().next()?;
        if own.contains(&default) {
            return None;
        }
        self.becomes(old, &child_pointer(operation, "servers"));
        Some(Value::Array(own))
    }

    /// Applies a rearrangement to each entry of a mapping; a value of another kind is copied.
    fn each(
        &mut self,
        value: &Value,
        old: &str,
        new: &str,
        rearrange: impl Fn(&mut Self, Node<'_>) -> Value,
    ) -> Value {
        let Some(entries) = value.as_object() else {
            return value.clone();
        };
        let entries = entries.iter().map(|(key, value)| {
            let (old, new) = (child_pointer(old, key), child_pointer(new, key));
            let node = Node {
                value,
                old: &old,
                new: &new,
            };
            (key.clone(), rearrange(self, node))
        });
        Value::Object(entries.collect())
    }

    /// Notes that a node goes from one pointer to another, with all that stays below it.
    fn moves(&mut self, old: &str, new: &str) {
        let place = self.findings.place(old);
        self.origins.insert(new, place);
        self.moved.insert(old.to_owned(), new.to_owned());
    }

    /// Notes that a node becomes another one, with all that is below.
    fn becomes(&mut self, old: &str, new: &str) {
        let place = self.findings.place(old);
        self.origins.insert_whole(new, place);
    }

    /// A `$ref` at a new pointer; where it leads is known when all has moved.
    fn reference(&mut self, new: &str, reference: &str) -> Value {
        let target = reference.strip_prefix('#').and_then(fragment_pointer);
        if let Some(target) = target {
            self.references.push((child_pointer(new, "$ref"), target));
        }
        json!({ "$ref": reference })
    }

    fn mend_references(&self, root: &mut Value) {
        for (pointer, target) in &self.references {
            if let Some(reference) = root.pointer_mut(pointer) {
                *reference = format!("#{}", self.after(target)).into();
            }
        }
    }

    /// Where the node is now that was at an old pointer.
    fn after(&self, old: &str) -> String {
        let mut holder = old;
        loop {
            if let Some(new) = self.moved.get(holder) {
                let rest = old.get(holder.len()..).unwrap_or_default();
                return format!("{new}{rest}");
            }
            match holder.rsplit_once('/') {
                Some((above, _)) => holder = above,
                None => return old.to_owned(),
            }
        }
    }

    /// What a `$ref` of the author's tree leads to, with its pointer, or the node itself.
    fn followed<'a>(&self, value: &'a Value, old: &str) -> (&'a Value, String)
    where
        'd: 'a,
    {
        let (mut value, mut pointer) = (value, old.to_owned());
        // A longer chain is a circle; a later pass says so.
        for _ in 0..64 {
            let reference = value.get("$ref").and_then(Value::as_str);
            let target = reference
                .and_then(|reference| reference.strip_prefix('#'))
                .and_then(fragment_pointer);
            let Some((target, found)) =
                target.and_then(|target| Some((target.clone(), self.root.pointer(&target)?)))
            else {
                break;
            };
            (value, pointer) = (found, target);
        }
        (value, pointer)
    }

    fn note(&mut self, new: &str, message: String, effect: &str) {
        let place = self.findings.place(new);
        self.findings
            .add(Severity::Note, Code::NotModelled, &place, message)
            .effect(effect);
    }

    fn warn(&mut self, new: &str, code: Code, message: String, effect: &str) {
        let place = self.findings.place(new);
        self.findings
            .add(Severity::Warning, code, &place, message)
            .effect(effect);
    }
}

/// The keyword that says most of where the API is.
fn server_keyword(members: &Map<String, Value>) -> &'static str {
    if members.contains_key("host") {
        "/host"
    } else {
        "/basePath"
    }
}
