//! Limited: the definitions whose values there is something to check of.

use std::collections::BTreeSet;

use crate::model::{Api, Constraint, Type, TypeId, TypeShape};

/// The definitions that set limits, and those that lead to them.
pub(super) fn limited(api: &Api) -> BTreeSet<TypeId> {
    let own = api.types().filter(|(_, def)| sets_limits(&def.shape));
    let mut limited: BTreeSet<TypeId> = own.map(|(id, _)| id).collect();
    let mut users = vec![Vec::new(); api.types.len()];
    for (id, def) in api.types() {
        for used in def.shape.parts().into_iter().filter_map(Type::named) {
            if let Some(users) = users.get_mut(used.0) {
                users.push(id);
            }
        }
    }
    let mut pending: Vec<TypeId> = limited.iter().copied().collect();
    while let Some(id) = pending.pop() {
        for user in users.get(id.0).into_iter().flatten() {
            if limited.insert(*user) {
                pending.push(*user);
            }
        }
    }
    limited
}

fn sets_limits(shape: &TypeShape) -> bool {
    let is_checked = |limits: &[Constraint]| limits.iter().any(Constraint::is_checked);
    match shape {
        TypeShape::Structure(structure) => {
            let mut fields = structure.fields.iter();
            is_checked(&structure.constraints) || fields.any(|field| is_checked(&field.constraints))
        }
        TypeShape::Union(union) => {
            let mut branches = union.branches.iter();
            branches.any(|branch| is_checked(&branch.constraints))
        }
        TypeShape::Tuple(items) => items.iter().any(|item| is_checked(&item.constraints)),
        TypeShape::Enumeration(_) | TypeShape::Alias(_) => false,
    }
}
