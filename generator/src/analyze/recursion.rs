//! Recursion: what leads back to itself.
//!
//! Lists, maps and the branches of unions hold their values on the heap anyway, so only fields
//! and items whose type is a structure or tuple can make one endless. Another name for a list or map of itself is
//! no type in Rust; it becomes a structure of one unnamed field.

use std::collections::BTreeSet;

use crate::model::{Api, Type, TypeId, TypeShape};

/// For each definition, the indices of its fields that need a box.
pub(super) fn boxed_fields(api: &Api) -> Vec<BTreeSet<usize>> {
    let edges: Vec<Vec<(usize, TypeId)>> = api
        .types
        .iter()
        .map(|def| match &def.shape {
            TypeShape::Structure(structure) => structure
                .fields
                .iter()
                .enumerate()
                .filter_map(|(index, field)| Some((index, held(api, &field.ty)?)))
                .collect(),
            TypeShape::Tuple(items) => items
                .iter()
                .enumerate()
                .filter_map(|(index, item)| Some((index, held(api, &item.ty)?)))
                .collect(),
            TypeShape::Alias(_) | TypeShape::Enumeration(_) | TypeShape::Union(_) => Vec::new(),
        })
        .collect();
    let component = components(&edges);
    edges
        .iter()
        .enumerate()
        .map(|(from, fields)| {
            fields
                .iter()
                .filter(|(_, to)| component.get(from) == component.get(to.0))
                .map(|(index, _)| *index)
                .collect()
        })
        .collect()
}

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
    let component = components(&edges);
    let leads_back = |from: usize, to: &TypeId| component.get(from) == component.get(to.0);
    edges
        .iter()
        .enumerate()
        .filter(|(from, targets)| targets.iter().any(|(_, to)| leads_back(*from, to)))
        .map(|(from, _)| TypeId(from))
        .collect()
}

/// The structure or tuple that a value of this type holds by value.
fn held(api: &Api, ty: &Type) -> Option<TypeId> {
    let mut ty = ty;
    // A circle of aliases is one step longer than there are definitions.
    for _ in 0..=api.types.len() {
        match ty {
            Type::Nullable(inner) | Type::Sensitive(inner) => ty = inner,
            Type::Named(id) => match api.find_type(*id).map(|def| &def.shape) {
                Some(TypeShape::Alias(target)) => ty = target,
                Some(TypeShape::Structure(_) | TypeShape::Tuple(_)) => return Some(*id),
                _ => return None,
            },
            _ => return None,
        }
    }
    None
}

/// The strongly connected component of each definition (Tarjan's algorithm without recursion).
fn components(edges: &[Vec<(usize, TypeId)>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let count = edges.len();
    let mut index = vec![UNSEEN; count];
    let mut low = vec![0; count];
    let mut component = vec![UNSEEN; count];
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
                    } else if get(&component, *target) == UNSEEN {
                        let lowest = get(&low, node).min(get(&index, *target));
                        set(&mut low, node, lowest);
                    }
                }
                None => {
                    if get(&low, node) == get(&index, node) {
                        while let Some(member) = stack.pop() {
                            set(&mut component, member, node);
                            if member == node {
                                break;
                            }
                        }
                    }
                    if let Some((parent, _)) = walk.last() {
                        let lowest = get(&low, *parent).min(get(&low, node));
                        set(&mut low, *parent, lowest);
                    }
                }
            }
        }
    }
    component
}

fn set(list: &mut [usize], at: usize, value: usize) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}
