//! The tokens of a JSON text, and where in the value each of them stands.
//!
//! Lenient: what is not JSON gives odd tokens, and serde_json is left to complain about it.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A bracket, brace, colon, comma, string with its quotes, or literal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) start: usize,
    pub(super) text: &'a str,
}

impl Token<'_> {
    pub(super) fn is_opening(&self) -> bool {
        matches!(self.text, "{" | "[")
    }

    pub(super) fn is_closing(&self) -> bool {
        matches!(self.text, "}" | "]")
    }

    pub(super) fn is_separator(&self) -> bool {
        matches!(self.text, ":" | ",")
    }
}

/// The tokens of a text, in order.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut position = 0;
    std::iter::from_fn(move || {
        let rest = text.get(position..)?;
        let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        let start = position + (rest.len() - trimmed.len());
        let token = trimmed.get(..length(trimmed)).filter(|t| !t.is_empty())?;
        position = start + token.len();
        Some(Token { start, text: token })
    })
}

fn length(text: &str) -> usize {
    match text.as_bytes().first() {
        None => 0,
        Some(b'{' | b'}' | b'[' | b']' | b':' | b',') => 1,
        Some(b'"') => string_length(text),
        Some(_) => text
            .find(['{', '}', '[', ']', ':', ',', '"', ' ', '\t', '\n', '\r'])
            .unwrap_or(text.len()),
    }
}

fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (position, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return position + 1,
            _ => {}
        }
    }
    text.len()
}

/// The place that a walk over the tokens has reached.
#[derive(Debug, Default)]
pub(super) struct Place<'a> {
    levels: Vec<Level<'a>>,
    complete: bool,
}

#[derive(Debug)]
enum Level<'a> {
    Object {
        key: Option<&'a str>,
        expects_key: bool,
    },
    Array {
        items: usize,
    },
}

impl<'a> Place<'a> {
    /// Moves over a token; gives the key when the token is one.
    pub(super) fn step(&mut self, token: Token<'a>) -> Option<&'a str> {
        match (token.text, self.levels.last_mut()) {
            ("}" | "]", _) => {
                self.levels.pop();
                self.complete = self.levels.is_empty();
                return None;
            }
            (",", Some(Level::Object { expects_key, .. })) => *expects_key = true,
            (":", Some(Level::Object { expects_key, .. })) => *expects_key = false,
            (":" | ",", _) => {}
            (text, Some(Level::Object { key, expects_key })) if *expects_key => {
                *key = Some(text);
                return *key;
            }
            (_, level) => {
                if let Some(Level::Array { items }) = level {
                    *items += 1;
                }
                self.complete = self.levels.is_empty() && !token.is_opening();
            }
        }
        match token.text {
            "{" => self.levels.push(Level::Object {
                key: None,
                expects_key: true,
            }),
            "[" => self.levels.push(Level::Array { items: 0 }),
            _ => {}
        }
        None
    }

    /// How many objects and arrays are open.
    pub(super) fn depth(&self) -> usize {
        self.levels.len()
    }

    /// Whether the outermost value has ended.
    pub(super) fn is_complete(&self) -> bool {
        self.complete
    }

    /// The path to the value at hand: `$.data[3].name`.
    pub(super) fn path(&self) -> String {
        let mut path = String::from("$");
        for level in &self.levels {
            match level {
                Level::Object { key: None, .. } | Level::Array { items: 0 } => {}
                Level::Object { key: Some(key), .. } => push_key(&mut path, &unquoted(key)),
                Level::Array { items } => {
                    // Writing to a `String` cannot fail.
                    let _ = write!(path, "[{}]", items - 1);
                }
            }
        }
        path
    }
}

/// The characters of a string token.
pub(super) fn unquoted(token: &str) -> Cow<'_, str> {
    let inner = token.trim_start_matches('"');
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    serde_json::from_str(token).map_or(Cow::Borrowed(inner), Cow::Owned)
}

fn push_key(path: &mut String, key: &str) {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '@' | '$');
    if !key.is_empty() && key.chars().all(plain) {
        path.push('.');
        path.push_str(key);
    } else {
        let _ = write!(path, "[{key:?}]");
    }
}
