//! Tags: the values of discriminators, and who writes them.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3 as oa;

use super::Lowering;
use super::facets;
use super::hierarchy::mapping_target;
use super::structure::{BASES_AT_MOST, last_segment};
use crate::model::{
    Dispatch, Enumeration, Others, Structure, Tagged, Type, TypeId, TypeShape, Union, Value,
    Values, VariantValue,
};
use crate::resolve::Link;

/// How many types may name one another in a row.
const DEPTH: usize = 64;

impl Lowering<'_, '_, '_> {
    /// The value of a property that means the schema at `pointer`: as a discriminator maps it, or
    /// as it follows from the schema.
    pub(super) fn own_tag(
        &self,
        discriminators: &[oa::Discriminator],
        property: &str,
        pointer: &str,
    ) -> Option<String> {
        let mapped = |pointer: &str| {
            discriminators
                .iter()
                .filter(|discriminator| discriminator.property_name == property)
                .flat_map(|discriminator| &discriminator.mapping)
                .find(|(_, target)| mapping_target(target) == pointer)
                .map(|(value, _)| value.clone())
        };
        // A schema that another property tells from its siblings has the tag of their base.
        let mut pointer = pointer.to_owned();
        for _ in 0..BASES_AT_MOST {
            if let Some(value) = mapped(&pointer) {
                return Some(value);
            }
            match self.told_apart_by(property, &pointer) {
                Some(base) => pointer = base,
                None => break,
            }
        }
        self.unmapped_tag(property, &pointer)
    }

    /// The value that no mapping gives: the only one that is allowed, or the name of the schema.
    pub(super) fn unmapped_tag(&self, property: &str, pointer: &str) -> Option<String> {
        let declared = self.declared_property(property, pointer);
        let listed = declared.map_or_else(Vec::new, |link| self.listed(&link));
        if let [Value::String(only)] = listed.as_slice() {
            return Some(only.clone());
        }
        // Only a named schema has a name that a tag could be.
        let key = pointer.strip_prefix("/components/schemas/")?;
        let name = (!key.contains('/')).then(|| last_segment(pointer))?;
        (listed.is_empty() || listed.iter().any(|value| *value == name.as_str())).then_some(name)
    }

    /// Whether a schema is reached through another heir of the same base, which tells its own heirs
    /// apart by another property.
    pub(super) fn is_told_apart_below(&self, property: &str, heir: &str) -> bool {
        let mut pointer = heir.to_owned();
        for _ in 0..BASES_AT_MOST {
            if self.told_apart_by(property, &pointer).is_some() {
                return true;
            }
            match self.bases(&pointer).into_iter().next() {
                Some(above) => pointer = above,
                None => break,
            }
        }
        false
    }

    /// The base of a schema that has a discriminator of its own, other than the one on `property`
    /// that it is itself told by.
    fn told_apart_by(&self, property: &str, pointer: &str) -> Option<String> {
        self.bases(pointer).into_iter().find(|base| {
            let own = self.discriminator(base);
            own.is_some_and(|own| own != property) && self.is_told_by(property, base)
        })
    }

    /// Whether a schema extends one whose heirs are told apart by `property`.
    fn is_told_by(&self, property: &str, pointer: &str) -> bool {
        let mut bases = self.family(pointer).into_iter().skip(1);
        bases.any(|base| self.discriminator(&base) == Some(property))
    }

    /// The property that tells the heirs or branches of a schema apart.
    pub(super) fn discriminator(&self, pointer: &str) -> Option<&str> {
        let discriminator = &self
            .resolved
            .schema(pointer)?
            .value
            .schema_data
            .discriminator;
        let discriminator = discriminator.as_ref()?;
        Some(&discriminator.property_name)
    }

    /// The named schemas that a schema extends.
    fn bases(&self, pointer: &str) -> Vec<String> {
        let Some(node) = self.resolved.schema(pointer) else {
            return Vec::new();
        };
        facets::bases(self.resolved, &node.value)
            .into_iter()
            .filter(|base| !base.inline)
            .map(|base| base.pointer)
            .collect()
    }

    /// A schema and all that it extends, each once, as far as `merge` looks.
    pub(super) fn family(&self, pointer: &str) -> Vec<String> {
        let mut family = vec![pointer.to_owned()];
        let mut seen = BTreeSet::from([pointer.to_owned()]);
        let mut generation = 0..1;
        for _ in 0..BASES_AT_MOST {
            let above = family.len();
            for index in generation {
                let Some(pointer) = family.get(index) else {
                    continue;
                };
                let node = self.resolved.schema(pointer);
                let bases = node.map(|node| facets::bases(self.resolved, &node.value));
                // What is said later holds.
                for base in bases.unwrap_or_default().into_iter().rev() {
                    if seen.insert(base.pointer.clone()) {
                        family.push(base.pointer);
                    }
                }
            }
            generation = above..family.len();
        }
        family
    }

    /// The schema of a property, of a schema or of those that it extends.
    fn declared_property(&self, property: &str, pointer: &str) -> Option<Link> {
        self.family(pointer).into_iter().find_map(|pointer| {
            let node = self.resolved.schema(&pointer)?;
            facets::property(self.resolved, &node.value, property)
        })
    }

    /// Whether no value can be of a discriminated base itself: it has to name one of a few kinds,
    /// and each of them is that of an heir.
    pub(super) fn is_abstract(
        &self,
        property: &str,
        pointer: &str,
        cases: &[(String, String)],
    ) -> bool {
        let declared = self.declared_property(property, pointer);
        let listed = declared.map_or_else(Vec::new, |link| self.listed(&link));
        let is_of_heir = |value: &Value| {
            let mut cases = cases.iter();
            cases.any(|(case, target)| value == case.as_str() && target != pointer)
        };
        !listed.is_empty() && listed.iter().all(is_of_heir) && self.requires(property, pointer)
    }

    /// Whether a schema, or one that it extends, requires a property.
    pub(super) fn requires(&self, property: &str, pointer: &str) -> bool {
        self.family(pointer).into_iter().any(|pointer| {
            let node = self.resolved.schema(&pointer);
            node.is_some_and(|node| {
                let mut required = facets::required(&node.value).iter();
                required.any(|required| required == property)
            })
        })
    }

    /// Gives each branch of a union its tag, when all types are known: in the field that has it, or
    /// else from the union.
    pub(super) fn tag_branches(&mut self) {
        let mut wishes: BTreeMap<(TypeId, usize), BTreeSet<&str>> = BTreeMap::new();
        let mut unions: BTreeMap<usize, Union> = BTreeMap::new();
        for (index, def) in self.types.iter().enumerate() {
            let TypeShape::Union(union) = &def.shape else {
                continue;
            };
            let Dispatch::Tag {
                property, cases, ..
            } = &union.dispatch
            else {
                continue;
            };
            for (value, branch) in cases {
                let Some(branch) = union.branches.get(*branch) else {
                    continue;
                };
                if let Some(place) = self.untagged_field(&branch.ty, property) {
                    wishes.entry(place).or_default().insert(value);
                }
            }
            let lacks = |branch: &Tagged| self.lacks(&branch.ty, property);
            if union.branches.iter().any(lacks) {
                let tagged = with_tags(union, cases, lacks);
                unions.insert(index, tagged);
            }
        }
        let fixed: Vec<(TypeId, usize, String)> = wishes
            .into_iter()
            .filter_map(|((id, field), values)| {
                let mut values = values.into_iter();
                let only = values.next()?.to_owned();
                values.next().is_none().then_some((id, field, only))
            })
            .collect();
        for (id, index, value) in fixed {
            self.fill(id, |def| {
                if let TypeShape::Structure(structure) = &mut def.shape
                    && let Some(field) = structure.fields.get_mut(index)
                {
                    field.fixed = Some(value.into());
                }
            });
        }
        for (index, union) in unions {
            self.fill(TypeId(index), |def| def.shape = TypeShape::Union(union));
        }
    }

    /// The field of a structure that holds the tag, if its value is not known yet.
    fn untagged_field(&self, ty: &Type, property: &str) -> Option<(TypeId, usize)> {
        let (id, structure) = self.structure_behind(ty)?;
        let index = structure
            .fields
            .iter()
            .position(|field| field.wire == property && field.fixed.is_none())?;
        Some((id, index))
    }

    fn structure_behind(&self, ty: &Type) -> Option<(TypeId, &Structure)> {
        let mut ty = ty;
        for _ in 0..DEPTH {
            let Type::Named(id) = ty else { return None };
            match &self.types.get(id.0)?.shape {
                TypeShape::Structure(structure) => return Some((*id, structure)),
                TypeShape::Alias(target) => ty = target,
                TypeShape::Union(_) | TypeShape::Enumeration(_) | TypeShape::Tuple(_) => {
                    return None;
                }
            }
        }
        None
    }

    /// Whether values of a type are objects that do not write a property by themselves.
    fn lacks(&self, ty: &Type, property: &str) -> bool {
        let mut pending = vec![ty];
        let mut seen = BTreeSet::new();
        while let Some(ty) = pending.pop() {
            match ty {
                Type::Map(_) => return true,
                Type::Nullable(inner) | Type::Sensitive(inner) => pending.push(inner),
                Type::Named(id) if seen.insert(*id) => {
                    match self.types.get(id.0).map(|def| &def.shape) {
                        Some(TypeShape::Alias(target)) => pending.push(target),
                        Some(TypeShape::Structure(structure)) => {
                            let mut fields = structure.fields.iter();
                            if !fields.any(|field| field.wire == property) {
                                return true;
                            }
                        }
                        Some(TypeShape::Union(union)) => match &union.dispatch {
                            Dispatch::Tag { property: own, .. } if own == property => {}
                            Dispatch::Tag { .. } | Dispatch::Shape(_) => {
                                pending.extend(union.branches.iter().map(|branch| &branch.ty));
                            }
                        },
                        Some(TypeShape::Enumeration(_) | TypeShape::Tuple(_)) | None => {}
                    }
                }
                _ => {}
            }
        }
        false
    }

    /// Brings fixed values into the form of their field's type, or asks for those that have none.
    pub(super) fn settle_fixed(&mut self) {
        let mut settled: Vec<(TypeId, usize, Option<Value>)> = Vec::new();
        for (index, def) in self.types.iter().enumerate() {
            let TypeShape::Structure(structure) = &def.shape else {
                continue;
            };
            for (field_index, field) in structure.fields.iter().enumerate() {
                if let Some(value) = &field.fixed {
                    let value = self.as_type(value, &field.ty, DEPTH);
                    settled.push((TypeId(index), field_index, value));
                }
            }
        }
        for (id, index, value) in settled {
            self.fill(id, |def| {
                if let TypeShape::Structure(structure) = &mut def.shape
                    && let Some(field) = structure.fields.get_mut(index)
                {
                    field.fixed = value;
                }
            });
        }
    }

    /// A value as it is for a type; `None` if the type has no such value.
    fn as_type(&self, value: &Value, ty: &Type, depth: usize) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        let text = || match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let parsed = || serde_json::from_str::<Value>(&text()).ok();
        match ty {
            Type::String | Type::Any => Some(text().into()),
            Type::Null => value.is_null().then_some(Value::Null),
            Type::Boolean => parsed().filter(Value::is_boolean),
            Type::Integer(_) => parsed().filter(Value::is_i64),
            Type::Float => parsed().filter(Value::is_number),
            Type::Named(id) => match &self.types.get(id.0)?.shape {
                TypeShape::Alias(target) => self.as_type(value, target, depth),
                TypeShape::Enumeration(list) => listed_or_open(list, &text(), value),
                TypeShape::Structure(_) | TypeShape::Union(_) | TypeShape::Tuple(_) => None,
            },
            _ => None,
        }
    }
}

/// A value of an enumeration: the variant with that text, or text where any is possible.
fn listed_or_open(list: &Enumeration, text: &str, value: &Value) -> Option<Value> {
    let variant = list.variants.iter().find(|variant| match &variant.value {
        VariantValue::String(listed) => listed == text,
        other => other.json() == text,
    });
    // A `const` is what it is, whatever a mapping calls it.
    let only = list
        .variants
        .first()
        .filter(|_| list.others == Others::Refused);
    match (variant.or(only), list.values) {
        (Some(variant), _) => serde_json::from_str(&variant.value.json()).ok(),
        (None, Values::Strings) => value.is_string().then(|| value.clone()),
        (None, Values::Integers(_) | Values::Numbers | Values::Booleans | Values::Mixed) => None,
    }
}

/// A union that writes the tags of those branches that do not; one that stands for several tags
/// becomes a branch for each.
fn with_tags(union: &Union, cases: &[(String, usize)], lacks: impl Fn(&Tagged) -> bool) -> Union {
    let mut union = union.clone();
    let mut told: Vec<(String, usize)> = Vec::new();
    for (value, index) in cases {
        let mut index = *index;
        if let Some(branch) = union.branches.get_mut(index).filter(|branch| lacks(branch)) {
            if branch.tag.is_none() {
                branch.tag = Some(value.clone());
            } else {
                let another = Tagged {
                    label: value.clone(),
                    rust_name: None,
                    tag: Some(value.clone()),
                    ..branch.clone()
                };
                index = union.branches.len();
                union.branches.push(another);
            }
        }
        told.push((value.clone(), index));
    }
    if let Dispatch::Tag { cases, .. } = &mut union.dispatch {
        *cases = told;
    }
    union
}
