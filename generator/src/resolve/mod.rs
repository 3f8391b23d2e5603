//! Resolve: the document typed through `openapiv3`, node by node, with every `$ref` followed.
//!
//! A node is typed *shallowly*: the schemas below it are replaced by links to their own pointers
//! first (`shallow`). So each node is parsed once, knows where it stands, and a fault costs
//! the node that has it and what depends on it, never the whole document.

mod operations;
mod shallow;

use std::collections::{BTreeMap, BTreeSet};

use openapiv3 as oa;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::diagnostics::{Code, Diagnostics, Place, child_pointer};
use crate::source::{Document, Ends};

pub use operations::{ResolvedCallback, ResolvedOperation, ResolvedResponse};

/// A typed node and where it stands.
#[derive(Debug, Clone)]
pub struct Node<T> {
    /// Where it stands, after all `$ref`s were followed.
    pub place: Place,
    /// The node, with links in place of the schemas below it.
    pub value: T,
}

/// A document whose nodes are typed and whose references are followed.
#[derive(Debug)]
pub struct Resolved<'d> {
    document: &'d Document,
    /// `info`.
    pub info: oa::Info,
    /// Where there is more to read about the API.
    pub external_docs: Option<oa::ExternalDocumentation>,
    /// The servers; empty if the document names none.
    pub servers: Vec<Node<oa::Server>>,
    /// The declared tags.
    pub tags: Vec<Node<oa::Tag>>,
    /// The document's security alternatives.
    pub security: Vec<oa::SecurityRequirement>,
    /// The security schemes with their keys.
    pub schemes: Vec<(String, Node<oa::SecurityScheme>)>,
    /// The keys of `components/schemas` with their pointers, in document order.
    pub components: Vec<(String, String)>,
    /// The operations in document order.
    pub operations: Vec<ResolvedOperation>,
    /// What the API sends without being asked for, in document order.
    pub webhooks: Vec<ResolvedCallback>,
    /// How many operations the document declares.
    pub declared_operations: usize,
    schemas: BTreeMap<String, Typed>,
    headers: BTreeMap<String, Vec<(String, Node<oa::Header>)>>,
}

/// What a schema's pointer stands for.
#[derive(Debug)]
enum Typed {
    Schema(Box<Node<oa::Schema>>),
    Reference {
        target: String,
        /// Where the references from here on end.
        end: String,
    },
}

/// How one schema is used by another node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The pointer of the schema's own node.
    pub pointer: String,
    /// Whether it was written in place; otherwise a `$ref` leads to it.
    pub inline: bool,
}

impl<'d> Resolved<'d> {
    /// The raw node at a pointer.
    pub fn raw(&self, pointer: &str) -> Option<&'d Value> {
        self.document.get(pointer)
    }

    /// The place that a pointer stands for.
    pub fn place(&self, pointer: &str) -> Place {
        self.document.place(pointer)
    }

    /// The document's name, as diagnostics show it.
    pub fn source(&self) -> &str {
        self.document.name()
    }

    /// Where a nested schema's reference leads.
    pub fn link<T>(&self, reference: &oa::ReferenceOr<T>) -> Link {
        match reference {
            oa::ReferenceOr::Reference { reference } => shallow::link(reference),
            // `shallow` replaces every nested schema; an item here has no pointer of its own.
            oa::ReferenceOr::Item(_) => Link {
                pointer: String::new(),
                inline: true,
            },
        }
    }

    /// Where a reference within the document leads.
    pub fn target(&self, reference: &str) -> Option<String> {
        shallow::target(reference)
    }

    /// The schema at a pointer, after references that are nothing but a `$ref`.
    pub fn schema(&self, pointer: &str) -> Option<&Node<oa::Schema>> {
        match self.schemas.get(pointer)? {
            Typed::Schema(node) => Some(node),
            Typed::Reference { end, .. } => match self.schemas.get(end)? {
                Typed::Schema(node) => Some(node),
                Typed::Reference { .. } => None,
            },
        }
    }

    /// The headers that the node at a pointer declares, in document order.
    pub fn headers(&self, pointer: &str) -> &[(String, Node<oa::Header>)] {
        self.headers.get(pointer).map_or(&[], Vec::as_slice)
    }

    /// The pointers of all schemas that are in use.
    pub fn schemas(&self) -> impl Iterator<Item = &str> {
        self.schemas.keys().map(String::as_str)
    }

    /// The pointer that a named schema refers to, if it is nothing but a `$ref`.
    pub fn reference(&self, pointer: &str) -> Option<&str> {
        match self.schemas.get(pointer)? {
            Typed::Schema(_) => None,
            Typed::Reference { target, .. } => Some(target),
        }
    }
}

/// Types every node of a document and follows every `$ref`.
///
/// What cannot be typed is reported and left out; `None` if nothing is left to work on.
pub fn resolve<'d>(document: &'d Document, diagnostics: &mut Diagnostics) -> Option<Resolved<'d>> {
    let root = document.root();
    let mut resolver = Resolver {
        document,
        diagnostics,
        schemas: BTreeMap::new(),
        untyped: BTreeSet::new(),
        headers: BTreeMap::new(),
        ends: Ends::default(),
    };
    let info = resolver.typed::<oa::Info>("/info", root.get("info")?)?;
    let external_docs = resolver.value("/externalDocs", root.get("externalDocs"));
    let servers = resolver.list("/servers", root.get("servers"));
    let tags = resolver.list("/tags", root.get("tags"));
    let security = resolver.value("/security", root.get("security"));
    let schemes = resolver.schemes();
    let components = resolver.components();
    let (operations, declared_operations) = resolver.operations();
    let webhooks = resolver.webhooks();
    let Resolver {
        schemas, headers, ..
    } = resolver;
    Some(Resolved {
        document,
        info,
        external_docs,
        servers,
        tags,
        security: security.unwrap_or_default(),
        schemes,
        components,
        operations,
        webhooks,
        declared_operations,
        schemas,
        headers,
    })
}

/// The state of one run of [`resolve`].
struct Resolver<'d, 'r> {
    document: &'d Document,
    diagnostics: &'r mut Diagnostics,
    schemas: BTreeMap<String, Typed>,
    /// The pointers of schemas that cannot be typed, which was said.
    untyped: BTreeSet<String>,
    headers: BTreeMap<String, Vec<(String, Node<oa::Header>)>>,
    ends: Ends,
}

impl<'d> Resolver<'d, '_> {
    /// Types a node that holds no schemas, or whose schemas are links already.
    fn typed<T: DeserializeOwned>(&mut self, pointer: &str, value: &Value) -> Option<T> {
        let typed = T::deserialize(value).ok();
        if typed.is_none() {
            self.diagnostics
                .warning(
                    Code::UnreadableNode,
                    &self.document.place(pointer),
                    "this node does not have the form that OpenAPI gives it",
                )
                .effect("it is left out, and what depends on it");
        }
        typed
    }

    fn value<T: DeserializeOwned>(&mut self, pointer: &str, value: Option<&Value>) -> Option<T> {
        value.and_then(|value| self.typed(pointer, value))
    }

    fn list<T: DeserializeOwned>(&mut self, pointer: &str, value: Option<&Value>) -> Vec<Node<T>> {
        let entries = value
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        entries
            .iter()
            .enumerate()
            .filter_map(|(index, entry)| self.node(&format!("{pointer}/{index}"), entry))
            .collect()
    }

    fn node<T: DeserializeOwned>(&mut self, pointer: &str, value: &Value) -> Option<Node<T>> {
        Some(Node {
            place: self.document.place(pointer),
            value: self.typed(pointer, value)?,
        })
    }

    fn schemes(&mut self) -> Vec<(String, Node<oa::SecurityScheme>)> {
        let mut schemes = Vec::new();
        for (key, pointer, value) in self.entries("/components/securitySchemes") {
            if let Some((pointer, value)) = self.follow(pointer, value)
                // `openapiv3` does not know it, and it has nothing to be read.
                && value.get("type").is_none_or(|kind| kind != "mutualTLS")
                && let Some(node) = self.node(&pointer, value)
            {
                schemes.push((key, node));
            }
        }
        schemes
    }

    fn components(&mut self) -> Vec<(String, String)> {
        let mut components = Vec::new();
        for (key, pointer, value) in self.entries("/components/schemas") {
            self.schema(&pointer, value);
            components.push((key, pointer));
        }
        components
    }

    /// The entries of an object with their pointers.
    fn entries(&self, pointer: &str) -> Vec<(String, String, &'d Value)> {
        let object = self.document.get(pointer).and_then(Value::as_object);
        object
            .into_iter()
            .flatten()
            .map(|(key, value)| (key.clone(), child_pointer(pointer, key), value))
            .collect()
    }

    /// Follows `$ref`s of a node that is no schema. A dangling one, or a circle, has been reported by
    /// `dialect`.
    fn follow(&mut self, pointer: String, value: &'d Value) -> Option<(String, &'d Value)> {
        if value.get("$ref").is_none() {
            return Some((pointer, value));
        }
        let end = self.ends.of(self.document, &pointer)?;
        let value = self.document.get(&end)?;
        Some((end, value))
    }

    /// Types the schema at a pointer and all schemas below it or behind its references.
    fn schema(&mut self, pointer: &str, value: &'d Value) {
        let mut pending = vec![(pointer.to_owned(), value)];
        while let Some((pointer, value)) = pending.pop() {
            if self.schemas.contains_key(&pointer) || self.untyped.contains(&pointer) {
                continue;
            }
            if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
                if let Some(target) = shallow::target(reference) {
                    if let Some(value) = self.document.get(&target) {
                        pending.push((target.clone(), value));
                    }
                    let end = self.ends.of(self.document, &target);
                    let end = end.unwrap_or_else(|| target.clone());
                    self.schemas
                        .insert(pointer, Typed::Reference { target, end });
                }
                continue;
            }
            let (copy, nested) = shallow::schema(&pointer, value);
            match self.node(&pointer, &copy) {
                Some(node) => {
                    self.schemas.insert(pointer, Typed::Schema(Box::new(node)));
                }
                None => {
                    self.untyped.insert(pointer);
                }
            }
            pending.extend(nested.into_iter().filter_map(|link| {
                let value = self.document.get(&link)?;
                Some((link, value))
            }));
        }
    }
}
