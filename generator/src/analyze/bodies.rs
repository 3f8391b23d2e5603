//! Bodies: the definitions that are no values but what a request sends, piece by piece.

use std::collections::BTreeSet;

use crate::model::{Api, Made, Type, TypeId, TypeShape};

/// The forms of several parts, what stands for a part with headers, and all that leads to them or to
/// bytes as they are: JSON has no form for any of it.
pub(super) fn bodies(api: &Api) -> BTreeSet<TypeId> {
    let mut bodies = BTreeSet::new();
    loop {
        let leads_there =
            |shape: &TypeShape| shape.parts().into_iter().any(|ty| leads(ty, &bodies));
        let found: BTreeSet<TypeId> = api
            .types()
            .filter(|(id, def)| {
                !bodies.contains(id) && (is_form(&def.shape) || leads_there(&def.shape))
            })
            .map(|(id, _)| id)
            .collect();
        if found.is_empty() {
            return bodies;
        }
        bodies.extend(found);
    }
}

fn is_form(shape: &TypeShape) -> bool {
    match shape {
        TypeShape::Structure(structure) => structure.parts.is_some() || structure.headers.is_some(),
        TypeShape::Enumeration(_)
        | TypeShape::Union(_)
        | TypeShape::Tuple(_)
        | TypeShape::Alias(_) => false,
    }
}

fn leads(ty: &Type, bodies: &BTreeSet<TypeId>) -> bool {
    match ty.made() {
        Made::Bytes => true,
        Made::Named(id) => bodies.contains(&id),
        Made::List(inner) | Made::Map(inner) | Made::Wrapped(inner) => leads(inner, bodies),
        Made::Single(_) | Made::Any => false,
    }
}
