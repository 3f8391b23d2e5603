//! How many findings there are of each severity.

use std::fmt;

use super::Severity;

/// How many findings there are of each severity: `1 error, 2 warnings, 7 notes`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl FromIterator<Severity> for Tally {
    fn from_iter<T: IntoIterator<Item = Severity>>(severities: T) -> Self {
        let mut tally = Self::default();
        for severity in severities {
            match severity {
                Severity::Error => tally.errors += 1,
                Severity::Warning => tally.warnings += 1,
                Severity::Note => tally.notes += 1,
            }
        }
        tally
    }
}

/// Severities without a finding are left out; nothing at all is the empty text.
impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [
            (self.errors, Severity::Error),
            (self.warnings, Severity::Warning),
            (self.notes, Severity::Note),
        ];
        let mut separator = "";
        for (count, severity) in counts.into_iter().filter(|(count, _)| *count > 0) {
            let plural = if count == 1 { "" } else { "s" };
            write!(
                formatter,
                "{separator}{count} {}{plural}",
                severity.as_str()
            )?;
            separator = ", ";
        }
        Ok(())
    }
}
