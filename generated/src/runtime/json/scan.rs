//! The check of a JSON text as a whole, in one pass and without recursion.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::JsonError;
use super::tokens::{Place, tokens, unquoted};

/// Refuses nesting deeper than `max_depth`, a key twice in one object, and text after the value.
pub(super) fn scan(text: &str, max_depth: usize) -> Result<(), JsonError> {
    let mut place = Place::default();
    let mut keys: Vec<BTreeSet<Cow<'_, str>>> = Vec::new();
    for token in tokens(text) {
        if place.is_complete() {
            let message = "there is more text after the end of the JSON value";
            return Err(JsonError::new("$".to_owned(), message));
        }
        if token.is_closing() {
            keys.pop();
        }
        if let Some(key) = place.step(token) {
            let fresh = keys
                .last_mut()
                .is_none_or(|seen| seen.insert(unquoted(key)));
            if !fresh {
                return Err(JsonError::new(place.path(), "the key is there twice"));
            }
        } else if token.is_opening() {
            keys.push(BTreeSet::new());
        }
        if place.depth() > max_depth {
            let message = format!("nested deeper than {max_depth} levels");
            return Err(JsonError::new(shortened(&place.path()), message));
        }
    }
    Ok(())
}

/// The path of something very deep is of no use as a whole.
fn shortened(path: &str) -> String {
    const KEPT: usize = 60;
    match path.char_indices().nth(KEPT) {
        None => path.to_owned(),
        Some((end, _)) => format!("{}…", path.get(..end).unwrap_or_default()),
    }
}
