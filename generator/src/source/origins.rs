//! Where the nodes of a tree come from, if not from their own pointers.

use std::collections::BTreeMap;

use crate::diagnostics::Place;

/// Where nodes that were moved or copied come from, with all that stands below them.
#[derive(Clone, Debug, Default)]
pub struct Origins(BTreeMap<String, Place>);

impl Origins {
    /// Notes that the node at `pointer` was at `place` before.
    pub fn insert(&mut self, pointer: impl Into<String>, place: Place) {
        self.0.insert(pointer.into(), place);
    }

    /// Where the node at `pointer` was, if it or a node above it was moved.
    pub(super) fn find(&self, pointer: &str) -> Option<Place> {
        if self.0.is_empty() {
            return None;
        }
        let mut moved = pointer;
        loop {
            if let Some(place) = self.0.get(moved) {
                return Some(place.below(pointer.get(moved.len()..)?));
            }
            moved = moved.rsplit_once('/')?.0;
        }
    }
}
