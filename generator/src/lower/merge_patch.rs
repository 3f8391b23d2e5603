//! Merge patches (RFC 7396): bodies in which `null` takes a property away, whatever its schema says.
//!
//! A type that is sent in such bodies only is changed in place; one that has another use, too, gets a
//! twin for them. Lists are replaced as a whole, so what is in them is not patched.

use std::collections::{BTreeMap, BTreeSet};

use super::Lowering;
use super::body::essence;
use crate::model::{
    Additional, Callback, Content, Doc, Field, Operation, Presence, Type, TypeDef, TypeId,
    TypeName, TypeShape, reach,
};

/// What is said of every type that is patched.
const MEANING: &str = "In a merge patch: what is absent stays as it is, and `null` takes it away.";

impl Lowering<'_, '_, '_> {
    /// Makes every optional property nullable, in the types of all merge patches.
    pub(super) fn merge_patches(&mut self, operations: &mut [Operation], callbacks: &[Callback]) {
        let mut patched = BTreeSet::new();
        let mut whole = BTreeSet::new();
        for callback in callbacks {
            for content in callback.body.iter().flat_map(|body| &body.contents) {
                reach(&self.types, &content.ty, &mut whole);
            }
        }
        for operation in &*operations {
            let responses = operation.responses.iter();
            let contents = responses.flat_map(|response| &response.contents);
            for content in contents {
                reach(&self.types, &content.ty, &mut whole);
            }
            let parameters = operation.parameters.iter().map(|known| &known.ty);
            let headers = operation.headers.iter().map(|known| &known.ty);
            for ty in parameters.chain(headers) {
                reach(&self.types, ty, &mut whole);
            }
            for content in operation.body.iter().flat_map(|body| &body.contents) {
                match is_merge_patch(content) {
                    true => self.reach_patched(&content.ty, &mut patched, &mut whole),
                    false => reach(&self.types, &content.ty, &mut whole),
                }
            }
        }
        let patched = self.changed(&patched);
        let mut twins = BTreeMap::new();
        for id in patched.intersection(&whole) {
            let Some(def) = self.types.get(id.0) else {
                continue;
            };
            let twin = TypeDef {
                name: TypeName::Part {
                    owner: *id,
                    part: "Patch".to_owned(),
                },
                rust_name: None,
                ..def.clone()
            };
            twins.insert(*id, TypeId(self.types.len()));
            self.types.push(twin);
        }
        for id in patched {
            let id = twins.get(&id).copied().unwrap_or(id);
            self.fill(id, |def| {
                patch_shape(&mut def.shape, &twins);
                let said = def.doc.take().map(|Doc(said)| format!("{said}\n\n"));
                def.doc = Some(Doc(said.unwrap_or_default() + MEANING));
            });
        }
        for operation in operations {
            let contents = operation
                .body
                .iter_mut()
                .flat_map(|body| &mut body.contents);
            for content in contents.filter(|content| is_merge_patch(content)) {
                patch_type(&mut content.ty, &twins);
            }
        }
    }

    /// Collects the definitions of a value that is patched, and of what is replaced as a whole in it.
    fn reach_patched(
        &self,
        ty: &Type,
        patched: &mut BTreeSet<TypeId>,
        whole: &mut BTreeSet<TypeId>,
    ) {
        let mut pending = vec![ty];
        while let Some(ty) = pending.pop() {
            match ty {
                Type::Map(inner) | Type::Nullable(inner) | Type::Sensitive(inner) => {
                    pending.push(inner);
                }
                Type::List(inner) => reach(&self.types, inner, whole),
                Type::Named(id) if self.is_tuple(*id) => reach(&self.types, ty, whole),
                Type::Named(id) if self.has_parts(*id) && patched.insert(*id) => {
                    pending.extend(self.parts(*id));
                }
                _ => {}
            }
        }
    }

    /// Those of the definitions that are something else in a merge patch.
    fn changed(&self, patched: &BTreeSet<TypeId>) -> BTreeSet<TypeId> {
        let mut changed = BTreeSet::new();
        loop {
            let unseen = patched.difference(&changed).copied();
            let more: Vec<TypeId> = unseen.filter(|id| self.changes(*id, &changed)).collect();
            if more.is_empty() {
                return changed;
            }
            changed.extend(more);
        }
    }

    fn changes(&self, id: TypeId, changed: &BTreeSet<TypeId>) -> bool {
        let shape = self.types.get(id.0).map(|def| &def.shape);
        let becomes_nullable = match shape {
            Some(TypeShape::Structure(structure)) => {
                let kept =
                    matches!(&structure.additional, Additional::Kept(ty) if !admits_null(ty));
                kept || structure.fields.iter().any(becomes_nullable)
            }
            _ => false,
        };
        becomes_nullable
            || self
                .parts(id)
                .into_iter()
                .any(|ty| type_changes(ty, changed))
    }

    fn has_parts(&self, id: TypeId) -> bool {
        let shape = self.types.get(id.0).map(|def| &def.shape);
        !matches!(shape, None | Some(TypeShape::Enumeration(_)))
    }

    fn is_tuple(&self, id: TypeId) -> bool {
        let shape = self.types.get(id.0).map(|def| &def.shape);
        matches!(shape, Some(TypeShape::Tuple(_)))
    }

    /// The types that a definition is made of.
    fn parts(&self, id: TypeId) -> Vec<&Type> {
        let def = self.types.get(id.0);
        def.map_or_else(Vec::new, |def| def.shape.parts())
    }
}

fn becomes_nullable(field: &Field) -> bool {
    field.presence == Presence::Optional && !field.ty.holds_null()
}

fn admits_null(ty: &Type) -> bool {
    ty.holds_null() || matches!(ty, Type::Nullable(_))
}

fn type_changes(ty: &Type, changed: &BTreeSet<TypeId>) -> bool {
    match ty {
        Type::Named(id) => changed.contains(id),
        Type::Nullable(inner) | Type::Sensitive(inner) => type_changes(inner, changed),
        Type::Map(value) => !admits_null(value) || type_changes(value, changed),
        _ => false,
    }
}

fn is_merge_patch(content: &Content) -> bool {
    essence(&content.media_type) == "application/merge-patch+json"
}

fn patch_shape(shape: &mut TypeShape, twins: &BTreeMap<TypeId, TypeId>) {
    for ty in shape.parts_mut() {
        patch_type(ty, twins);
    }
    if let TypeShape::Structure(structure) = shape {
        for field in structure
            .fields
            .iter_mut()
            .filter(|field| becomes_nullable(field))
        {
            field.presence = Presence::OptionalNullable;
        }
        if let Additional::Kept(ty) = &mut structure.additional {
            admit_null(ty);
        }
    }
}

fn patch_type(ty: &mut Type, twins: &BTreeMap<TypeId, TypeId>) {
    match ty {
        Type::Named(id) => *id = twins.get(id).copied().unwrap_or(*id),
        Type::Nullable(inner) | Type::Sensitive(inner) => patch_type(inner, twins),
        Type::Map(value) => {
            patch_type(value, twins);
            admit_null(value);
        }
        _ => {}
    }
}

/// The value of a key that the spec does not name, which `null` takes away like any other.
fn admit_null(ty: &mut Type) {
    if !admits_null(ty) {
        *ty = Type::Nullable(Box::new(ty.clone()));
    }
}
