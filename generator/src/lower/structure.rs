//! Structures: objects with properties, their `allOf` bases merged in, and hierarchies of them.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use openapiv3 as oa;

use super::facets::{AdditionalFacet, Facets};
use super::omissions::Omission;
use super::sensitive::hidden;
use super::{Lowering, doc, extensions};
use crate::diagnostics::{Code, child_pointer, nearest, pointer_keys};
use crate::model::{
    Additional, Dispatch, Field, Origin, Presence, Structure, Tagged, Type, TypeId, TypeName,
    TypeShape, Union,
};
use crate::resolve::{Link, Resolved};

/// How many schemas may extend one another in a row.
const BASES_AT_MOST: usize = 64;

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
        for base in Facets::of(resolved, &node.value).all_of {
            if !base.inline {
                heirs.entry(base.pointer).or_default().push(pointer.clone());
            }
        }
    }
    heirs
}

/// A property as it is declared.
struct Property {
    /// The pointer of the declaration, which may be a `$ref`.
    origin: String,
    /// Its schema.
    link: Link,
}

/// What a schema and its bases say together.
#[derive(Default)]
struct Merged {
    properties: IndexMap<String, Property>,
    /// Required names with the pointer of the schema that requires them.
    required: IndexMap<String, String>,
    additional: Option<AdditionalFacet>,
    /// Discriminators of the schema and its bases: property and the mapping.
    discriminators: Vec<oa::Discriminator>,
    seen: BTreeSet<String>,
    /// The schemas that are being merged, each a part of the one before it.
    open: Vec<String>,
}

impl Lowering<'_, '_, '_> {
    /// The shape of an object that has properties of its own.
    pub(super) fn object(&mut self, id: TypeId, pointer: &str) -> TypeShape {
        match self.hierarchy(id, pointer) {
            Some(union) => TypeShape::Union(union),
            None => TypeShape::Structure(self.structure(id, pointer)),
        }
    }

    /// The shape of a schema with `allOf`.
    pub(super) fn all_of(&mut self, id: TypeId, pointer: &str, facets: &Facets) -> TypeShape {
        if let Some(union) = self.hierarchy(id, pointer) {
            return TypeShape::Union(union);
        }
        let structure = self.structure(id, pointer);
        let is_object =
            !structure.fields.is_empty() || !matches!(structure.additional, Additional::Ignored);
        match facets.all_of.iter().find(|_| !is_object) {
            // Not objects at all: a string, list or enumeration with limits added.
            Some(first) => {
                let name = TypeName::Part {
                    owner: id,
                    part: "Base".to_owned(),
                };
                let ty = self.used(first, &name).standalone();
                TypeShape::Alias(if self.says_sensitive(pointer) {
                    hidden(ty)
                } else {
                    ty
                })
            }
            None => TypeShape::Structure(structure),
        }
    }

    /// The structure of a schema, with the properties of its bases first.
    pub(super) fn structure(&mut self, id: TypeId, pointer: &str) -> Structure {
        let mut merged = Merged::default();
        self.merge(pointer, &mut merged);
        for (name, requirer) in &merged.required {
            if !merged.properties.contains_key(name) && merged.additional.is_none() {
                let known = merged.properties.keys().map(String::as_str);
                let help = match nearest(name, known) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "declare the property, or correct the name".to_owned(),
                };
                self.diagnostics
                    .warning(
                        Code::MissingRequiredProperty,
                        &self.resolved.place(requirer).child("required"),
                        format!("`{name}` is required, but there is no such property"),
                    )
                    .effect("the requirement is ignored")
                    .help(help);
            }
        }
        let properties = std::mem::take(&mut merged.properties);
        let fields = properties
            .into_iter()
            .map(|(wire, property)| self.field(id, pointer, &merged, wire, property))
            .collect();
        let additional = match &merged.additional {
            None => Additional::Ignored,
            Some(AdditionalFacet::Flag(true)) => Additional::Kept(Type::Any),
            Some(AdditionalFacet::Flag(false)) => Additional::Denied,
            Some(AdditionalFacet::Schema(link)) => Additional::Kept(
                self.used(
                    link,
                    &TypeName::Part {
                        owner: id,
                        part: "AdditionalProperty".to_owned(),
                    },
                )
                .standalone(),
            ),
        };
        Structure {
            fields,
            additional,
            parts: None,
            xml: None,
        }
    }

    /// Adds what the schema at `pointer` says, its bases first.
    fn merge(&mut self, pointer: &str, merged: &mut Merged) {
        let Some(node) = self.resolved.schema(pointer) else {
            return;
        };
        let at = node.place.pointer().to_owned();
        if merged.open.contains(&at) {
            return self.recursive_all_of(&at);
        }
        if !merged.seen.insert(at.clone()) {
            return;
        }
        if merged.open.len() >= BASES_AT_MOST {
            self.diagnostics
                .warning(
                    Code::TooDeep,
                    &self.resolved.place(&at).child("allOf"),
                    format!("`allOf` is nested more than {BASES_AT_MOST} schemas deep"),
                )
                .effect("the properties of schemas further down are left out")
                .help("extend fewer schemas");
            return;
        }
        let facets = Facets::of(self.resolved, &node.value);
        let discriminator = node.value.schema_data.discriminator.clone();
        merged.open.push(at.clone());
        for base in &facets.all_of {
            self.merge(&base.pointer, merged);
        }
        merged.open.pop();
        if !facets.one_of.is_empty() || !facets.any_of.is_empty() {
            let keyword = if facets.one_of.is_empty() {
                "anyOf"
            } else {
                "oneOf"
            };
            self.diagnostics
                .warning(
                    Code::UnsupportedSchemaKeyword,
                    &self.resolved.place(&at).child(keyword),
                    format!("`{keyword}` beside properties is not modelled yet"),
                )
                .effect("the properties of its branches are kept as additional properties")
                .help("write a `oneOf` of schemas that each have all properties");
            merged.additional = Some(AdditionalFacet::Flag(true));
        }
        let declared = child_pointer(&at, "properties");
        for (name, link) in facets.properties {
            let origin = child_pointer(&declared, &name);
            if let Some(earlier) = merged.properties.get(&name) {
                if self.says_no_type(&link) {
                    continue;
                }
                self.all_of_conflict(&name, &earlier.link, &link);
            }
            merged.properties.insert(name, Property { origin, link });
        }
        for name in facets.required {
            merged.required.entry(name).or_insert_with(|| at.clone());
        }
        if facets.additional.is_some() {
            merged.additional = facets.additional;
        }
        merged.discriminators.extend(discriminator);
    }

    fn recursive_all_of(&mut self, pointer: &str) {
        self.diagnostics
            .warning(
                Code::RecursiveAllOf,
                &self.resolved.place(pointer).child("allOf"),
                "this `allOf` contains the schema that it is part of",
            )
            .effect("the schema adds nothing to itself")
            .help("remove the reference that leads back");
    }

    /// Whether a schema only describes, so that the type of an earlier part of an `allOf` holds.
    fn says_no_type(&self, link: &Link) -> bool {
        let node = self.resolved.schema(&link.pointer);
        node.is_some_and(|node| {
            let facets = Facets::of(self.resolved, &node.value);
            link.inline
                && facets.kind.is_none()
                && facets.all_of.is_empty()
                && facets.adds_nothing()
        })
    }

    /// Reports a property that two parts of an `allOf` declare with different types.
    fn all_of_conflict(&mut self, name: &str, earlier: &Link, later: &Link) {
        let kind = |link: &Link| {
            let node = self.resolved.schema(&link.pointer)?;
            let facets = Facets::of(self.resolved, &node.value);
            let exact = facets.format.filter(|format| format == "decimal");
            facets.kind.map(|kind| exact.unwrap_or(kind))
        };
        let (Some(first), Some(second)) = (kind(earlier), kind(later)) else {
            return;
        };
        // An integer is a number with a limit.
        if first.replace("integer", "number") == second.replace("integer", "number") {
            return;
        }
        self.diagnostics
            .warning(
                Code::AllOfConflict,
                &self.resolved.place(&later.pointer),
                format!("`{name}` cannot be of type `{second}` and of type `{first}`"),
            )
            .also_at(&self.resolved.place(&earlier.pointer), "the other part")
            .effect(format!("`{name}` is of type `{second}`"))
            .help("give it one type in all parts of the `allOf`");
    }

    fn field(
        &mut self,
        owner: TypeId,
        owner_pointer: &str,
        merged: &Merged,
        wire: String,
        Property { origin, link }: Property,
    ) -> Field {
        let used = self.used(
            &link,
            &TypeName::Part {
                owner,
                part: wire.clone(),
            },
        );
        // `required` holds in one direction only for such a property (OpenAPI 3.0.3, 4.7.24.2).
        let one_way = self.resolved.schema(&link.pointer).is_some_and(|node| {
            node.value.schema_data.read_only || node.value.schema_data.write_only
        });
        let required = merged.required.contains_key(&wire) && !one_way;
        let presence = match (required, used.nullable && used.ty != Type::Any) {
            (true, false) => Presence::Required,
            (true, true) => Presence::RequiredNullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::OptionalNullable,
        };
        let tag = merged
            .discriminators
            .iter()
            .find(|discriminator| discriminator.property_name == wire)
            .and_then(|discriminator| own_tag(discriminator, owner_pointer));
        let mut field = Field {
            wire,
            rust_name: None,
            origin: Origin(origin),
            doc: None,
            deprecated: false,
            ty: used.ty,
            presence,
            default: None,
            constraints: Vec::new(),
            tag,
            example: None,
            idempotency: None,
        };
        if let Some(node) = self.resolved.schema(&link.pointer) {
            let data = &node.value.schema_data;
            field.default.clone_from(&data.default);
            field.example.clone_from(&data.example);
            field.constraints = Facets::of(self.resolved, &node.value).constraints;
            if data.read_only || data.write_only {
                self.omissions.add(Omission::Direction, node.place.clone());
            }
            field.deprecated = data.deprecated;
            if link.inline {
                field.doc = doc(data.description.as_deref().or(data.title.as_deref()));
                field.rust_name = extensions::rust_name(&data.extensions);
                let value = (&field.ty, field.constraints.as_slice());
                field.idempotency = self.key_in_property(&node.place, &data.extensions, value);
            }
        }
        field
    }

    /// The union of a discriminated base and the schemas that extend it.
    ///
    /// The base is a branch itself, as OpenAPI does not say that a base is abstract: it takes the
    /// values that name it and those without the property.
    fn hierarchy(&mut self, id: TypeId, pointer: &str) -> Option<Union> {
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
        for heir in std::iter::once(pointer.to_owned()).chain(heirs) {
            if !cases.iter().any(|(_, target)| *target == heir) {
                cases.push((last_segment(&heir), heir));
            }
        }
        let base = self.reserve(
            pointer,
            TypeName::Part {
                owner: id,
                part: "Base".to_owned(),
            },
        );
        let structure = self.structure(base, pointer);
        // A base that requires the property cannot take a value without it either.
        let property = &discriminator.property_name;
        let required = structure.fields.iter().any(|field| {
            field.wire == *property
                && matches!(
                    field.presence,
                    Presence::Required | Presence::RequiredNullable
                )
        });
        let base_doc = doc(node.value.schema_data.description.as_deref());
        self.fill(base, |def| {
            def.shape = TypeShape::Structure(structure);
            def.doc.clone_from(&base_doc);
        });

        let mut branches = vec![Tagged {
            label: last_segment(pointer),
            rust_name: extensions::rust_name(&node.value.schema_data.extensions),
            origin: Origin(pointer.to_owned()),
            doc: None,
            ty: Type::Named(base),
        }];
        let mut targets = vec![pointer.to_owned()];
        let mut tags = Vec::new();
        for (value, target) in cases {
            let index = match targets.iter().position(|known| *known == target) {
                Some(index) => index,
                None => {
                    branches.push(self.branch(&target));
                    targets.push(target);
                    targets.len() - 1
                }
            };
            tags.push((value, index));
        }
        Some(Union {
            branches,
            dispatch: Dispatch::Tag {
                property: discriminator.property_name,
                cases: tags,
                missing: (!required).then_some(0),
            },
        })
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
        }
    }

    pub(super) fn mapping_to_nothing(
        &mut self,
        place: &crate::diagnostics::Place,
        value: &str,
        target: &str,
    ) {
        self.diagnostics
            .warning(
                Code::DanglingMapping,
                &place.child("discriminator").child("mapping").child(value),
                format!("`{value}` is mapped to `#{target}`, and there is no such schema"),
            )
            .effect(format!("values tagged `{value}` are kept as raw JSON"))
            .help("correct the reference, or remove the entry");
    }

    /// The schemas that extend one, directly or not, in document order of each level.
    fn all_heirs(&self, pointer: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let mut next = vec![pointer.to_owned()];
        while let Some(base) = next.pop() {
            for heir in self.heirs.get(&base).into_iter().flatten() {
                if heir != pointer && !found.contains(heir) {
                    found.push(heir.clone());
                    next.push(heir.clone());
                }
            }
        }
        found
    }
}

/// The value of a discriminator that means the schema at `pointer`.
fn own_tag(discriminator: &oa::Discriminator, pointer: &str) -> Option<String> {
    let mapped = discriminator
        .mapping
        .iter()
        .find(|(_, target)| mapping_target(target) == pointer);
    match mapped {
        Some((value, _)) => Some(value.clone()),
        None => pointer
            .starts_with("/components/schemas/")
            .then(|| last_segment(pointer)),
    }
}

/// A mapping's target is a reference or the bare name of a schema (OpenAPI 3.0.3, 4.7.25).
pub(super) fn mapping_target(target: &str) -> String {
    match target.strip_prefix('#') {
        Some(pointer) => pointer.to_owned(),
        None => child_pointer("/components/schemas", target),
    }
}

/// The key that a pointer ends in.
pub(super) fn last_segment(pointer: &str) -> String {
    pointer_keys(pointer).next_back().unwrap_or_default()
}
