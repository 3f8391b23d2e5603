//! Recursion: what leads back to itself.
//!
//! Another name for a list or map of itself is no type in Rust; it becomes a structure of one unnamed
//! field.

use std::collections::BTreeSet;

use crate::model::{Api, TypeId, TypeShape};

/// The definitions that are another name for something made of themselves.
pub(super) fn circular_aliases(api: &Api) -> BTreeSet<TypeId> {
    let edges: Vec<Vec<(usize, TypeId)>> = api
        .types()
        .map(|(id, def)| match &def.shape {
            TypeShape::Alias(_) => super::uses(api, id).into_iter().map(|to| (0, to)).collect(),
            TypeShape::Structure(_)
            | TypeShape::Enumeration(_)
            | TypeShape::Union(_)
            | TypeShape::Tuple(_) => Vec::new(),
        })
        .collect();
    let circles = Circles::of(&edges);
    edges
        .iter()
        .enumerate()
        .filter(|(from, targets)| targets.iter().any(|(_, to)| circles.share(*from, to.0)))
        .map(|(from, _)| TypeId(from))
        .collect()
}

/// The definitions that lead back to one another; one that does not is a circle of its own.
pub(super) struct Circles {
    /// Their members, each circle after all others that it leads to.
    pub inner_first: Vec<Vec<usize>>,
    /// The circle of each definition.
    of: Vec<usize>,
}

impl Circles {
    /// The strongly connected components (Tarjan's algorithm without recursion) of edges, each with
    /// a number that is for the caller to know.
    pub fn of(edges: &[Vec<(usize, TypeId)>]) -> Self {
        const UNSEEN: usize = usize::MAX;
        let count = edges.len();
        let mut inner_first = Vec::new();
        let mut index = vec![UNSEEN; count];
        let mut low = vec![0; count];
        let mut of = vec![UNSEEN; count];
        let mut stack = Vec::new();
        let mut next = 0;
        let get = |list: &[usize], at: usize| list.get(at).copied().unwrap_or(UNSEEN);
        for root in 0..count {
            if get(&index, root) != UNSEEN {
                continue;
            }
            let mut walk = vec![(root, 0)];
            while let Some((node, edge)) = walk.pop() {
                if edge == 0 {
                    set(&mut index, node, next);
                    set(&mut low, node, next);
                    next += 1;
                    stack.push(node);
                }
                match edges.get(node).and_then(|edges| edges.get(edge)) {
                    Some((_, TypeId(target))) => {
                        walk.push((node, edge + 1));
                        if get(&index, *target) == UNSEEN {
                            walk.push((*target, 0));
                        } else if get(&of, *target) == UNSEEN {
                            let lowest = get(&low, node).min(get(&index, *target));
                            set(&mut low, node, lowest);
                        }
                    }
                    None => {
                        if get(&low, node) == get(&index, node) {
                            let first = stack.iter().rposition(|member| *member == node);
                            let members = stack.split_off(first.unwrap_or_default());
                            for member in &members {
                                set(&mut of, *member, node);
                            }
                            inner_first.push(members);
                        }
                        if let Some((parent, _)) = walk.last() {
                            let lowest = get(&low, *parent).min(get(&low, node));
                            set(&mut low, *parent, lowest);
                        }
                    }
                }
            }
        }
        Self { inner_first, of }
    }

    /// Whether two definitions lead back to one another, if one leads to the other.
    pub fn share(&self, one: usize, other: usize) -> bool {
        self.of.get(one) == self.of.get(other)
    }
}

fn set(list: &mut [usize], at: usize, value: usize) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}
