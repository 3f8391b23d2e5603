//! Hierarchies: discriminated bases, and the schemas that extend them.

use std::collections::{BTreeMap, BTreeSet};

use super::facets;
use super::structure::last_segment;
use super::{Lowering, documentation, extensions};
use crate::diagnostics::{Code, Place, child_pointer};
use crate::model::{Dispatch, Origin, Tagged, Type, TypeId, TypeName, TypeShape, Union};
use crate::resolve::Resolved;

/// For each schema, the named schemas that have it in their `allOf`, in document order.
pub(super) fn heirs(resolved: &Resolved<'_>) -> BTreeMap<String, Vec<String>> {
    let mut heirs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (_, pointer) in &resolved.components {
        let Some(node) = resolved
            .schema(pointer)
            .filter(|_| resolved.reference(pointer).is_none())
        else {
            continue;
        };
        for base in facets::bases(resolved, &node.value) {
            if !base.inline {
                heirs.entry(base.pointer).or_default().push(pointer.clone());
            }
        }
    }
    heirs
}

impl Lowering<'_, '_, '_> {
    /// The union of a discriminated base and the schemas that extend it.
    ///
    /// The base is a branch itself, as OpenAPI does not say that a base is abstract: it takes the
    /// values that name it and those without the property.
    pub(super) fn hierarchy(&mut self, id: TypeId, pointer: &str) -> Option<Union> {
        let node = self.resolved.schema(pointer)?;
        let discriminator = node.value.schema_data.discriminator.clone()?;
        let place = node.place.clone();
        let heirs = self.all_heirs(pointer);
        let mut cases: Vec<(String, String)> = Vec::new();
        for (value, target) in &discriminator.mapping {
            let target = mapping_target(target);
            if self.resolved.schema(&target).is_some() {
                cases.push((value.clone(), target));
            } else {
                self.mapping_to_nothing(&place, value, &target);
            }
        }
        if heirs.is_empty() && cases.iter().all(|(_, target)| target == pointer) {
            return None;
        }
        let property = &discriminator.property_name;
        let mapped: BTreeSet<String> = cases.iter().map(|(_, target)| target.clone()).collect();
        let mut tags: BTreeSet<String> = cases.iter().map(|(tag, _)| tag.clone()).collect();
        for heir in std::iter::once(pointer.to_owned()).chain(heirs) {
            if mapped.contains(&heir) || self.is_told_apart_below(property, &heir) {
                continue;
            }
            let tag = self.unmapped_tag(property, &heir);
            if let Some(tag) = tag.filter(|tag| tags.insert(tag.clone())) {
                cases.push((tag, heir));
            }
        }
        if cases.is_empty() {
            self.untagged_hierarchy(&place, pointer, property);
            return None;
        }
        let is_abstract = self.is_abstract(property, pointer, &cases);
        let mut branches = Vec::new();
        let mut targets: BTreeMap<String, usize> = BTreeMap::new();
        let mut missing = None;
        if is_abstract {
            cases.retain(|(_, target)| target != pointer);
        } else {
            branches.push(self.base(id, pointer));
            targets.insert(pointer.to_owned(), 0);
            // A base that requires the property cannot take a value without it either.
            missing = (!self.requires(property, pointer)).then_some(0);
        }
        let mut tags = Vec::new();
        for (value, target) in cases {
            let index = match targets.get(&target) {
                Some(index) => *index,
                None => {
                    branches.push(self.branch(&target));
                    targets.insert(target, branches.len() - 1);
                    branches.len() - 1
                }
            };
            tags.push((value, index));
        }
        Some(Union {
            branches,
            dispatch: Dispatch::Tag {
                property: discriminator.property_name,
                cases: tags,
                missing,
            },
        })
    }

    /// Reports a discriminator that has values for none of the schemas that it is for.
    fn untagged_hierarchy(&mut self, place: &Place, pointer: &str, property: &str) {
        let base = last_segment(pointer);
        self.diagnostics
            .warning(
                Code::UntaggedBranch,
                &place.child("discriminator"),
                format!("no value of `{property}` stands for `{base}` or what extends it"),
            )
            .effect(format!("all values are read as `{base}`"))
            .help(format!(
                "map values to schemas, or give each schema's `{property}` an `enum` of one value"
            ));
    }

    /// The branch of a discriminated base itself.
    fn base(&mut self, id: TypeId, pointer: &str) -> Tagged {
        let part = "Base".to_owned();
        let base = self.reserve(pointer, TypeName::Part { owner: id, part });
        let structure = self.structure(base, pointer);
        let data = self
            .resolved
            .schema(pointer)
            .map(|node| &node.value.schema_data);
        let base_doc = data.and_then(documentation::of_schema);
        self.fill(base, |def| {
            def.shape = TypeShape::Structure(structure);
            def.doc = base_doc;
        });
        Tagged {
            label: last_segment(pointer),
            rust_name: data.and_then(|data| extensions::rust_name(&data.extensions)),
            origin: Origin(pointer.to_owned()),
            doc: None,
            ty: Type::Named(base),
            constraints: Vec::new(),
            tag: None,
        }
    }

    /// A branch that is a named schema.
    pub(super) fn branch(&mut self, pointer: &str) -> Tagged {
        let rust_name = self
            .resolved
            .schema(pointer)
            .and_then(|node| extensions::rust_name(&node.value.schema_data.extensions));
        Tagged {
            label: last_segment(pointer),
            rust_name,
            origin: Origin(pointer.to_owned()),
            doc: None,
            ty: Type::Named(self.named(pointer)),
            constraints: Vec::new(),
            tag: None,
        }
    }

    pub(super) fn mapping_to_nothing(&mut self, place: &Place, value: &str, target: &str) {
        self.diagnostics
            .warning(
                Code::DanglingMapping,
                &place.child("discriminator").child("mapping").child(value),
                format!("`{value}` is mapped to `#{target}`, and there is no such branch"),
            )
            .effect(format!("values tagged `{value}` are kept as raw JSON"))
            .help("correct the reference, or remove the entry");
    }

    /// The schemas that extend one, directly or not, in document order of each level.
    fn all_heirs(&self, pointer: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let mut seen = BTreeSet::from([pointer]);
        let mut next = vec![pointer.to_owned()];
        while let Some(base) = next.pop() {
            for heir in self.heirs.get(&base).into_iter().flatten() {
                if seen.insert(heir) {
                    found.push(heir.clone());
                    next.push(heir.clone());
                }
            }
        }
        found
    }
}

/// A mapping's target is a reference or the bare name of a schema (OpenAPI 3.0.3, 4.7.25).
pub(super) fn mapping_target(target: &str) -> String {
    match target.strip_prefix('#') {
        Some(pointer) => pointer.to_owned(),
        None => child_pointer("/components/schemas", target),
    }
}
