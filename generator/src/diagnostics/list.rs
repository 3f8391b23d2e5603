//! The findings of a run, in the order in which a person reads them.

use super::{Code, Diagnostic, Locate, Place, Severity, Tally};

/// All findings of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding that leaves nothing sensible to generate.
    pub fn error(
        &mut self,
        code: Code,
        place: &Place,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Diagnostic::new(Severity::Error, code, place, message))
    }

    /// Adds a finding that costs something; the caller says what with [`Diagnostic::effect`].
    pub fn warning(
        &mut self,
        code: Code,
        place: &Place,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Diagnostic::new(Severity::Warning, code, place, message))
    }

    /// Adds a finding that costs nothing.
    pub fn note(
        &mut self,
        code: Code,
        place: &Place,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Diagnostic::new(Severity::Note, code, place, message))
    }

    /// Adds a finding made elsewhere.
    pub fn push(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        self.found.push_mut(diagnostic)
    }

    /// Adds the findings of another list behind those of this one.
    pub fn append(&mut self, other: Self) {
        self.found.extend(other.found);
    }

    /// Changes the place of every finding, for example to where its author wrote it.
    pub fn relocate(&mut self, place: impl Fn(&Place) -> Place) {
        for diagnostic in &mut self.found {
            diagnostic.place = place(&diagnostic.place);
            for (other, _) in &mut diagnostic.also {
                *other = place(other);
            }
        }
    }

    /// Forgets the findings that are not to be told.
    pub fn retain(&mut self, is_told: impl FnMut(&Diagnostic) -> bool) {
        self.found.retain(is_told);
    }

    /// Whether a finding leaves nothing sensible to generate.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Whether nothing may be written: an error, or with `strict` a warning, was found.
    pub fn is_refused(&self, strict: bool) -> bool {
        self.has_errors() || (strict && self.count(Severity::Warning) > 0)
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }

    /// How many findings of each severity [`sorted`](Self::sorted) shows.
    pub fn tally(&self, locate: &dyn Locate) -> Tally {
        let sorted = self.sorted(locate).into_iter();
        sorted.map(|diagnostic| diagnostic.severity).collect()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The findings in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// The findings by file, line, column and code.
    ///
    /// A shared node is visited once per use; what was found there each time appears once.
    pub fn sorted(&self, locate: &dyn Locate) -> Vec<&Diagnostic> {
        let mut placed: Vec<_> = self
            .iter()
            .map(|diagnostic| {
                let location = locate.locate(&diagnostic.place);
                let line_and_column = location.map(|location| (location.line, location.column));
                (
                    (diagnostic.place.file(), line_and_column, diagnostic.code),
                    diagnostic,
                )
            })
            .collect();
        placed.sort_by_key(|(order, _)| *order);
        placed.dedup_by(|(_, later), (_, earlier)| later == earlier);
        placed
            .into_iter()
            .map(|(_, diagnostic)| diagnostic)
            .collect()
    }
}
