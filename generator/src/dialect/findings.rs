//! Findings of a pass, each with what it changes in the tree.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::{Map, Value};

use super::walk::{Leaves, Spot};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Severity, pointer_keys};
use crate::source::Document;

/// The findings of one pass.
pub(super) struct Findings<'d> {
    document: &'d Document,
    found: Vec<Diagnostic>,
    changes: Vec<(String, Change)>,
}

/// What becomes of the value at a pointer.
pub(super) enum Change {
    /// It is put there, whether or not there was one.
    Put(Value),
    /// It is removed from the mapping that it stands in.
    Remove,
}

impl<'d> Findings<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self {
            document,
            found: Vec::new(),
            changes: Vec::new(),
        }
    }

    pub(super) fn place(&self, pointer: &str) -> Place {
        self.document.place(pointer)
    }

    pub(super) fn document(&self) -> &'d Document {
        self.document
    }

    pub(super) fn change(&mut self, pointer: impl Into<String>, change: Change) {
        self.changes.push((pointer.into(), change));
    }

    /// Adds a finding that the caller mends, or that needs no mending.
    pub(super) fn add(
        &mut self,
        severity: Severity,
        code: Code,
        place: &Place,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.found
            .push_mut(Diagnostic::new(severity, code, place, message))
    }

    /// Adds a finding that makes the node at `spot` unreadable; it is lost with what depends on it.
    pub(super) fn lost(
        &mut self,
        spot: &Spot,
        code: Code,
        place: &Place,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let cost = Rc::clone(&spot.cost);
        let itself = cost.pointer == spot.pointer;
        let effect = match cost.leaves {
            Leaves::Nothing if itself => "it is ignored".to_owned(),
            Leaves::Nothing => format!("{} is left out", self.shown(&cost.pointer, place)),
            Leaves::AnyValue if itself => "it is left as raw JSON".to_owned(),
            Leaves::AnyValue => {
                format!("{} is left as raw JSON", self.shown(&cost.pointer, place))
            }
            Leaves::Null => "the operation is left out".to_owned(),
            Leaves::Refusal => return self.add(Severity::Error, code, place, message),
        };
        match cost.leaves {
            Leaves::Nothing => self.change(cost.pointer.as_str(), Change::Remove),
            Leaves::AnyValue => self.change(
                cost.pointer.as_str(),
                Change::Put(Value::Object(Map::new())),
            ),
            Leaves::Null => self.change(cost.pointer.as_str(), Change::Put(Value::Null)),
            Leaves::Refusal => {}
        }
        self.add(Severity::Warning, code, place, message)
            .effect(effect)
    }

    /// Where a reference leads, as the author knows it.
    pub(super) fn target(&self, pointer: &str) -> String {
        let node = self.document.written(&self.place(pointer));
        if node.file() == self.document.name() {
            format!("#{}", node.pointer())
        } else {
            node.to_string()
        }
    }

    /// A node as the author knows it, in a finding at `place`.
    fn shown(&self, pointer: &str, place: &Place) -> String {
        let node = self.document.written(&self.place(pointer));
        if node.file() == self.document.written(place).file() {
            format!("`#{}`", node.pointer())
        } else {
            format!("`{node}`")
        }
    }

    /// Hands the findings over and gives what is to be changed.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) -> Changes {
        for diagnostic in self.found {
            diagnostics.push(diagnostic);
        }
        Changes(self.changes)
    }
}

/// What a pass changes in the tree.
#[derive(Default)]
pub(super) struct Changes(Vec<(String, Change)>);

impl Changes {
    /// The document with all changes made; a change below something that is gone has no effect.
    pub(super) fn apply(self, document: Document) -> Document {
        document.edit(|root| {
            let mut removed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            for (pointer, change) in self.0 {
                let Some((parent, key)) = split(&pointer) else {
                    continue;
                };
                match change {
                    Change::Put(value) => put(root.pointer_mut(parent), &key, value),
                    Change::Remove => {
                        removed.entry(parent.to_owned()).or_default().insert(key);
                    }
                }
            }
            // All keys of a mapping at once: each removal moves what stands behind it.
            for (parent, keys) in removed {
                if let Some(Value::Object(members)) = root.pointer_mut(&parent) {
                    members.retain(|key, _| !keys.contains(key));
                }
            }
        })
    }
}

fn put(parent: Option<&mut Value>, key: &str, value: Value) {
    match parent {
        Some(Value::Object(members)) => {
            members.insert(key.to_owned(), value);
        }
        Some(Value::Array(elements)) => {
            let element = key
                .parse()
                .ok()
                .and_then(|index: usize| elements.get_mut(index));
            if let Some(element) = element {
                *element = value;
            }
        }
        _ => {}
    }
}

/// The pointer of what holds a node, and the key under which it stands there.
fn split(pointer: &str) -> Option<(&str, String)> {
    let (parent, _) = pointer.rsplit_once('/')?;
    Some((parent, pointer_keys(pointer).next_back()?))
}
