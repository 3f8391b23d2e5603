//! The parts of a request that nobody may see.

use std::collections::BTreeSet;

use crate::model::{Additional, Api, Content, Location, Made, Operation, Type, TypeShape, reach};

/// A part of a request that nobody may see.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hidden {
    /// A parameter.
    Parameter(Location, String),
    /// The properties of this name in the body, at any depth, with all below them.
    Property(String),
    /// The whole body.
    Body,
}

/// What nobody may see of an operation's request: parameters first, then what is in the body.
pub(super) fn hidden(api: &Api, operation: &Operation) -> Vec<Hidden> {
    let parameters = operation.parameters.iter().filter(|parameter| {
        parameter.sensitive
            || is_sensitive(api, &parameter.ty)
            || !properties(api, &parameter.ty).is_empty()
    });
    let parameters =
        parameters.map(|parameter| Hidden::Parameter(parameter.location, parameter.wire.clone()));
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let in_body: BTreeSet<Hidden> = contents.flat_map(|content| body(api, content)).collect();
    parameters.chain(in_body).collect()
}

fn body(api: &Api, content: &Content) -> Vec<Hidden> {
    if content.sensitive || is_sensitive(api, &content.ty) {
        return vec![Hidden::Body];
    }
    let properties = properties(api, &content.ty).into_iter();
    properties.map(Hidden::Property).collect()
}

/// The names of all properties with sensitive values, however deep in the type.
fn properties(api: &Api, ty: &Type) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut reached = BTreeSet::new();
    reach(&api.types, ty, &mut reached);
    for id in reached {
        if let Some(TypeShape::Structure(structure)) = api.find_type(id).map(|def| &def.shape) {
            let fields = structure.fields.iter().filter(|field| !field.flat);
            let sensitive = fields.filter(|field| is_sensitive(api, &field.ty));
            names.extend(sensitive.map(|field| field.wire.clone()));
        }
    }
    names
}

/// Whether a value is sensitive, or holds something sensitive that no property names.
fn is_sensitive(api: &Api, ty: &Type) -> bool {
    let mut pending = vec![ty];
    let mut seen = BTreeSet::new();
    while let Some(ty) = pending.pop() {
        if matches!(ty, Type::Secret | Type::Sensitive(_)) {
            return true;
        }
        match ty.made() {
            Made::List(inner) | Made::Map(inner) | Made::Wrapped(inner) => pending.push(inner),
            Made::Named(id) => match api.find_type(id) {
                Some(def) if def.sensitive => return true,
                Some(def) if seen.insert(id) => pending.extend(without_names(&def.shape)),
                Some(_) | None => {}
            },
            Made::Single(_) | Made::Bytes | Made::Null | Made::Any => {}
        }
    }
    false
}

/// The parts of a definition that have no name on the wire.
fn without_names(shape: &TypeShape) -> Vec<&Type> {
    match shape {
        TypeShape::Alias(ty) => vec![ty],
        TypeShape::Enumeration(_) => Vec::new(),
        TypeShape::Union(union) => union.branches.iter().map(|branch| &branch.ty).collect(),
        TypeShape::Tuple(items) => items.iter().map(|item| &item.ty).collect(),
        TypeShape::Structure(structure) => {
            let flat = structure.fields.iter().filter(|field| field.flat);
            let kept = match &structure.additional {
                Additional::Kept(ty) => Some(ty),
                Additional::Ignored | Additional::Denied => None,
            };
            flat.map(|field| &field.ty).chain(kept).collect()
        }
    }
}
