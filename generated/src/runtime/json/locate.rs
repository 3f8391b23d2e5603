//! From serde_json's line and column to a path, and from its words to ours.

use serde_json::error::{Category, Error};

use super::super::Kind;
use super::JsonError;
use super::tokens::{Place, tokens};

/// Says where in `text` an error arose and what was expected there, without quoting values.
pub(super) fn describe(text: &str, error: &Error) -> JsonError {
    let (path, found) = place(text, offset(text, error));
    let words = error.to_string();
    let words = words
        .rsplit_once(" at line ")
        .map_or(words.as_str(), |(message, _)| message);
    if error.classify() != Category::Data {
        return JsonError::new(path, format!("the text is not JSON: {words}"));
    }
    // The error of a value inside `RawJson` comes with its own path.
    if let Some((inner, message)) = words
        .strip_prefix('$')
        .and_then(|words| words.split_once(": "))
    {
        return JsonError::new(format!("{path}{inner}"), message);
    }
    let message = match words.rsplit_once(", expected ") {
        Some((what, expected)) if what.starts_with("invalid type") => {
            format!("expected {expected}, found {}", found.described())
        }
        Some((what, expected)) if what.starts_with("invalid value") => {
            format!("expected {expected}, found {} beyond it", found.described())
        }
        _ => words.to_owned(),
    };
    JsonError::new(path, message)
}

/// The last byte that serde_json had looked at.
fn offset(text: &str, error: &Error) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    before + error.column().saturating_sub(1)
}

/// The path and kind of the value that holds the byte at `offset`, or ends before it.
fn place(text: &str, offset: usize) -> (String, Kind) {
    let mut place = Place::default();
    let mut found = Kind::Object;
    for token in tokens(text).take_while(|token| token.start <= offset) {
        // A separator is looked at only to end the value before it.
        if token.is_separator() && token.start == offset {
            break;
        }
        place.step(token);
        found = match token.text {
            "}" => Kind::Object,
            "]" => Kind::Array,
            ":" | "," => found,
            text => Kind::of(text),
        };
    }
    (place.path(), found)
}
