//! The parts of a request that nobody may see.

use std::collections::BTreeSet;

use crate::model::{
    Additional, Api, Content, Field, Location, Operation, Type, TypeId, TypeShape, leading_to,
};

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

/// Which definitions there is something to hide of, found once for all operations.
pub(super) struct Hiding<'a> {
    api: &'a Api,
    /// Definitions that are sensitive, or hold something sensitive that no property names.
    sensitive: BTreeSet<TypeId>,
    /// Definitions that have a property with sensitive values, and those that lead to them.
    holding: BTreeSet<TypeId>,
}

impl<'a> Hiding<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        let own = api.types().filter(|(_, def)| {
            let mut parts = without_names(&def.shape).into_iter();
            def.sensitive || parts.any(is_hidden)
        });
        let own = own.map(|(id, _)| id).collect();
        let mut hiding = Self {
            api,
            sensitive: leading_to(&api.types, own, without_names),
            holding: BTreeSet::new(),
        };
        let own = api
            .types()
            .filter(|(_, def)| hiding.sensitive_fields(&def.shape).next().is_some());
        let own = own.map(|(id, _)| id).collect();
        hiding.holding = leading_to(&api.types, own, TypeShape::parts);
        hiding
    }

    /// What nobody may see of an operation's request: parameters first, then what is in the body.
    pub(super) fn in_request(&self, operation: &Operation) -> Vec<Hidden> {
        let parameters = operation.parameters.iter().filter(|parameter| {
            parameter.sensitive
                || self.is_sensitive(&parameter.ty)
                || self.holds_sensitive(&parameter.ty)
        });
        let parameters = parameters
            .map(|parameter| Hidden::Parameter(parameter.location, parameter.wire.clone()));
        let contents = operation.body.iter().flat_map(|body| &body.contents);
        let in_body: BTreeSet<Hidden> = contents.flat_map(|content| self.body(content)).collect();
        parameters.chain(in_body).collect()
    }

    fn body(&self, content: &Content) -> Vec<Hidden> {
        if content.sensitive || self.is_sensitive(&content.ty) {
            return vec![Hidden::Body];
        }
        let properties = self.properties(&content.ty).into_iter();
        properties.map(Hidden::Property).collect()
    }

    /// The names of all properties with sensitive values, however deep in the type.
    fn properties(&self, ty: &Type) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let mut pending = Vec::from_iter(ty.named());
        let mut seen = BTreeSet::new();
        while let Some(id) = pending.pop() {
            if !self.holding.contains(&id) || !seen.insert(id) {
                continue;
            }
            if let Some(def) = self.api.find_type(id) {
                names.extend(self.sensitive_fields(&def.shape).map(str::to_owned));
                pending.extend(def.shape.parts().into_iter().filter_map(Type::named));
            }
        }
        names
    }

    /// Whether a type leads to a property with sensitive values.
    fn holds_sensitive(&self, ty: &Type) -> bool {
        ty.named().is_some_and(|id| self.holding.contains(&id))
    }

    /// The properties of a definition that have sensitive values.
    fn sensitive_fields<'s>(&self, shape: &'s TypeShape) -> impl Iterator<Item = &'s str> {
        let fields: &[Field] = match shape {
            TypeShape::Structure(structure) => &structure.fields,
            TypeShape::Enumeration(_)
            | TypeShape::Union(_)
            | TypeShape::Tuple(_)
            | TypeShape::Alias(_) => &[],
        };
        let fields = fields
            .iter()
            .filter(|field| !field.flat && self.is_sensitive(&field.ty));
        fields.map(|field| field.wire.as_str())
    }

    /// Whether a value is sensitive, or holds something sensitive that no property names.
    fn is_sensitive(&self, ty: &Type) -> bool {
        is_hidden(ty) || ty.named().is_some_and(|id| self.sensitive.contains(&id))
    }
}

/// Whether a type is one that is never printed, or a list or map of one.
fn is_hidden(ty: &Type) -> bool {
    matches!(ty, Type::Secret | Type::Sensitive(_)) || ty.inner().is_some_and(is_hidden)
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
