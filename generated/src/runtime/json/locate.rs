//! From serde_json's line and column to a path, and from its words to ours.

use serde_json::error::{Category, Error};

use super::super::Kind;
use super::JsonError;
use super::tokens::{Place, tokens};

/// Says where in `text` an error arose and what was expected there, without quoting values.
pub(super) fn describe(text: &str, error: &Error) -> JsonError {
    let words = error.to_string();
    let words = words
        .rsplit_once(" at line ")
        .map_or(words.as_str(), |(message, _)| message);
    let consumed = consumed(text, error);
    if let Some(inner) = Inner::parse(words) {
        let path = path_of_value(text, consumed, inner.length);
        return JsonError::new(path + inner.path, inner.message);
    }
    if error.classify() != Category::Data {
        // The last byte is the one that was not expected, unless there was none.
        let unexpected = usize::from(error.classify() == Category::Syntax);
        let (path, _) = place(text, consumed.saturating_sub(unexpected));
        // So serde_json calls what follows the last item of a tuple.
        if words == "trailing characters" && path != "$" {
            return JsonError::new(path, "the list should end with this item".to_owned());
        }
        return JsonError::new(path, format!("the text is not JSON: {words}"));
    }
    // serde_json stops in front of an object or array that it did not expect, but behind a scalar.
    let in_front = words.starts_with("invalid type: map") || words.starts_with("invalid type: seq");
    let (path, found) = place(text, consumed + usize::from(in_front));
    JsonError::new(path, reworded(words, found))
}

/// serde's words without the value that they quote.
pub(super) fn reworded(words: &str, found: Kind) -> String {
    match words.rsplit_once(", expected ") {
        Some((what, expected)) if what.starts_with("invalid type") => {
            format!("expected {expected}, found {}", found.described())
        }
        Some((what, expected)) if what.starts_with("invalid value") => {
            format!("expected {expected}, found {} beyond it", found.described())
        }
        _ => words.to_owned(),
    }
}

/// Writes an error inside a value that was kept as text, for [`describe`] to place it in the whole.
///
/// serde_json says where it was when the error passed by, which is some way behind the value. The
/// length of the value tells which one it was.
pub(super) fn inside(path: &str, length: usize, message: &str) -> String {
    format!("{path} (in {length} bytes): {message}")
}

/// What [`inside`] wrote.
struct Inner<'a> {
    path: &'a str,
    length: usize,
    message: &'a str,
}

impl<'a> Inner<'a> {
    fn parse(words: &'a str) -> Option<Self> {
        let (path, rest) = words.strip_prefix('$')?.split_once(" (in ")?;
        let (length, message) = rest.split_once(" bytes): ")?;
        let length = length.parse().ok()?;
        Some(Self {
            path,
            length,
            message,
        })
    }
}

/// How many bytes serde_json had taken in.
fn consumed(text: &str, error: &Error) -> usize {
    if error.line() == 0 {
        return text.len();
    }
    let lines = text.split_inclusive('\n').take(error.line() - 1);
    lines.map(str::len).sum::<usize>() + error.column()
}

/// The path and kind of the value in which the first `consumed` bytes end.
fn place(text: &str, consumed: usize) -> (String, Kind) {
    let mut place = Place::default();
    let mut found = Kind::Object;
    for token in tokens(text).take_while(|token| token.start < consumed) {
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

/// The path of the last value of that length that ends within the first `consumed` bytes.
fn path_of_value(text: &str, consumed: usize, length: usize) -> String {
    let mut place = Place::default();
    let mut starts = Vec::new();
    let mut value = 0..0;
    for token in tokens(text).take_while(|token| token.start < consumed) {
        let is_key = place.step(token).is_some();
        if token.is_opening() {
            starts.push(token.start);
            continue;
        }
        let start = if token.is_closing() {
            starts.pop()
        } else {
            Some(token.start)
        };
        let end = token.start + token.text.len();
        let is_value = !is_key && !token.is_separator();
        if let Some(start) = start.filter(|start| is_value && end - start == length) {
            value = start..end;
        }
    }
    path_at(text, value.start)
}

/// The path of the value that begins at a byte. Only one is put together, for keys can be long and
/// values many.
fn path_at(text: &str, start: usize) -> String {
    let mut place = Place::default();
    for token in tokens(text).take_while(|token| token.start <= start) {
        place.step(token);
    }
    place.path()
}
