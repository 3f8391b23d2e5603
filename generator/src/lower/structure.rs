//! Structures: objects with properties, their `allOf` bases merged in, and hierarchies of them.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3 as oa;

use super::Lowering;
use super::choices::Choice;
use super::facets::{AdditionalFacet, Facets};
use super::sensitive::hidden;
use crate::diagnostics::{Code, child_pointer, nearest, pointer_keys};
use crate::model::{Additional, Constraint, Field, Structure, Type, TypeId, TypeName, TypeShape};
use crate::resolve::Link;

/// How many schemas may extend one another in a row.
pub(super) const BASES_AT_MOST: usize = 64;

/// A property as it is declared.
pub(super) struct Property {
    /// The pointer of the declaration, which may be a `$ref`.
    pub(super) origin: String,
    /// Its schema.
    pub(super) link: Link,
    /// What other parts of an `allOf` say of it, before the schema or after it.
    pub(super) others: Vec<Link>,
}

/// What a schema and its bases say together.
#[derive(Default)]
pub(super) struct Merged {
    pub(super) properties: IndexMap<String, Property>,
    /// Unions whose properties stand beside these.
    pub(super) choices: Vec<Choice>,
    /// Required names with the pointer of the schema that requires them.
    pub(super) required: IndexMap<String, String>,
    pub(super) additional: Option<AdditionalFacet>,
    /// Limits on the object as a whole.
    limits: Vec<Constraint>,
    /// Discriminators of the schema and its bases: property and the mapping.
    pub(super) discriminators: Vec<oa::Discriminator>,
    seen: BTreeSet<String>,
    /// The schemas that are being merged, each a part of the one before it.
    open: Vec<String>,
}

impl Merged {
    /// Whether a schema is a part of what is being merged.
    pub(super) fn is_part(&self, pointer: &str) -> bool {
        self.open.iter().any(|open| open == pointer)
    }

    /// Begins what a branch of this one says by itself; [`Self::close`] ends it.
    pub(super) fn open(&mut self) -> Self {
        Self {
            open: std::mem::take(&mut self.open),
            seen: std::mem::take(&mut self.seen),
            ..Self::default()
        }
    }

    /// Ends what a branch says: it is not asked for again.
    pub(super) fn close(&mut self, branch: &mut Self) {
        self.open = std::mem::take(&mut branch.open);
        self.seen = std::mem::take(&mut branch.seen);
    }

    /// Whether a schema has been merged.
    pub(super) fn is_seen(&self, pointer: &str) -> bool {
        self.seen.contains(pointer)
    }
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
        if let [first, others @ ..] = facets.all_of.as_slice() {
            self.kinds_conflict(first, others);
        }
        let structure = self.structure(id, pointer);
        if let [only] = structure.fields.as_slice()
            && only.flat
            && structure.additional == Additional::Ignored
        {
            return TypeShape::Alias(only.ty.clone());
        }
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
        let choices = std::mem::take(&mut merged.choices);
        let properties = std::mem::take(&mut merged.properties);
        let mut fields: Vec<Field> = properties
            .into_iter()
            .filter(|(wire, _)| !self.tells_choices(wire, &choices))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|(wire, property)| self.field(id, pointer, &merged, wire, property))
            .collect();
        fields.extend(self.choice_fields(id, choices));
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
        let mut constraints = std::mem::take(&mut merged.limits);
        if let Some(AdditionalFacet::Schema(link)) = &merged.additional {
            let each = self.limits([link]);
            constraints.extend((!each.is_empty()).then_some(Constraint::Each(each)));
        }
        Structure {
            fields,
            additional,
            constraints,
            parts: None,
            headers: None,
            xml: None,
            csv: None,
        }
    }

    /// Adds what the schema at `pointer` says, its bases first.
    pub(super) fn merge(&mut self, pointer: &str, merged: &mut Merged) {
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
        let declared = child_pointer(&at, "properties");
        for (name, link) in &facets.properties {
            let origin = child_pointer(&declared, name);
            let mut others = Vec::new();
            if let Some(earlier) = merged.properties.get_mut(name) {
                if self.says_no_type(link) {
                    earlier.others.push(link.clone());
                    continue;
                }
                others.append(&mut earlier.others);
                others.push(earlier.link.clone());
                let earlier = earlier.link.clone();
                self.all_of_conflict(name, &earlier, link);
            }
            let property = Property {
                origin,
                link: link.clone(),
                others,
            };
            merged.properties.insert(name.clone(), property);
        }
        for name in &facets.required {
            let required = merged.required.entry(name.clone());
            required.or_insert_with(|| at.clone());
        }
        if facets.additional.is_some() {
            merged.additional.clone_from(&facets.additional);
        }
        merged.discriminators.extend(discriminator);
        let limits = facets.constraints.iter();
        merged
            .limits
            .extend(limits.filter(|limit| is_of_object(limit)).cloned());
        self.merge_choices(&at, &facets, merged);
        merged.open.pop();
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

    /// Whether a schema that stands in place lists its values there.
    pub(super) fn lists_itself(&self, link: &Link) -> bool {
        let node = self.resolved.schema(&link.pointer);
        link.inline
            && node.is_some_and(|node| {
                let facets = Facets::of(self.resolved, &node.value);
                facets.listed().next().is_some()
            })
    }
}

/// Whether a limit is on an object as a whole.
fn is_of_object(limit: &Constraint) -> bool {
    matches!(
        limit,
        Constraint::MinProperties(_) | Constraint::MaxProperties(_)
    )
}

/// The key that a pointer ends in.
pub(super) fn last_segment(pointer: &str) -> String {
    pointer_keys(pointer).next_back().unwrap_or_default()
}
