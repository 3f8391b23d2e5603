//! Text of a spec, or the name of a file, made safe to print: nothing in it can move the cursor or reverse the line.

use std::borrow::Cow;

/// Writes control characters and invisible formatting characters as escapes such as `\u{202e}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_deceptive) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if is_deceptive(character) {
            safe.extend(character.escape_default());
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

/// Replaces each such character by U+FFFD, so that columns stay what they are.
pub(crate) fn masked(line: &str) -> String {
    let mask = |character| match character {
        '\t' => character,
        _ if is_deceptive(character) => char::REPLACEMENT_CHARACTER,
        _ => character,
    };
    line.chars().map(mask).collect()
}

/// Characters that a terminal obeys instead of showing (C0, C1), and those of Unicode's "Trojan
/// source" set: bidirectional controls, zero-width characters, soft hyphens, line separators and tags.
fn is_deceptive(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}
