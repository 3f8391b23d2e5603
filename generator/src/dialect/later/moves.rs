//! From where to where nodes moved, one move after the other.

use std::collections::BTreeMap;

/// Moves of nodes with all that is below them, inner nodes before outer ones.
#[derive(Default)]
pub(super) struct Moves {
    all: Vec<(String, String)>,
    /// The moves from and to each pointer, in their order.
    from: BTreeMap<String, Vec<usize>>,
    to: BTreeMap<String, Vec<usize>>,
}

impl Moves {
    pub(super) fn add(&mut self, from: String, to: String) {
        let index = self.all.len();
        self.from.entry(from.clone()).or_default().push(index);
        self.to.entry(to.clone()).or_default().push(index);
        self.all.push((from, to));
    }

    /// Every node that moved: where it is now, and where it was at first.
    pub(super) fn ends(&self) -> impl Iterator<Item = (String, String)> {
        let moves = self.all.iter().enumerate();
        moves.map(|(index, (from, to))| {
            let now = self.after(to, Some(index));
            (now, self.before(from, index))
        })
    }

    /// Where the node is now that was at `pointer` at first.
    pub(super) fn now(&self, pointer: &str) -> String {
        self.after(pointer, None)
    }

    /// Where the node is now that was at `pointer` after a move.
    fn after(&self, pointer: &str, made: Option<usize>) -> String {
        let mut pointer = pointer.to_owned();
        let mut next = made.map_or(0, |index| index + 1);
        loop {
            let first = nodes_above(&pointer)
                .filter_map(|node| {
                    let indices = self.from.get(node)?;
                    indices.iter().find(|index| **index >= next)
                })
                .min();
            let Some((index, (from, to))) = first.and_then(|index| {
                let made = self.all.get(*index)?;
                Some((*index, made))
            }) else {
                return pointer;
            };
            let rest = pointer.get(from.len()..).unwrap_or_default();
            pointer = format!("{to}{rest}");
            next = index + 1;
        }
    }

    /// Where the node was at first that was at `pointer` before a move.
    fn before(&self, pointer: &str, index: usize) -> String {
        let mut pointer = pointer.to_owned();
        let mut end = index;
        loop {
            let last = nodes_above(&pointer)
                .filter_map(|node| {
                    let indices = self.to.get(node)?;
                    indices.iter().rev().find(|index| **index < end)
                })
                .max();
            let Some((index, (from, to))) = last.and_then(|index| {
                let made = self.all.get(*index)?;
                Some((*index, made))
            }) else {
                return pointer;
            };
            let rest = pointer.get(to.len()..).unwrap_or_default();
            pointer = format!("{from}{rest}");
            end = index;
        }
    }
}

/// The pointer itself and those of the nodes above it.
fn nodes_above(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |pointer| {
        pointer.rsplit_once('/').map(|(above, _)| above)
    })
}
