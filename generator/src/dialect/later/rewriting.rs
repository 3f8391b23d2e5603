//! The state of a rewriting: the schema that is changed, and what was found.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::moves::Moves;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity, child_pointer, pointer_keys};
use crate::dialect::identifiers::reference_to;
use crate::source::{Document, Origins, fragment_pointer};

/// What is known of the document while its schemas are rewritten.
pub(super) struct Rewriting<'d> {
    document: &'d Document,
    found: Diagnostics,
    /// Where `$ref`s lead that lead into a component.
    targets: BTreeSet<String>,
    moves: Moves,
}

impl<'d> Rewriting<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        let mut targets = BTreeSet::new();
        collect(document.root(), &mut targets);
        Self {
            document,
            found: Diagnostics::new(),
            targets,
            moves: Moves::default(),
        }
    }

    /// Whether a `$ref` leads to the node at a pointer, past the component that it is in.
    pub(super) fn is_target(&self, pointer: &str) -> bool {
        self.targets.contains(pointer)
    }

    /// Notes that the node at one pointer is now at another.
    pub(super) fn moved(&mut self, from: String, to: String) {
        self.moves.add(from, to);
    }

    /// Adds a finding about the node at a pointer.
    pub(super) fn add(
        &mut self,
        severity: Severity,
        code: Code,
        pointer: &str,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let place = self.document.place(pointer);
        self.found
            .push(Diagnostic::new(severity, code, &place, message))
    }

    /// Notes what a schema keyword at a pointer does not do as it stands.
    pub(super) fn note(&mut self, pointer: &str, message: impl Into<String>) -> &mut Diagnostic {
        let code = Code::UnsupportedSchemaKeyword;
        self.add(Severity::Note, code, pointer, message)
    }

    /// Makes the `$ref`s into what moved lead to where it is now.
    pub(super) fn follow(&self, root: &mut Value) {
        if !self.targets.is_empty() {
            self.mend(root);
        }
    }

    fn mend(&self, value: &mut Value) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get_mut("$ref")
                    && let Some(pointer) = inner_target(reference)
                {
                    *reference = reference_to(&self.moves.now(&pointer));
                }
                members.values_mut().for_each(|member| self.mend(member));
            }
            Value::Array(elements) => elements.iter_mut().for_each(|element| self.mend(element)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    /// Where what moved was before, and what was found there.
    pub(super) fn close(self) -> (Origins, Diagnostics) {
        let mut origins = Origins::default();
        for (now, before) in self.moves.ends() {
            origins.insert(now, self.document.place(&before));
        }
        (origins, self.found)
    }
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

    /// Notes that the node at one pointer is now at another.
    pub(super) fn moved(&mut self, from: String, to: String) {
        self.rewriting.moved(from, to);
    }

    /// Notes that values which a keyword rules out are let through.
    pub(super) fn unchecked(&mut self, keyword: &str) {
        let pointer = self.at(keyword);
        self.rewriting
            .note(&pointer, format!("`{keyword}` is not checked"))
            .effect("values that it rules out are sent and accepted");
    }
}
