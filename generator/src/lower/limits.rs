//! Limits: what a schema says of the values of its type, and of what they hold.
//!
//! A structure or union has a definition of its own, which states its limits; those of all other
//! schemas stand where they are used, through all references.

use std::collections::BTreeSet;

use super::Lowering;
use super::facets::{AdditionalFacet, Facets};
use super::pattern::translated;
use crate::diagnostics::{Code, Place};
use crate::model::{Constraint, Pattern};
use crate::resolve::Link;

/// How many lists and maps in a row are looked through.
const DEPTH: usize = 16;

impl Lowering<'_, '_, '_> {
    /// The limits of a value for which these schemas stand, all of them at once.
    pub(super) fn limits<'l>(
        &mut self,
        links: impl IntoIterator<Item = &'l Link>,
    ) -> Vec<Constraint> {
        let pointers = links.into_iter().map(|link| link.pointer.clone());
        self.limits_at(pointers.collect(), DEPTH)
    }

    fn limits_at(&mut self, mut pending: Vec<String>, depth: usize) -> Vec<Constraint> {
        let mut limits: Vec<Constraint> = Vec::new();
        let mut held: Vec<String> = Vec::new();
        let mut seen = BTreeSet::new();
        pending.reverse();
        while let Some(pointer) = pending.pop() {
            let resolved = self.resolved;
            let Some(node) = resolved.schema(&pointer) else {
                continue;
            };
            if !seen.insert(node.place.pointer().to_owned()) {
                continue;
            }
            let facets = Facets::of(resolved, &node.value);
            if self.has_definition(&facets) {
                continue;
            }
            if depth == 0 {
                self.endless(&node.place, &facets);
                continue;
            }
            for limit in self.own_limits(&node.place, &facets) {
                if !limits.contains(&limit) {
                    limits.push(limit);
                }
            }
            let choices = [&facets.one_of, &facets.any_of].into_iter();
            let only = choices.filter(|links| links.len() == 1).flatten();
            let parts = facets.all_of.iter().chain(only);
            pending.extend(parts.map(|part| part.pointer.clone()));
            held.extend(facets.items.map(|items| items.pointer));
            if let Some(AdditionalFacet::Schema(values)) = facets.additional {
                held.push(values.pointer);
            }
        }
        if !held.is_empty() {
            let each = self.limits_at(held, depth.saturating_sub(1));
            limits.extend((!each.is_empty()).then_some(Constraint::Each(each)));
        }
        limits
    }

    /// The limits that a schema itself states, ready to be checked.
    pub(super) fn own_limits(&mut self, place: &Place, facets: &Facets) -> Vec<Constraint> {
        let limits = facets.constraints.iter();
        let limits = limits.map(|limit| match limit {
            Constraint::Pattern(pattern) => Constraint::Pattern(Pattern {
                regex: self.regex(place, &pattern.text),
                text: pattern.text.clone(),
            }),
            other => other.clone(),
        });
        limits.collect()
    }

    /// A pattern as it is checked; one that cannot be is noted once.
    fn regex(&mut self, place: &Place, pattern: &str) -> Option<String> {
        let place = place.child("pattern");
        if let Some(regex) = self.patterns.get(&place) {
            return regex.clone();
        }
        let regex = translated(pattern);
        if regex.is_none() {
            self.diagnostics
                .note(
                    Code::UnsupportedSchemaKeyword,
                    &place,
                    "this pattern looks around or back, or is too large, or is no regular expression",
                )
                .effect("`validate` does not check it")
                .help("write one that reads from left to right");
        }
        self.patterns.insert(place, regex.clone());
        regex
    }

    /// Whether a schema becomes a structure, a union or a tuple.
    fn has_definition(&self, facets: &Facets) -> bool {
        let mut pending = vec![];
        let mut seen = BTreeSet::new();
        let mut facets = Some(Facets {
            properties: facets.properties.clone(),
            one_of: facets.one_of.clone(),
            any_of: facets.any_of.clone(),
            all_of: facets.all_of.clone(),
            tuple: facets.tuple,
            ..Facets::default()
        });
        while let Some(this) = facets.take() {
            let is_choice = this.one_of.len() > 1 || this.any_of.len() > 1;
            if this.tuple || !this.properties.is_empty() || is_choice && !self.is_literal(&this) {
                return true;
            }
            let choices = this.one_of.into_iter().chain(this.any_of);
            pending.extend(this.all_of.into_iter().chain(choices));
            while let Some(link) = pending.pop() {
                if seen.insert(link.pointer.clone())
                    && let Some(node) = self.resolved.schema(&link.pointer)
                {
                    facets = Some(Facets::of(self.resolved, &node.value));
                    break;
                }
            }
        }
        false
    }

    /// Notes limits that lie too deep, as those of a list of itself do.
    fn endless(&mut self, place: &Place, facets: &Facets) {
        if !facets.constraints.is_empty() {
            self.diagnostics
                .note(
                    Code::UnsupportedSchemaKeyword,
                    place,
                    format!("this stands in more than {DEPTH} lists and maps in a row"),
                )
                .effect("`validate` does not check its limits there");
        }
    }
}
