//! Findings that say the same of many places, which a person reads once.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Diagnostics, Locate, Severity};

/// So many findings of one text are printed one by one; of more, the first, and the places of others.
const SHOWN_EACH: usize = 3;

/// A finding, and those behind it that say the same of other places.
pub(super) struct Alike<'d> {
    pub(super) first: &'d Diagnostic,
    pub(super) others: Vec<&'d Diagnostic>,
}

impl<'d> Alike<'d> {
    /// All findings, in the order of the first of each kind.
    pub(super) fn all(diagnostics: &'d Diagnostics, locate: &dyn Locate) -> Vec<Self> {
        let sorted = diagnostics.sorted(locate);
        let mut counts: BTreeMap<_, usize> = BTreeMap::new();
        for diagnostic in &sorted {
            *counts.entry(said(diagnostic)).or_default() += 1;
        }
        let mut kinds: BTreeMap<_, usize> = BTreeMap::new();
        let mut all: Vec<Self> = Vec::new();
        for diagnostic in sorted {
            let said = said(diagnostic);
            let is_often = counts.get(&said).is_some_and(|count| *count > SHOWN_EACH);
            // What has further places is about these, too.
            let is_alike = is_often && diagnostic.also.is_empty();
            let known = kinds.get(&said).filter(|_| is_alike);
            match known.and_then(|index| all.get_mut(*index)) {
                Some(alike) => alike.others.push(diagnostic),
                None => {
                    if is_alike {
                        kinds.insert(said, all.len());
                    }
                    all.push(Self {
                        first: diagnostic,
                        others: Vec::new(),
                    });
                }
            }
        }
        all
    }

    pub(super) fn count(&self) -> usize {
        1 + self.others.len()
    }
}

type Said<'d> = (Severity, Code, [&'d str; 3]);

/// What a finding says, without its place.
fn said(diagnostic: &Diagnostic) -> Said<'_> {
    let texts = [
        diagnostic.message.as_str(),
        diagnostic.effect.as_deref().unwrap_or_default(),
        diagnostic.help.as_deref().unwrap_or_default(),
    ];
    (diagnostic.severity, diagnostic.code, texts)
}
