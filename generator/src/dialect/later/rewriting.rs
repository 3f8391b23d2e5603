//! The state of a rewriting: the schema that is changed, what was found, and what moved where.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::identifiers::Identifiers;
use crate::diagnostics::{
    Code, Diagnostic, Diagnostics, Place, Severity, child_pointer, pointer_keys,
};
use crate::dialect::version::Version;
use crate::source::{Document, fragment_pointer};

/// What is known of the document while its schemas are rewritten.
pub(super) struct Rewriting<'x> {
    /// The place of the whole document.
    document: Place,
    diagnostics: &'x mut Diagnostics,
    /// Where `$ref`s lead that lead into a component.
    targets: BTreeSet<String>,
    /// From where to where a schema moved, inner ones first.
    moves: Vec<(String, String)>,
    pub(super) identifiers: Identifiers,
}

impl<'x> Rewriting<'x> {
    pub(super) fn new(
        document: &Document,
        version: Version,
        diagnostics: &'x mut Diagnostics,
    ) -> Self {
        let identifiers = Identifiers::of(document, version);
        let mut targets = identifiers.named();
        collect(document.root(), &mut targets);
        Self {
            document: document.place(""),
            diagnostics,
            targets,
            moves: Vec::new(),
            identifiers,
        }
    }

    /// Whether a `$ref` leads to the node at a pointer, past the component that it is in.
    pub(super) fn is_target(&self, pointer: &str) -> bool {
        self.targets.contains(pointer)
    }

    /// Adds a finding about the node at a pointer.
    pub(super) fn add(
        &mut self,
        severity: Severity,
        code: Code,
        pointer: &str,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let place = Place::new(self.document.file(), pointer);
        self.diagnostics
            .push(Diagnostic::new(severity, code, &place, message))
    }

    /// Makes the `$ref`s into what moved lead to where it is now.
    pub(super) fn follow(&self, root: &mut Value) {
        if !self.moves.is_empty() {
            self.mend(root);
        }
    }

    fn mend(&self, value: &mut Value) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get_mut("$ref")
                    && let Some(pointer) = inner_target(reference)
                {
                    *reference = reference_to(&self.moved(pointer));
                }
                members.values_mut().for_each(|member| self.mend(member));
            }
            Value::Array(elements) => elements.iter_mut().for_each(|element| self.mend(element)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    /// Where the node at a pointer is now.
    fn moved(&self, mut pointer: String) -> String {
        for (from, to) in &self.moves {
            if let Some(rest) = below(&pointer, from) {
                pointer = format!("{to}{rest}");
            }
        }
        pointer
    }
}

/// The `$ref` to the node at a pointer.
pub(super) fn reference_to(pointer: &str) -> String {
    format!("#{}", pointer.replace('%', "%25"))
}

/// What follows the pointer of a node in that of a node below it, or of itself.
fn below<'p>(pointer: &'p str, node: &str) -> Option<&'p str> {
    let rest = pointer.strip_prefix(node)?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
}

fn collect(value: &Value, targets: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            let reference = members.get("$ref").and_then(Value::as_str);
            targets.extend(reference.and_then(inner_target));
            members.values().for_each(|member| collect(member, targets));
        }
        Value::Array(elements) => elements
            .iter()
            .for_each(|element| collect(element, targets)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The pointer that a `$ref` leads to, unless that is a whole component, which never moves.
fn inner_target(reference: &str) -> Option<String> {
    let pointer = fragment_pointer(reference.strip_prefix('#')?)?;
    let is_component = pointer.starts_with("/components/") && pointer_keys(&pointer).count() <= 3;
    (!is_component).then_some(pointer)
}

/// A schema that is changed.
pub(super) struct Schema<'a, 'x> {
    pub(super) pointer: &'a str,
    pub(super) members: &'a mut Map<String, Value>,
    pub(super) rewriting: &'a mut Rewriting<'x>,
}

impl Schema<'_, '_> {
    pub(super) fn has(&self, keyword: &str) -> bool {
        self.members.contains_key(keyword)
    }

    pub(super) fn get(&self, keyword: &str) -> Option<&Value> {
        self.members.get(keyword)
    }

    /// Takes a keyword away with its value.
    pub(super) fn take(&mut self, keyword: &str) -> Option<Value> {
        self.members.shift_remove(keyword)
    }

    pub(super) fn put(&mut self, keyword: &str, value: impl Into<Value>) {
        self.members.insert(keyword.to_owned(), value.into());
    }

    /// Adds a schema to `allOf`; gives its pointer.
    pub(super) fn add_part(&mut self, part: Value) -> String {
        let parts = self
            .members
            .entry("allOf")
            .or_insert(Value::Array(Vec::new()));
        let mut index = 0;
        if let Value::Array(parts) = parts {
            index = parts.len();
            parts.push(part);
        }
        format!("{}/allOf/{index}", self.pointer)
    }

    /// The pointer of a keyword.
    pub(super) fn at(&self, keyword: &str) -> String {
        child_pointer(self.pointer, keyword)
    }

    /// Says that the node at one pointer is now at another.
    pub(super) fn moved(&mut self, from: String, to: String) {
        self.rewriting.moves.push((from, to));
    }

    /// Notes that values which a keyword rules out are let through.
    pub(super) fn unchecked(&mut self, keyword: &str) {
        let pointer = self.at(keyword);
        self.rewriting
            .add(
                Severity::Note,
                Code::UnsupportedSchemaKeyword,
                &pointer,
                format!("`{keyword}` is not checked"),
            )
            .effect("values that it rules out are sent and accepted");
    }
}
