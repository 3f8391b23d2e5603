//! Positions in JSON text.
//!
//! A scanner of its own: YAML, of which JSON is almost a part, limits the length of keys and does
//! not know surrogate pairs.

use super::{Builder, Positions};

/// Finds all nodes of a text that serde_json has accepted.
pub(super) fn positions(text: &str) -> Positions {
    let mut builder = Builder::default();
    let mut offset = 0;
    while let Some(byte) = text.as_bytes().get(offset) {
        let start = offset;
        offset += 1;
        match byte {
            b'{' => drop(builder.open_mapping(start)),
            b'[' => drop(builder.open_list(start)),
            b'}' | b']' => builder.close(offset),
            b'"' => {
                offset = string_end(text, offset);
                if builder.expects_key() {
                    builder.key(
                        unescaped(text.get(start..offset).unwrap_or_default()),
                        start..offset,
                    );
                } else {
                    builder.scalar(start..offset);
                }
            }
            b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' => {}
            _ => {
                offset = word_end(text, start);
                builder.scalar(start..offset);
            }
        }
    }
    builder.positions
}

/// The offset behind the closing quote of the string whose first character is at `offset`.
fn string_end(text: &str, mut offset: usize) -> usize {
    while let Some(byte) = text.as_bytes().get(offset) {
        match byte {
            b'"' => return offset + 1,
            b'\\' => offset += 2,
            _ => offset += 1,
        }
    }
    text.len()
}

/// The offset behind a number, `true`, `false` or `null`.
fn word_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let ends = |character: char| {
        character.is_ascii_whitespace()
            || matches!(character, ',' | ':' | '[' | ']' | '{' | '}' | '"')
    };
    rest.find(ends).map_or(text.len(), |length| start + length)
}

fn unescaped(string: &str) -> String {
    serde_json::from_str(string).unwrap_or_else(|_| string.to_owned())
}
