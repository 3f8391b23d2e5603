//! Where the nodes of a tree come from, if not from their own pointers.

use std::collections::BTreeMap;

use crate::diagnostics::Place;

/// Where nodes that were moved or copied come from, with all that stands below them.
#[derive(Clone, Debug, Default)]
pub struct Origins(BTreeMap<String, Origin>);

#[derive(Clone, Debug)]
struct Origin {
    place: Place,
    /// Whether all below the node comes from that very place, too.
    whole: bool,
}

impl Origins {
    /// Notes that the node at `pointer` was at `place` before.
    pub fn insert(&mut self, pointer: impl Into<String>, place: Place) {
        let whole = false;
        self.0.insert(pointer.into(), Origin { place, whole });
    }

    /// Notes that the node at `pointer`, and all below it, is made of what was at `place`.
    pub fn insert_whole(&mut self, pointer: impl Into<String>, place: Place) {
        let whole = true;
        self.0.insert(pointer.into(), Origin { place, whole });
    }

    /// Where the node at `pointer` was, if it or a node above it was moved.
    pub fn find(&self, pointer: &str) -> Option<Place> {
        if self.0.is_empty() {
            return None;
        }
        let mut moved = pointer;
        loop {
            if let Some(Origin { place, whole }) = self.0.get(moved) {
                let below = pointer.get(moved.len()..).filter(|_| !whole);
                return Some(place.below(below.unwrap_or_default()));
            }
            moved = moved.rsplit_once('/')?.0;
        }
    }
}
