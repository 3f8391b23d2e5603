//! Needs: the optional dependencies of the emitted crate, by the types of values that are in it.

use std::collections::BTreeSet;

use super::{Extent, types_of_callback, types_of_operation};
use crate::model::{Additional, Api, Type, TypeId, TypeShape};

/// The optional dependencies of an emitted crate.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Needs {
    /// `rust_decimal`
    pub decimal: bool,
    /// `jiff`
    pub time: bool,
    /// `uuid`
    pub uuid: bool,
    /// `base64`
    pub base64: bool,
    /// `quick-xml`
    pub xml: bool,
    /// `csv`
    pub csv: bool,
}

impl Needs {
    /// What either of two APIs needs.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            decimal: self.decimal || other.decimal,
            time: self.time || other.time,
            uuid: self.uuid || other.uuid,
            base64: self.base64 || other.base64,
            xml: self.xml || other.xml,
            csv: self.csv || other.csv,
        }
    }
}

/// What is needed of what is emitted, and how many values of it are raw JSON although the spec does not ask
/// for that.
pub(super) fn needs(api: &Api, extent: Extent, left_out: &BTreeSet<TypeId>) -> (Needs, usize) {
    let types_only = extent.types_only;
    let emitted = || {
        let types = api.types().filter(|(id, _)| !left_out.contains(id));
        types.map(|(_, def)| &def.shape)
    };
    let mut needs = Needs {
        xml: !types_only && emitted().any(is_xml),
        csv: !types_only && emitted().any(is_csv),
        ..Needs::default()
    };
    let mut untyped = 0;
    let mut seen = |ty: &Type| match ty {
        Type::Decimal(_) => needs.decimal = true,
        Type::DateTime | Type::Timestamp(_) | Type::Date | Type::Time | Type::Duration => {
            needs.time = true
        }
        Type::Uuid => needs.uuid = true,
        Type::Base64(_) => needs.base64 = true,
        Type::Any => untyped += 1,
        _ => {}
    };
    for ty in emitted().flat_map(modelled) {
        visit_asked_for(ty, &mut seen);
    }
    if !types_only {
        every_type_of_calls(api, &mut seen);
    }
    (needs, untyped)
}

/// Whether a definition is written in XML.
fn is_xml(shape: &TypeShape) -> bool {
    matches!(shape, TypeShape::Structure(structure) if structure.xml.is_some())
}

/// Whether a definition is written in CSV.
fn is_csv(shape: &TypeShape) -> bool {
    matches!(shape, TypeShape::Structure(structure) if structure.csv.is_some())
}

/// Calls `seen` with a type and all that it is made of.
fn visit(ty: &Type, seen: &mut impl FnMut(&Type)) {
    seen(ty);
    if let Some(inner) = ty.inner() {
        visit(inner, seen);
    }
}

/// Calls `seen` with a type and all that it is made of. That free maps hold any JSON is asked for,
/// so their values are not among it.
fn visit_asked_for(ty: &Type, seen: &mut impl FnMut(&Type)) {
    match ty {
        Type::Map(values) if **values == Type::Any => {}
        ty => visit(ty, seen),
    }
}

/// Calls `seen` with every use of a type in what is sent and received.
fn every_type_of_calls(api: &Api, seen: &mut impl FnMut(&Type)) {
    let of_callbacks = api.callbacks.iter().flat_map(types_of_callback);
    let of_operations = api.operations.iter().flat_map(types_of_operation);
    for ty in of_callbacks.chain(of_operations) {
        visit_asked_for(ty, seen);
    }
}

/// The types that a definition is made of, but for that of free additional properties, which are no
/// gap in the model.
fn modelled(shape: &TypeShape) -> Vec<&Type> {
    let mut parts = shape.parts();
    if let TypeShape::Structure(structure) = shape
        && structure.additional == Additional::Kept(Type::Any)
    {
        parts.pop();
    }
    parts
}
