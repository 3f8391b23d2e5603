//! Choices: `oneOf` and `anyOf` beside properties, where an object has properties of its own and
//! those of a branch.

use super::Lowering;
use super::facets::{AdditionalFacet, Facets};
use super::structure::Merged;
use crate::diagnostics::{Code, Place};
use crate::model::{Field, Origin, Presence, Type, TypeId, TypeName};
use crate::resolve::Link;

/// A `oneOf` whose branches hold properties of the same object.
pub(super) struct Choice {
    /// The schema that has the keyword.
    pointer: String,
    keyword: &'static str,
    links: Vec<Link>,
}

impl Lowering<'_, '_, '_> {
    /// Whether the branches of a union all extend it, so that each has its properties already.
    pub(super) fn is_choice_of_heirs(&self, pointer: &str, links: &[Link]) -> bool {
        let extends = |link: &Link| self.extends(&link.pointer, pointer);
        !links.is_empty() && links.iter().all(extends)
    }

    /// Whether a schema extends another, directly or not.
    pub(super) fn extends(&self, pointer: &str, base: &str) -> bool {
        let mut bases = self.family(pointer).into_iter().skip(1);
        bases.any(|above| above == base)
    }

    /// Adds the branches of a `oneOf` or `anyOf` to an object.
    pub(super) fn merge_choices(&mut self, pointer: &str, facets: &Facets, merged: &mut Merged) {
        let node = self.resolved.schema(pointer);
        let is_tagged = node.is_some_and(|node| node.value.schema_data.discriminator.is_some());
        for (keyword, links) in [("oneOf", &facets.one_of), ("anyOf", &facets.any_of)] {
            // A base lists its heirs, and this object is one of them.
            let is_heir = |link: &Link| merged.is_part(&link.pointer);
            if links.is_empty() || links.iter().any(is_heir) {
                continue;
            }
            let telling: Vec<Link> = links
                .iter()
                .filter(|link| !self.only_requires(link))
                .cloned()
                .collect();
            let place = self.resolved.place(pointer).child(keyword);
            if telling.is_empty() {
                self.unchecked(keyword, &place);
            } else if keyword == "oneOf" || is_tagged {
                merged.choices.push(Choice {
                    pointer: pointer.to_owned(),
                    keyword,
                    links: telling,
                });
            } else {
                self.merge_any(&telling, &place, merged);
            }
        }
    }

    /// Whether a branch says nothing of its properties but which have to be there.
    fn only_requires(&self, link: &Link) -> bool {
        let node = self.resolved.schema(&link.pointer);
        node.is_some_and(|node| {
            let facets = Facets::of(self.resolved, &node.value);
            let is_object = matches!(facets.kind.as_deref(), None | Some("object"));
            link.inline
                && is_object
                && facets.properties.is_empty()
                && facets.additional.is_none()
                && facets.items.is_none()
                && facets.enumeration.is_empty()
                && facets.all_of.is_empty()
                && facets.one_of.is_empty()
                && facets.any_of.is_empty()
        })
    }

    /// Any of the branches of an `anyOf` may hold at once, so their properties are optional ones.
    fn merge_any(&mut self, links: &[Link], place: &Place, merged: &mut Merged) {
        let mut parts = Vec::new();
        for link in links {
            if merged.is_seen(&link.pointer) {
                continue;
            }
            let mut part = merged.open();
            self.merge(&link.pointer, &mut part);
            merged.close(&mut part);
            parts.push(part);
        }
        let mut differs = parts
            .iter()
            .any(|part| part.properties.is_empty() && part.additional.is_none());
        for part in parts {
            for (name, property) in part.properties {
                match merged.properties.get(&name) {
                    Some(earlier) => differs |= self.differ(&earlier.link, &property.link),
                    None => {
                        merged.properties.insert(name, property);
                    }
                }
            }
            merged.choices.extend(part.choices);
            merged.additional = merged.additional.take().or(part.additional);
        }
        if differs {
            self.diagnostics
                .warning(
                    Code::UnsupportedSchemaKeyword,
                    place,
                    "the branches of this `anyOf` give a property several types, or are no objects",
                )
                .effect(
                    "the first type is used; what else there is, is kept as additional properties",
                )
                .help("give each property one type in all branches");
            merged.additional = Some(AdditionalFacet::Flag(true));
        }
    }

    /// The fields that hold the branches.
    pub(super) fn choice_fields(&mut self, owner: TypeId, choices: Vec<Choice>) -> Vec<Field> {
        let mut fields = Vec::new();
        for (index, choice) in choices.into_iter().enumerate() {
            let wire = match index {
                0 => choice.keyword.to_owned(),
                _ => format!("{}{}", choice.keyword, index + 1),
            };
            let origin = self.resolved.place(&choice.pointer).child(choice.keyword);
            let ty = match self.named_choice(&choice) {
                Some(id) => Type::Named(id),
                None => {
                    let part = wire.clone();
                    let id = self.reserve(&choice.pointer, TypeName::Part { owner, part });
                    let shape = self.union_of(owner, &choice.pointer, &choice.links);
                    self.fill(id, |def| {
                        def.shape = shape;
                        def.origin = Origin(origin.pointer().to_owned());
                    });
                    Type::Named(id)
                }
            };
            fields.push(Field {
                wire,
                rust_name: None,
                origin: Origin(origin.pointer().to_owned()),
                doc: super::doc(Some("The properties of one of several kinds.")),
                deprecated: false,
                ty,
                presence: Presence::Required,
                default: None,
                constraints: Vec::new(),
                fixed: None,
                example: None,
                idempotency: None,
                flat: true,
            });
        }
        fields
    }

    /// The definition of a named schema that is nothing but the choice.
    fn named_choice(&mut self, choice: &Choice) -> Option<TypeId> {
        let key = choice.pointer.strip_prefix("/components/schemas/")?;
        let node = self.resolved.schema(&choice.pointer)?;
        let facets = Facets::of(self.resolved, &node.value);
        let is_only_that = facets.says_only_choices() && facets.all_of.is_empty();
        (!key.contains('/') && is_only_that).then(|| self.named(&choice.pointer))
    }

    /// Whether a property tells the branches of a choice apart, and so is theirs.
    pub(super) fn tells_choices(&self, property: &str, choices: &[Choice]) -> bool {
        let mut choices = choices.iter();
        choices.any(|choice| self.discriminator(&choice.pointer) == Some(property))
    }

    /// Notes a keyword that only rules values out.
    pub(super) fn unchecked(&mut self, keyword: &str, place: &Place) {
        self.diagnostics
            .note(
                Code::UnsupportedSchemaKeyword,
                place,
                format!("`{keyword}` is not checked"),
            )
            .effect("values that it rules out are sent and accepted");
    }
}
