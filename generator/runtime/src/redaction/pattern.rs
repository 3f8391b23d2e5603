//! [`Pattern`]: a secret, and the encodings in which it is found all the same.
//!
//! Each character may stand for itself, or be written as JSON, URLs, forms or HTML write it, in any
//! mixture. Base64 does not encode by the character, so it gives patterns of its own.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::super::style::encode;

/// What is shorter is found only where it stands by itself: the code `123` of a card is no part of
/// `order 41234`.
const SHORT: usize = 4;

/// A text to be found.
pub(super) struct Pattern {
    text: String,
}

impl Pattern {
    /// The patterns of a secret: itself, and what Base64 makes of it.
    pub(super) fn all(secret: &str) -> Vec<Self> {
        let mut texts = BTreeSet::from([secret.to_owned()]);
        let escaped = serde_json::to_string(secret).unwrap_or_default();
        let escaped = escaped.trim_matches('"').to_owned();
        for encoded in [secret.to_owned(), encode(secret), escaped] {
            for core in in_base64(encoded.as_bytes()) {
                texts.insert(core.replace('+', "-").replace('/', "_"));
                texts.insert(core);
            }
        }
        let patterns = texts.into_iter().filter(|text| !text.is_empty());
        patterns.map(|text| Self { text }).collect()
    }

    /// Where the pattern is found: starts and ends, in bytes.
    pub(super) fn matches(&self, message: &str) -> Vec<(usize, usize)> {
        let first = self.text.as_bytes().first();
        // Passes over most of a message quickly: all encodings begin with one of these characters.
        let begins = |byte: &u8| first == Some(byte) || matches!(byte, b'%' | b'\\' | b'&' | b'+');
        let starts = message.bytes().enumerate().filter(|(_, byte)| begins(byte));
        let found = starts.filter_map(|(start, _)| Some((start, self.end(message, start)?)));
        found
            .filter(|&(start, end)| self.text.len() >= SHORT || stands_alone(message, start, end))
            .collect()
    }

    /// The end of the longest match that begins at `start`.
    fn end(&self, message: &str, start: usize) -> Option<usize> {
        let mut ends = BTreeSet::from([start]);
        for character in self.text.chars() {
            let next = |end: &usize| Some((*end, message.get(*end..)?));
            ends = ends
                .iter()
                .filter_map(next)
                .flat_map(|(end, rest)| lengths(rest, character).map(move |length| end + length))
                .collect();
            if ends.is_empty() {
                return None;
            }
        }
        ends.pop_last()
    }
}

fn stands_alone(message: &str, start: usize, end: usize) -> bool {
    let before = message.get(..start).and_then(|text| text.chars().last());
    let after = message.get(end..).and_then(|text| text.chars().next());
    let is_part = |neighbour: Option<char>| neighbour.is_some_and(char::is_alphanumeric);
    !is_part(before) && !is_part(after)
}

/// How long the character is where a text begins with it, once for each way to write it.
fn lengths(text: &str, character: char) -> impl Iterator<Item = usize> {
    let plain = text.starts_with(character).then(|| character.len_utf8());
    let encoded = match text.as_bytes().first() {
        Some(b'%') => [
            percent(text, character, "%"),
            percent(text, character, "%25"),
        ],
        Some(b'\\') => [escape(text, character), unicode_escape(text, character)],
        Some(b'&') => [entity(text, character), numeric_entity(text, character)],
        Some(b'+') => [(character == ' ').then_some(1), None],
        _ => [None, None],
    };
    plain.into_iter().chain(encoded.into_iter().flatten())
}

/// `%C3%A9`, or `%25C3%25A9` where a URL is part of another.
fn percent(text: &str, character: char, sign: &str) -> Option<usize> {
    let mut rest = text;
    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
        rest = rest.strip_prefix(sign)?;
        rest = after_hexadecimal(rest, 2, u32::from(byte))?;
    }
    Some(text.len() - rest.len())
}

/// `\n`, `\"`, `\/`
fn escape(text: &str, character: char) -> Option<usize> {
    let letter = match character {
        '"' | '\\' | '/' | '\'' => character,
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\u{8}' => 'b',
        '\u{c}' => 'f',
        _ => return None,
    };
    text.strip_prefix('\\')?.starts_with(letter).then_some(2)
}

/// `\u00e9`, in pairs of surrogates where needed.
fn unicode_escape(text: &str, character: char) -> Option<usize> {
    let mut rest = text;
    for unit in character.encode_utf16(&mut [0; 2]) {
        rest = rest.strip_prefix("\\u")?;
        rest = after_hexadecimal(rest, 4, u32::from(*unit))?;
    }
    Some(text.len() - rest.len())
}

fn entity(text: &str, character: char) -> Option<usize> {
    let entity = match character {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&apos;",
        _ => return None,
    };
    text.starts_with(entity).then_some(entity.len())
}

/// `&#39;`, `&#x27;`
fn numeric_entity(text: &str, character: char) -> Option<usize> {
    let (number, _) = text.strip_prefix("&#")?.split_once(';')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    (code.ok()? == u32::from(character)).then_some("&#;".len() + number.len())
}

fn after_hexadecimal(text: &str, digits: usize, expected: u32) -> Option<&str> {
    let (number, rest) = text.split_at_checked(digits)?;
    (u32::from_str_radix(number, 16).ok()? == expected).then_some(rest)
}

/// What is the same in the Base64 of every text that contains `bytes`, once for each of the three
/// places in a group of three bytes where they can begin.
fn in_base64(bytes: &[u8]) -> impl Iterator<Item = String> {
    (0..3).filter_map(move |offset| {
        let shifted = [&vec![0; offset], bytes].concat();
        let encoded = STANDARD_NO_PAD.encode(&shifted);
        // A character holds six bits; those at the ends also hold bits of the neighbours.
        let (start, end) = ((offset * 8).div_ceil(6), shifted.len() * 8 / 6);
        let core = encoded.get(start..end)?;
        (core.len() >= SHORT).then(|| core.to_owned())
    })
}
