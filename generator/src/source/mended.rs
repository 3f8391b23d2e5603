//! Texts that are not quite YAML or JSON, and can only be meant in one way.

use super::fault::Fault;
use crate::diagnostics::Code;

/// A text as YAML, and what was done to it.
pub(super) struct Mended {
    pub(super) content: String,
    /// How much of it is read.
    pub(super) until: usize,
    pub(super) effect: &'static str,
}

/// What a text with a fault may be meant as.
pub(super) fn mended(content: &str, fault: &Fault) -> Option<Mended> {
    match fault.code {
        Code::JsonSyntax => Some(Mended {
            content: content.to_owned(),
            until: content.len(),
            effect: "it is read as YAML",
        }),
        Code::SeveralDocuments => Some(Mended {
            content: content.to_owned(),
            until: fault.offset?,
            effect: "the first one is read",
        }),
        Code::YamlSyntax if content.contains(is_control) => Some(Mended {
            content: content.chars().map(without_control).collect(),
            until: content.len(),
            effect: "control characters, which YAML does not have, are read as spaces",
        }),
        _ => None,
    }
}

/// Whether YAML has no such character (YAML 1.2, 5.1).
fn is_control(character: char) -> bool {
    let is_break_or_tab = matches!(character, '\t' | '\n' | '\r' | '\u{85}');
    character.is_control() && !is_break_or_tab || matches!(character, '\u{fffe}' | '\u{ffff}')
}

/// A character of the same length that YAML has, so that places stay where they are.
fn without_control(character: char) -> char {
    match (is_control(character), character.len_utf8()) {
        (true, 1) => ' ',
        (true, 2) => '\u{a0}',
        (true, _) => '\u{fffd}',
        (false, _) => character,
    }
}
