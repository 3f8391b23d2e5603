//! [`Pairs`]: what the parameters of a query or of cookies write.

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

    /// Whether no pair is written.
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, pairs)| pairs.is_empty())
    }

    /// Appends all pairs to a text; `place` names the parameters' place in the error.
    ///
    /// # Errors
    ///
    /// A property of an exploded object is called as another parameter is. A server would read one
    /// of the two, and nobody knows which.
    pub(super) fn join(
        &self,
        place: &str,
        separator: &str,
        all: &mut String,
    ) -> Result<(), String> {
        let parameters = self.0.iter();
        let pairs =
            parameters.flat_map(|(owner, pairs)| pairs.iter().map(move |pair| (*owner, pair)));
        let mut named: Vec<(&str, &str)> = pairs
            .clone()
            .map(|(owner, pair)| (name(pair), owner))
            .collect();
        // Stable, so that the parameters that write a name stay in their order.
        named.sort_by_key(|(name, _)| *name);
        if let Some([(_, first), (_, second)]) = named
            .array_windows()
            .find(|[one, next]| one.0 == next.0 && one.1 != next.1)
        {
            return Err(format!(
                "the {place} parameters `{first}` and `{second}` write the same name"
            ));
        }
        let length = pairs.clone().map(|(_, pair)| pair.len() + separator.len());
        all.reserve(length.sum());
        for (index, (_, pair)) in pairs.enumerate() {
            if index > 0 {
                all.push_str(separator);
            }
            all.push_str(pair);
        }
        Ok(())
    }
}

fn name(pair: &str) -> &str {
    pair.split_once('=').map_or(pair, |(name, _)| name)
}
