//! What `components` has no section for: it is copied to where it is referred to.

use serde_json::{Map, Value};

use super::super::findings::extent;
use super::super::grammar::{Object, Shape};
use super::super::together::together;
use super::super::version::Version;
use super::address::Address;
use super::collect::Found;
use super::{Bringer, Part};
use crate::diagnostics::{Code, Place, Severity, pointer_keys};

/// How many nodes are copied in place at most. What has a section in `components` is never copied
/// twice; path items have none.
const COPIED_AT_MOST: usize = 2_000_000;

impl Bringer<'_, '_> {
    /// Copies the node at an address to where a reference stands.
    pub(super) fn copy(&mut self, reference: &Found, address: &Address) {
        let pointer = reference.spot.pointer.clone();
        let copied = self.copied.entry(pointer.clone()).or_default();
        if !copied.insert(address.clone()) {
            let message = format!("`{}` leads back to itself", reference.target);
            self.lost(reference, Code::ReferenceCycle, message);
            return;
        }
        let Some(value) = self.part(address, reference.object) else {
            return;
        };
        let (nodes, _) = extent(&value);
        self.copied_nodes += nodes;
        if self.copied_nodes > COPIED_AT_MOST {
            let message = format!(
                "what references to files bring here is more than {COPIED_AT_MOST} values large"
            );
            let place = self.findings.place(&reference.keyword);
            self.findings
                .add(Severity::Error, Code::InputTooLarge, &place, message);
            self.parts.clear();
            self.further.clear();
            return;
        }
        let beside = self.root.pointer(&pointer).and_then(Value::as_object);
        match (beside.cloned(), value) {
            (Some(beside), Value::Object(target)) => {
                self.put_together(reference, address, &beside, &target);
            }
            (_, value) => {
                self.put(&pointer, value);
                self.arrived(&pointer, reference.object, address);
            }
        }
    }

    /// Puts what stands beside a reference together with what was found at an address.
    fn put_together(
        &mut self,
        reference: &Found,
        address: &Address,
        beside: &Map<String, Value>,
        target: &Map<String, Value>,
    ) {
        let Found { spot, object, .. } = reference;
        let whole = together(beside, target);
        let keyword = self.written(&reference.keyword);
        let further = target.get("$ref").and_then(Value::as_str);
        let is_whole = beside.len() == 1;
        if is_whole {
            self.arrived(&spot.pointer, object, address);
        } else {
            for (from, to) in &whole.brought {
                let written = format!("{}{from}", address.fragment);
                let written = Place::new(address.file.as_str(), written);
                self.origins
                    .insert(format!("{}{to}", spot.pointer), written);
            }
            let parts = whole.brought.iter().filter_map(|(_, to)| {
                let part = Part {
                    pointer: format!("{}{to}", spot.pointer),
                    shape: shape(object, self.version, to)?,
                    file: address.file.clone(),
                };
                Some(part)
            });
            self.parts.extend(parts);
            self.further.extend(further.map(|target| {
                let further = Found {
                    spot: spot.clone(),
                    keyword: reference.keyword.clone(),
                    object,
                    target: target.to_owned(),
                    is_mapping: false,
                };
                (address.file.clone(), further)
            }));
        }
        self.origins.insert(reference.keyword.as_str(), keyword);
        // The first of several in a row is the one that the author sees.
        if self
            .copied
            .get(&spot.pointer)
            .is_none_or(|copied| copied.len() == 1)
        {
            whole.tell(&mut self.findings, spot, object, beside, &reference.target);
        }
        self.put(&spot.pointer, Value::Object(whole.members));
    }

    /// Where a node of the tree as it is now was written.
    pub(super) fn written(&self, pointer: &str) -> Place {
        let moved = self.origins.find(pointer);
        moved.unwrap_or_else(|| self.findings.place(pointer))
    }
}

/// What belongs at a pointer below an object: its member, or an element of that.
fn shape(object: &Object, version: Version, pointer: &str) -> Option<Shape> {
    let mut keys = pointer_keys(pointer);
    let shape = object.keyword(&keys.next()?, version)?.shape;
    match (shape, keys.next()) {
        (Shape::List(inner), Some(_)) => Some(*inner),
        (shape, _) => Some(shape),
    }
}
