//! Parts of an `allOf` that no value can be of at once.

use super::Lowering;
use super::facets::Facets;
use crate::diagnostics::Code;
use crate::resolve::Link;

impl Lowering<'_, '_, '_> {
    /// Reports a property that two parts of an `allOf` declare with different types.
    pub(super) fn all_of_conflict(&mut self, name: &str, earlier: &Link, later: &Link) {
        let (Some(first), Some(second)) = (self.declared_kind(earlier), self.declared_kind(later))
        else {
            return;
        };
        if !self.differ(earlier, later) {
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

    /// Reports a part of an `allOf` that is of another type than the first one.
    pub(super) fn kinds_conflict(&mut self, first: &Link, parts: &[Link]) {
        // A decimal is a number, whatever else the other part says of it.
        let kind_of = |part: &Link| {
            let node = self.resolved.schema(&part.pointer)?;
            Facets::of(self.resolved, &node.value).kind
        };
        let Some(kind) = kind_of(first) else {
            return;
        };
        let others = parts.iter().filter_map(|part| Some((part, kind_of(part)?)));
        let Some((part, other)) = others.into_iter().find(|(_, other)| !alike(&kind, other)) else {
            return;
        };
        self.diagnostics
            .warning(
                Code::AllOfConflict,
                &self.resolved.place(&part.pointer),
                format!("no value is of type `{other}` and of type `{kind}`"),
            )
            .also_at(&self.resolved.place(&first.pointer), "the other part")
            .effect("values are read as one of the two")
            .help("give all parts of the `allOf` one type");
    }

    /// Whether two schemas have different types.
    pub(super) fn differ(&self, earlier: &Link, later: &Link) -> bool {
        let (Some(first), Some(second)) = (self.declared_kind(earlier), self.declared_kind(later))
        else {
            return false;
        };
        !alike(&first, &second)
    }

    fn declared_kind(&self, link: &Link) -> Option<String> {
        let node = self.resolved.schema(&link.pointer)?;
        let facets = Facets::of(self.resolved, &node.value);
        let exact = facets.format.filter(|format| format.starts_with("decimal"));
        facets.kind.map(|kind| exact.unwrap_or(kind))
    }
}

/// Whether two kinds have values in common: an integer is a number with a limit.
fn alike(first: &str, second: &str) -> bool {
    first.replace("integer", "number") == second.replace("integer", "number")
}
