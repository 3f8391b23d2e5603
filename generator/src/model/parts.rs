//! What types are made of: the one place that knows which of them hold others.

use std::collections::BTreeSet;

use super::enumeration::Values;
use super::structure::Additional;
use super::types::{DecimalForm, TimestampForm, Type, TypeDef, TypeId, TypeShape};

/// What the values of a type are made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Made<'a> {
    /// One text, number or boolean.
    Single(Scalar),
    /// Bytes as they are, for which JSON has no form.
    Bytes,
    /// A list of values of a type.
    List(&'a Type),
    /// An object whose values are of a type.
    Map(&'a Type),
    /// What another type is made of, where it may also be `null`, or is never printed.
    Wrapped(&'a Type),
    /// What a definition says.
    Named(TypeId),
    /// Any JSON at all.
    Any,
}

/// What a single value is in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar {
    /// A string, whatever it says.
    Text,
    /// A number without fraction or exponent.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
}

impl Type {
    /// What its values are made of.
    pub fn made(&self) -> Made<'_> {
        match self {
            Self::String
            | Self::Secret
            | Self::Base64(_)
            | Self::Uuid
            | Self::DateTime
            | Self::Timestamp(TimestampForm::HttpDate)
            | Self::Date
            | Self::Time
            | Self::Duration
            | Self::IntegerString(_)
            | Self::Decimal(DecimalForm::String) => Made::Single(Scalar::Text),
            Self::Integer(_) | Self::Timestamp(TimestampForm::UnixTime) => {
                Made::Single(Scalar::Integer)
            }
            Self::Float | Self::Decimal(DecimalForm::Number) => Made::Single(Scalar::Number),
            Self::Boolean => Made::Single(Scalar::Boolean),
            Self::Binary | Self::File => Made::Bytes,
            Self::List(item) => Made::List(item),
            Self::Map(value) => Made::Map(value),
            Self::Nullable(inner) | Self::Sensitive(inner) => Made::Wrapped(inner),
            Self::Named(id) => Made::Named(*id),
            Self::Any => Made::Any,
        }
    }

    /// The type of what a list or map holds, or of a value that may be null or is never printed.
    pub fn inner(&self) -> Option<&Self> {
        match self.made() {
            Made::List(inner) | Made::Map(inner) | Made::Wrapped(inner) => Some(inner),
            Made::Single(_) | Made::Bytes | Made::Named(_) | Made::Any => None,
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

impl Values {
    /// What each of them is; `None` where they are of several kinds.
    pub fn scalar(self) -> Option<Scalar> {
        match self {
            Self::Strings => Some(Scalar::Text),
            Self::Integers(_) => Some(Scalar::Integer),
            Self::Numbers => Some(Scalar::Number),
            Self::Booleans => Some(Scalar::Boolean),
            Self::Mixed => None,
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

/// Definitions, and those that lead to them by the parts that `parts` names.
pub fn leading_to<'t>(
    types: &'t [TypeDef],
    mut found: BTreeSet<TypeId>,
    parts: impl Fn(&'t TypeShape) -> Vec<&'t Type>,
) -> BTreeSet<TypeId> {
    let mut users = vec![Vec::new(); types.len()];
    for (index, def) in types.iter().enumerate() {
        for used in parts(&def.shape).into_iter().filter_map(Type::named) {
            if let Some(users) = users.get_mut(used.0) {
                users.push(TypeId(index));
            }
        }
    }
    let mut pending: Vec<TypeId> = found.iter().copied().collect();
    while let Some(id) = pending.pop() {
        for user in users.get(id.0).into_iter().flatten() {
            if found.insert(*user) {
                pending.push(*user);
            }
        }
    }
    found
}
