//! Bodies: the definitions that are no values but what a request sends, piece by piece.

use std::collections::BTreeSet;

use crate::model::{Api, Made, Type, TypeId, TypeShape, leading_to};

/// The forms of several parts, what stands for a part with headers, and all that leads to them or to
/// bytes as they are: JSON has no form for any of it.
pub(super) fn bodies(api: &Api) -> BTreeSet<TypeId> {
    let own = api
        .types()
        .filter(|(_, def)| is_form(&def.shape) || def.shape.parts().into_iter().any(holds_bytes));
    let own = own.map(|(id, _)| id).collect();
    leading_to(&api.types, own, TypeShape::parts)
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

/// Whether a type is bytes as they are, or a list or map of them.
fn holds_bytes(ty: &Type) -> bool {
    match ty.made() {
        Made::Bytes => true,
        Made::List(inner) | Made::Map(inner) | Made::Wrapped(inner) => holds_bytes(inner),
        Made::Named(_) | Made::Single(_) | Made::Null | Made::Any => false,
    }
}
