//! Whether a finding is where it says that it is.

use castiron::diagnostics::{Aim, Diagnostic, Locate, render_json};
use castiron::source::{Document, Sources};
use serde_json::Value;

/// Holds every place of a finding to the document that it is about: the line and column are those of
/// the node that the pointer leads to, and the node is there.
pub fn placed(
    diagnostic: &Diagnostic,
    sources: &Sources,
    whole: Option<&Document>,
) -> Result<(), String> {
    let code = diagnostic.code.as_str();
    let shown = render_json(diagnostic, sources);
    let shown: Value = serde_json::from_str(&shown).map_err(|_| format!("{code} is no JSON"))?;
    if shown["line"].as_u64().is_none() || shown["column"].as_u64().is_none() {
        return Err(format!("{code} has no line"));
    }
    let also = diagnostic.also.iter().map(|(place, _)| place);
    for place in also.chain([&diagnostic.place]) {
        let Some(location) = sources.locate(place) else {
            return Err(format!("{code} has no line: {place}"));
        };
        if matches!(place.aim(), Aim::Offset(_)) || location.pointer.is_empty() {
            continue;
        }
        let node = whole.and_then(|whole| whole.get(&location.pointer));
        if node.is_none() {
            return Err(format!(
                "{code} is at `{}`, which is not there",
                location.pointer
            ));
        }
    }
    Ok(())
}
