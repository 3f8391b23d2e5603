//! Literals: unions that are one enumeration, such as `anyOf` of any string and a list of strings.

use std::collections::BTreeSet;

use super::facets::Facets;
use super::{Lowering, documentation};
use crate::model::{Doc, Enumeration, IntegerKind, Others, Values, Variant, VariantValue};
use crate::resolve::Link;

/// How deep unions of unions are looked into.
const DEPTH: usize = 16;

/// A branch that lists values, or that allows all of a kind.
struct Literal {
    link: Link,
    facets: Facets,
    is_list: bool,
}

impl Lowering<'_, '_, '_> {
    /// The one named list that a union adds nothing to but that other values are possible, which
    /// they always are.
    pub(super) fn only_list(&self, links: &[Link]) -> Option<Link> {
        let literals = self.literals(links)?;
        let mut lists = literals.iter().filter(|literal| literal.is_list);
        let only = lists.next()?;
        let is_only = lists.all(|other| other.link.pointer == only.link.pointer);
        // A `const` does not have the other values.
        let is_whole = !only.facets.constant || literals.iter().all(|literal| literal.is_list);
        (is_only && is_whole && !only.link.inline).then(|| only.link.clone())
    }

    /// Whether a union is one of `true` and `false`.
    pub(super) fn is_flag(&self, links: &[Link]) -> bool {
        let literals = self.literals(links).unwrap_or_default();
        literals.len() > 1 && literals.iter().all(|literal| is_flag(&literal.facets))
    }

    /// Whether a schema is a union that amounts to an enumeration.
    pub(super) fn is_literal(&self, facets: &Facets) -> bool {
        [&facets.one_of, &facets.any_of]
            .into_iter()
            .any(|links| facets.says_only_choices() && self.literals(links).is_some())
    }

    /// The enumeration that a union is, if each of its branches lists values or allows all others.
    pub(super) fn one_enumeration(&mut self, links: &[Link]) -> Option<Enumeration> {
        let literals = self.literals(links)?;
        let mut variants: Vec<Variant> = Vec::new();
        let mut known = BTreeSet::new();
        let mut values: Option<Values> = None;
        for literal in literals.iter().filter(|literal| literal.is_list) {
            let mut list = self.enumeration(&literal.link.pointer, &literal.facets);
            // A list of one value is a way to describe the value.
            if let [only] = list.variants.as_mut_slice() {
                only.doc = only.doc.take().or_else(|| self.described(&literal.link));
            }
            values = Some(values.map_or(list.values, |values| both(values, list.values)));
            let new = list.variants.into_iter();
            variants.extend(new.filter(|variant| known.insert(variant.value.clone())));
        }
        // An open number takes integers out of the list, too.
        let is_number = |literal: &Literal| {
            !literal.is_list && literal.facets.kind.as_deref() == Some("number")
        };
        let values = match values? {
            Values::Integers(_) if literals.iter().any(is_number) => Values::Numbers,
            values => values,
        };
        // Nothing but booleans is what a `bool` is for.
        variants
            .iter()
            .find(|variant| !matches!(variant.value, VariantValue::Boolean(_)))?;
        Some(Enumeration {
            variants,
            values,
            others: match literals.iter().all(|literal| literal.is_list) {
                true => Others::Kept,
                false => Others::Allowed,
            },
        })
    }

    fn described(&self, link: &Link) -> Option<Doc> {
        let data = &self.resolved.schema(&link.pointer)?.value.schema_data;
        documentation::of_schema(data)
    }

    /// The branches of a union, if each lists values or allows all of the listed kind.
    fn literals(&self, links: &[Link]) -> Option<Vec<Literal>> {
        let mut literals = Vec::new();
        self.collect_literals(links, DEPTH, &mut BTreeSet::new(), &mut literals)?;
        let kind = |literal: &Literal| {
            let kind = literal.facets.kind.as_deref();
            kind.map(|kind| kind.replace("integer", "number"))
        };
        let open = literals.iter().find(|literal| !literal.is_list);
        let fits = open.is_none_or(|open| {
            let of_kind = |literal: &Literal| kind(literal) == kind(open);
            literals.iter().all(of_kind)
        });
        (fits && literals.iter().any(|literal| literal.is_list)).then_some(literals)
    }

    fn collect_literals(
        &self,
        links: &[Link],
        depth: usize,
        seen: &mut BTreeSet<String>,
        literals: &mut Vec<Literal>,
    ) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        for link in links {
            if !seen.insert(link.pointer.clone()) {
                continue;
            }
            let node = self.resolved.schema(&link.pointer)?;
            if node.value.schema_data.nullable || self.is_sensitive(&link.pointer) {
                return None;
            }
            let facets = Facets::of(self.resolved, &node.value);
            let nested: Vec<Link> = [&facets.one_of, &facets.any_of, &facets.all_of]
                .into_iter()
                .flatten()
                .cloned()
                .collect();
            if let [_, ..] = nested.as_slice() {
                let is_choice = facets.all_of.is_empty() && facets.says_only_choices();
                if !is_choice && self.wrapped(&facets).is_none() {
                    return None;
                }
                self.collect_literals(&nested, depth, seen, literals)?;
                continue;
            }
            let is_list = self.is_enumeration(&facets) || is_flag(&facets);
            let is_open = matches!(
                facets.kind.as_deref(),
                Some("string" | "integer" | "number")
            ) && facets.format.is_none()
                && facets.enumeration.is_empty();
            if !is_list && !is_open {
                return None;
            }
            literals.push(Literal {
                link: link.clone(),
                facets,
                is_list,
            });
        }
        Some(())
    }
}

/// Whether a schema lists booleans.
fn is_flag(facets: &Facets) -> bool {
    facets.listed().next().is_some() && facets.listed().all(serde_json::Value::is_boolean)
}

/// What the values of two lists are together.
fn both(first: Values, second: Values) -> Values {
    match (first, second) {
        (first, second) if first == second => first,
        (Values::Integers(_), Values::Integers(_)) => Values::Integers(IntegerKind::I64),
        (Values::Integers(_) | Values::Numbers, Values::Integers(_) | Values::Numbers) => {
            Values::Numbers
        }
        _ => Values::Mixed,
    }
}
