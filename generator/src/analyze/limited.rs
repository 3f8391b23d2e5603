//! Limited: the definitions whose values there is something to check of.

use std::collections::BTreeSet;

use crate::model::{Api, Constraint, TypeId, TypeShape, leading_to};

/// The definitions that set limits, and those that lead to them.
pub(super) fn limited(api: &Api) -> BTreeSet<TypeId> {
    let own = api.types().filter(|(_, def)| sets_limits(&def.shape));
    let own = own.map(|(id, _)| id).collect();
    leading_to(&api.types, own, TypeShape::parts)
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
