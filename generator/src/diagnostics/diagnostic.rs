//! One finding and its parts.

use super::{Code, Place};

/// How much a finding costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Code is written, with the stated effect; strict mode refuses.
    Warning,
    /// Worth knowing; nothing is lost.
    Note,
}

impl Severity {
    /// The word that begins the printed finding: `error`, `warning` or `note`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A finding about a spec.
///
/// Texts are lower-case sentences without a full stop, literals in back-ticks. They may hold text
/// of the spec as it is: rendering makes control characters visible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that was broken.
    pub code: Code,
    /// What the finding costs.
    pub severity: Severity,
    /// The fact, for example "`requried` is not a Schema keyword".
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// What follows for the generated code, for example "`listPets` is left out".
    pub effect: Option<String>,
    /// The way out, for example "did you mean `required`?".
    pub help: Option<String>,
    /// Other places that belong to the finding, each with a label.
    pub also: Vec<(Place, String)>,
}

impl Diagnostic {
    /// A finding without effect, help and further places.
    pub fn new(severity: Severity, code: Code, place: &Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            place: place.clone(),
            effect: None,
            help: None,
            also: Vec::new(),
        }
    }

    /// Says what follows for the generated code.
    pub fn effect(&mut self, effect: impl Into<String>) -> &mut Self {
        self.effect = Some(effect.into());
        self
    }

    /// Says what the author of the spec can do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a place that belongs to the finding, for example the first of two equal names.
    pub fn also_at(&mut self, place: &Place, label: impl Into<String>) -> &mut Self {
        self.also.push((place.clone(), label.into()));
        self
    }
}
