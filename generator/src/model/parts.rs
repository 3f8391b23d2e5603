//! What types are made of: the one place that knows which of them hold others.

use std::collections::BTreeSet;

use super::types::{Additional, Type, TypeDef, TypeId, TypeShape};

impl Type {
    /// The type of what a list or map holds, or of a value that may be null or is never printed.
    pub fn inner(&self) -> Option<&Self> {
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Sensitive(inner) => Some(inner),
            Self::Named(_)
            | Self::String
            | Self::Secret
            | Self::Base64(_)
            | Self::Binary
            | Self::File
            | Self::Uuid
            | Self::DateTime
            | Self::Timestamp(_)
            | Self::Date
            | Self::Time
            | Self::Duration
            | Self::Boolean
            | Self::Integer(_)
            | Self::IntegerString(_)
            | Self::Float { .. }
            | Self::Decimal(_)
            | Self::Any => None,
        }
    }

    /// The definition that it names, itself or by what it holds.
    pub fn named(&self) -> Option<TypeId> {
        let mut ty = self;
        while let Some(inner) = ty.inner() {
            ty = inner;
        }
        match ty {
            Self::Named(id) => Some(*id),
            _ => None,
        }
    }

    /// [`named`](Self::named), to name another one.
    pub fn named_mut(&mut self) -> Option<&mut TypeId> {
        match self {
            Self::Named(id) => Some(id),
            Self::List(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Sensitive(inner) => inner.named_mut(),
            _ => None,
        }
    }
}

impl TypeShape {
    /// The types that it is made of itself; that of properties which are not declared comes last.
    pub fn parts(&self) -> Vec<&Type> {
        match self {
            Self::Alias(ty) => vec![ty],
            Self::Enumeration(_) => Vec::new(),
            Self::Union(union) => union.branches.iter().map(|branch| &branch.ty).collect(),
            Self::Tuple(items) => items.iter().map(|item| &item.ty).collect(),
            Self::Structure(structure) => {
                let fields = structure.fields.iter().map(|field| &field.ty);
                let additional = match &structure.additional {
                    Additional::Kept(ty) => Some(ty),
                    Additional::Ignored | Additional::Denied => None,
                };
                fields.chain(additional).collect()
            }
        }
    }

    /// [`parts`](Self::parts), to be changed.
    pub fn parts_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Alias(ty) => vec![ty],
            Self::Enumeration(_) => Vec::new(),
            Self::Union(union) => union
                .branches
                .iter_mut()
                .map(|branch| &mut branch.ty)
                .collect(),
            Self::Tuple(items) => items.iter_mut().map(|item| &mut item.ty).collect(),
            Self::Structure(structure) => {
                let fields = structure.fields.iter_mut().map(|field| &mut field.ty);
                let additional = match &mut structure.additional {
                    Additional::Kept(ty) => Some(ty),
                    Additional::Ignored | Additional::Denied => None,
                };
                fields.chain(additional).collect()
            }
        }
    }
}

/// Adds all definitions that a type leads to; those that are there already are not gone through again.
pub fn reach(types: &[TypeDef], from: &Type, reached: &mut BTreeSet<TypeId>) {
    let mut pending = vec![from];
    while let Some(ty) = pending.pop() {
        if let Some(id) = ty.named()
            && reached.insert(id)
            && let Some(def) = types.get(id.0)
        {
            pending.extend(def.shape.parts());
        }
    }
}
