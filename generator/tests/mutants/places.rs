//! Whether a finding is where it says that it is.

use castiron::diagnostics::{Aim, Diagnostic, Locate, Location, Place, pointer_keys, render_json};
use castiron::source::Sources;
use serde_json::Value;

/// A text as its author wrote it.
pub struct Written<'a> {
    pub file: &'static str,
    pub text: &'a str,
    /// What it is read as, unless it cannot be.
    pub tree: Option<&'a Value>,
}

/// Whether a finding can be shown: at a node of the tree, and at the line and column where the text
/// has that node.
pub fn placed(
    diagnostic: &Diagnostic,
    sources: &Sources,
    written: &Written<'_>,
) -> Result<(), String> {
    let code = diagnostic.code.as_str();
    let shown = render_json(diagnostic, sources);
    serde_json::from_str::<Value>(&shown).map_err(|_| format!("{code} is no JSON"))?;
    let places = diagnostic.also.iter().map(|(place, _)| place);
    for place in places.chain([&diagnostic.place]) {
        let Some(location) = sources.locate(place) else {
            return Err(format!("{code} has no line: `{}`", diagnostic.message));
        };
        exact(place, &location, written)
            .map_err(|fault| format!("{code} {fault}: `{}`", diagnostic.message))?;
    }
    Ok(())
}

/// Holds the place of a node to the text by reading the text there again, without the tables of
/// positions.
fn exact(place: &Place, location: &Location, written: &Written<'_>) -> Result<(), String> {
    let pointer = &location.pointer;
    if matches!(place.aim(), Aim::Offset(_)) || pointer.is_empty() {
        return Ok(());
    }
    let Some(node) = written.tree.and_then(|tree| tree.pointer(pointer)) else {
        return Err(format!("is at a pointer that leads nowhere: `{pointer}`"));
    };
    let line = written.text.split('\n').nth(location.line - 1);
    // An element that is missing is shown where it would stand, which may be behind the last character.
    let rest = line.and_then(|line| {
        let starts = line.char_indices().map(|(start, _)| start);
        let start = starts.chain([line.len()]).nth(location.column - 1)?;
        line.get(start..)
    });
    let Some(rest) = rest else {
        return Err(format!("is beyond the end of its line: `{pointer}`"));
    };
    if written.file != "api.json" {
        return Ok(());
    }
    let first = serde_json::Deserializer::from_str(rest)
        .into_iter::<Value>()
        .next();
    let key = pointer_keys(pointer).next_back().unwrap_or_default();
    let is_there = match first {
        Some(Ok(found)) => found == *node || found == Value::String(key),
        // A mapping or list in a list has no key, and goes on for some lines.
        _ => {
            (node.is_object() && rest.starts_with('{'))
                || (node.is_array() && rest.starts_with('['))
        }
    };
    // What is not quite JSON is read as YAML.
    match is_there || serde_json::from_str::<Value>(written.text).is_err() {
        true => Ok(()),
        false => Err(format!("is not where `{pointer}` is")),
    }
}
