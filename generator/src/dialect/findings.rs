//! Findings of a pass, each with what it changes in the tree.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::walk::{Leaves, Spot};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Severity};
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
    /// It is removed.
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
            Leaves::Nothing => format!("`#{}` is left out", cost.pointer),
            Leaves::AnyValue if itself => "it is left as raw JSON".to_owned(),
            Leaves::AnyValue => format!("`#{}` is left as raw JSON", cost.pointer),
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

    /// Hands the findings over and gives what is to be changed.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) -> Changes {
        for diagnostic in self.found {
            diagnostics.push(diagnostic);
        }
        Changes(self.changes)
    }
}

/// What a pass changes in the tree.
pub(super) struct Changes(Vec<(String, Change)>);

impl Changes {
    /// The document with all changes made; a change below something that is gone has no effect.
    pub(super) fn apply(self, document: Document) -> Document {
        document.edit(|root| {
            for (pointer, change) in self.0 {
                make(root, &pointer, change);
            }
        })
    }
}

fn make(root: &mut Value, pointer: &str, change: Change) {
    let Some((parent, key)) = pointer.rsplit_once('/') else {
        return;
    };
    let key = key.replace("~1", "/").replace("~0", "~");
    match (root.pointer_mut(parent), change) {
        (Some(Value::Object(members)), Change::Put(value)) => {
            members.insert(key, value);
        }
        (Some(Value::Object(members)), Change::Remove) => {
            members.shift_remove(&key);
        }
        (Some(Value::Array(elements)), Change::Put(value)) => {
            if let Some(element) = key
                .parse()
                .ok()
                .and_then(|index: usize| elements.get_mut(index))
            {
                *element = value;
            }
        }
        // Elements are never removed: those behind them would be looked for at another place.
        _ => {}
    }
}
