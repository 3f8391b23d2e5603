//! What is wrong with a value: where, and which rule it breaks, but not the value.

use std::fmt;

use super::Rule;

/// All the limits that a value breaks; at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errors(Vec<Fault>);

/// A limit that is broken. It does not hold the value, which may be a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pointer: String,
    rule: Rule,
}

impl Errors {
    pub(super) fn new(faults: Vec<Fault>) -> Self {
        Self(faults)
    }

    /// The faults, in the order of the value.
    pub fn faults(&self) -> &[Fault] {
        &self.0
    }
}

impl Fault {
    pub(super) fn new(path: &[String], rule: Rule) -> Self {
        let escaped = path
            .iter()
            .map(|key| key.replace('~', "~0").replace('/', "~1"));
        Self {
            pointer: escaped.fold(String::new(), |pointer, key| pointer + "/" + &key),
            rule,
        }
    }

    /// Where the value is, as a JSON pointer (RFC 6901): `/items/0/amount`; empty for the whole.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The rule that it breaks.
    pub fn rule(&self) -> Rule {
        self.rule
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(formatter, "`{}`: ", self.pointer)?;
        }
        write!(formatter, "has to be {}", self.rule)
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.0.iter().enumerate() {
            if index > 0 {
                formatter.write_str("; ")?;
            }
            fault.fmt(formatter)?;
        }
        Ok(())
    }
}

impl std::error::Error for Errors {}
