//! Findings of a pass, each with what it changes in the tree.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::{Map, Value, json};

use super::grammar::Shape;
use super::version::Version;
use super::walk::{self, Leaves, Pass, Role, Spot};
use crate::diagnostics::{
    Code, Diagnostic, Diagnostics, Place, Severity, child_pointer, pointer_keys,
};
use crate::source::{Document, Origins};

/// How many values one pass copies at most, and how deep in the document they may come to stand: copies
/// may hold what is copied into the next ones.
const COPIED_AT_MOST: usize = 200_000;
const COPIED_TO_DEPTH: usize = 128;

/// The findings of one pass.
pub(super) struct Findings<'d> {
    document: &'d Document,
    found: Vec<Diagnostic>,
    changes: Vec<(String, Change)>,
    /// Nodes that move as they are: what is in them is looked at where they are then.
    moving: BTreeSet<String>,
    copied: usize,
}

/// What becomes of the value at a pointer.
pub(super) enum Change {
    /// It is put there, whether or not there was one.
    Put(Value),
    /// It is removed from the mapping that it stands in. In a list it becomes `null`, so that its
    /// neighbours stay where they are; [`without_nulls`] removes that when all else is done.
    Remove,
    /// It stands under another key, at the same place of its mapping.
    Rename(String),
}

impl<'d> Findings<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self {
            document,
            found: Vec::new(),
            changes: Vec::new(),
            moving: BTreeSet::new(),
            copied: 0,
        }
    }

    /// A copy of the node at a pointer for another place; `None` too where copies would grow too large.
    pub(super) fn copied(&mut self, from: &str, to: &str) -> Option<Value> {
        let value = self.document.get(from)?;
        if self.copied > COPIED_AT_MOST {
            return None;
        }
        let (nodes, depth) = extent(value);
        self.copied += nodes;
        let fits =
            self.copied <= COPIED_AT_MOST && pointer_keys(to).count() + depth <= COPIED_TO_DEPTH;
        fits.then(|| value.clone())
    }

    /// Notes that the node at a pointer moves as it is.
    pub(super) fn moves(&mut self, pointer: String) {
        self.moving.insert(pointer);
    }

    /// Whether a node is in one that moves.
    pub(super) fn is_moving(&self, pointer: &str) -> bool {
        let mut holder = pointer;
        while !self.moving.is_empty() {
            if self.moving.contains(holder) {
                return true;
            }
            match holder.rsplit_once('/') {
                Some((above, _)) => holder = above,
                None => break,
            }
        }
        false
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
        let effect = match &cost.leaves {
            Leaves::Nothing if itself && spot.role == Role::Element => "it is left out".to_owned(),
            Leaves::Nothing if itself => "it is ignored".to_owned(),
            Leaves::Nothing => format!("{} is left out", self.shown(&cost.pointer, place)),
            Leaves::AnyValue if itself => "it is left as raw JSON".to_owned(),
            Leaves::AnyValue => {
                format!("{} is left as raw JSON", self.shown(&cost.pointer, place))
            }
            Leaves::AnyBody if itself => "its body is left as raw JSON".to_owned(),
            Leaves::AnyBody => format!(
                "the body of {} is left as raw JSON",
                self.shown(&cost.pointer, place)
            ),
            Leaves::Empty(_) if itself => "it is read as if it were empty".to_owned(),
            Leaves::Empty(_) => format!(
                "{} is read as if it were empty",
                self.shown(&cost.pointer, place)
            ),
            Leaves::Null => "the operation is left out".to_owned(),
            Leaves::Refusal => return self.add(Severity::Error, code, place, message),
        };
        let left = match &cost.leaves {
            Leaves::Nothing | Leaves::Refusal => Change::Remove,
            Leaves::AnyValue => Change::Put(Value::Object(Map::new())),
            Leaves::AnyBody => Change::Put(json!({ "description": "", "content": { "*/*": {} } })),
            Leaves::Empty(empty) => Change::Put(empty.clone()),
            Leaves::Null => Change::Put(Value::Null),
        };
        self.change(cost.pointer.as_str(), left);
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
    /// Whether nothing is changed.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The changes of what is still there once the nodes at `removed`, and all below them, are not.
    pub(super) fn without(mut self, removed: &BTreeSet<String>) -> Self {
        self.0.retain(|(pointer, _)| !is_within(removed, pointer));
        self
    }

    /// The document with all changes made; a change below something that is gone has no effect.
    pub(super) fn apply(self, document: Document) -> Document {
        let mut renamed: BTreeMap<usize, Vec<(String, String, String)>> = BTreeMap::new();
        let mut document = document.edit(|root| {
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
                    Change::Rename(name) => {
                        let depth = pointer_keys(parent).count();
                        let renamed = renamed.entry(depth).or_default();
                        renamed.push((parent.to_owned(), key, name));
                    }
                }
            }
            // All keys of a mapping at once: each removal moves what stands behind it.
            for (parent, keys) in removed {
                match root.pointer_mut(&parent) {
                    Some(Value::Object(members)) => members.retain(|key, _| !keys.contains(key)),
                    parent @ Some(Value::Array(_)) => nullify(parent, &keys),
                    _ => {}
                }
            }
        });
        // Inner ones first, so that the pointers of all are still right.
        for renamed in renamed.into_values().rev() {
            document = rename(document, &renamed);
        }
        document
    }
}

/// Whether a node, or one above it, is at one of the pointers.
pub(super) fn is_within(pointers: &BTreeSet<String>, pointer: &str) -> bool {
    let mut pointers_above =
        std::iter::successors(Some(pointer), |pointer| Some(pointer.rsplit_once('/')?.0));
    pointers_above.any(|pointer| pointers.contains(pointer))
}

fn nullify(list: Option<&mut Value>, indices: &BTreeSet<String>) {
    let Some(Value::Array(elements)) = list else {
        return;
    };
    for index in indices.iter().filter_map(|index| index.parse().ok()) {
        let index: usize = index;
        if let Some(element) = elements.get_mut(index) {
            *element = Value::Null;
        }
    }
}

/// Gives members of mappings other keys; each is a pointer, the old key and the new one.
fn rename(document: Document, renamed: &[(String, String, String)]) -> Document {
    let mut root = document.root().clone();
    let mut origins = Origins::default();
    for (parent, old, new) in renamed {
        let Some(Value::Object(members)) = root.pointer_mut(parent) else {
            continue;
        };
        if members.contains_key(new) {
            continue;
        }
        let entries = std::mem::take(members).into_iter();
        let entries = entries.map(|(key, value)| match key == *old {
            true => (new.clone(), value),
            false => (key, value),
        });
        *members = entries.collect();
        let place = document.place(&child_pointer(parent, old));
        origins.insert(child_pointer(parent, new), place);
    }
    document.rearrange(root, origins, [])
}

/// The document without the nulls that stand in lists where OpenAPI has none.
pub(super) fn without_nulls(document: Document, version: Version) -> Document {
    let mut nulls = Nulls(BTreeMap::new());
    walk::walk(document.root(), version, &mut nulls);
    if nulls.0.is_empty() {
        return document;
    }
    let mut root = document.root().clone();
    let mut origins = Origins::default();
    // Inner lists first: what is removed from an outer one moves them.
    for (list, nulls) in nulls.0.iter().rev() {
        let Some(Value::Array(elements)) = root.pointer_mut(list) else {
            continue;
        };
        let kept = (0..elements.len()).filter(|index| !nulls.contains(&index.to_string()));
        for (new, old) in kept.enumerate().filter(|(new, old)| new != old) {
            let place = document.place(&format!("{list}/{old}"));
            origins.insert(format!("{list}/{new}"), place);
        }
        elements.retain(|element| !element.is_null());
    }
    document.rearrange(root, origins, [])
}

/// The nulls in lists, by the pointer of their list.
struct Nulls(BTreeMap<String, BTreeSet<String>>);

impl Pass for Nulls {
    fn misfit(&mut self, spot: &Spot, _shape: Shape, value: &Value) {
        if let Some((list, index)) = split(&spot.pointer)
            && spot.role == Role::Element
            && value.is_null()
        {
            self.0.entry(list.to_owned()).or_default().insert(index);
        }
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

/// How many values there are in a tree, and how deep it is.
pub(super) fn extent(value: &Value) -> (usize, usize) {
    let whole = |inner: (usize, usize), (nodes, depth): (usize, usize)| {
        (inner.0 + nodes, inner.1.max(depth + 1))
    };
    match value {
        Value::Array(elements) => elements.iter().map(extent).fold((1, 0), whole),
        Value::Object(members) => members.values().map(extent).fold((1, 0), whole),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => (1, 0),
    }
}
