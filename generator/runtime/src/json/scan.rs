//! The check of a JSON text as a whole, in one pass and without recursion.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::JsonError;
use super::tokens::{Place, tokens, unquoted};

/// Refuses nesting deeper than `max_depth`, a key twice in one object, escapes in strings that name
/// no character, and text after the value.
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
        if is_no_text(token.text) {
            let message = "the text is not JSON: an escape names no character";
            return Err(JsonError::new(place.path(), message));
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

/// Whether a string has half of a surrogate pair in it, or another escape that JSON does not have.
/// serde_json looks at the strings that somebody reads only.
fn is_no_text(token: &str) -> bool {
    token.starts_with('"') && token.contains('\\') && serde_json::from_str::<String>(token).is_err()
}

/// How many objects and lists are open at most in a text that is JSON.
pub(super) fn depth(text: &str) -> usize {
    let (mut deepest, mut open) = (0_usize, 0_usize);
    let (mut quoted, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => {
                open += 1;
                deepest = deepest.max(open);
            }
            b'}' | b']' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// The path of something very deep is of no use as a whole.
fn shortened(path: &str) -> String {
    const KEPT: usize = 60;
    match path.char_indices().nth(KEPT) {
        None => path.to_owned(),
        Some((end, _)) => format!("{}…", path.get(..end).unwrap_or_default()),
    }
}
