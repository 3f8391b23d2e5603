//! [`Pairs`]: what the parameters of a query or of cookies write.

use std::collections::BTreeMap;

/// The `name=value` pairs of each parameter, in the order in which they were first set.
#[derive(Clone, Default)]
pub(super) struct Pairs(Vec<(&'static str, Vec<String>)>);

impl Pairs {
    /// Sets a parameter; one that is set twice has its last value, at its first place.
    pub(super) fn set(&mut self, parameter: &'static str, pairs: Vec<String>) {
        match self.0.iter_mut().find(|(known, _)| *known == parameter) {
            Some((_, slot)) => *slot = pairs,
            None => self.0.push((parameter, pairs)),
        }
    }

    /// The pairs of a parameter, when it is set.
    pub(super) fn of(&self, parameter: &str) -> Option<&[String]> {
        let (_, pairs) = self.0.iter().find(|(known, _)| *known == parameter)?;
        Some(pairs)
    }

    /// All pairs, or `None` when there are none; `place` names the parameters' place in the error.
    ///
    /// # Errors
    ///
    /// A property of an exploded object is called as another parameter is. A server would read one
    /// of the two, and nobody knows which.
    pub(super) fn joined(&self, place: &str, separator: &str) -> Result<Option<String>, String> {
        let mut owners = BTreeMap::new();
        let mut all = Vec::new();
        for (parameter, pairs) in &self.0 {
            for pair in pairs {
                let name = pair.split('=').next();
                let owner = owners.entry(name).or_insert(parameter);
                if owner != &parameter {
                    return Err(format!(
                        "the {place} parameters `{owner}` and `{parameter}` write the same name"
                    ));
                }
                all.push(pair.as_str());
            }
        }
        Ok((!all.is_empty()).then(|| all.join(separator)))
    }
}
