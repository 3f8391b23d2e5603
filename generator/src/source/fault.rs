//! Why a text could not be read into a tree.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};

/// A broken rule at a byte offset of the text.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: Option<&'static str>,
    /// `None` where the reader does not say; the finding then names the file only.
    pub(super) offset: Option<usize>,
}

impl Fault {
    /// Tells of a fault that was mended; the caller says how.
    pub(super) fn tell<'d>(
        self,
        name: &str,
        diagnostics: &'d mut Diagnostics,
    ) -> &'d mut Diagnostic {
        let place = self.place(name);
        let diagnostic = diagnostics.warning(self.code, &place, self.message);
        if let Some(help) = self.help {
            diagnostic.help(help);
        }
        diagnostic
    }

    fn place(&self, name: &str) -> Place {
        match self.offset {
            Some(offset) => Place::at_offset(name, offset),
            None => Place::new(name, ""),
        }
    }

    pub(super) fn report(self, name: &str, diagnostics: &mut Diagnostics) {
        let place = self.place(name);
        let diagnostic = diagnostics.error(self.code, &place, self.message);
        if let Some(help) = self.help {
            diagnostic.help(help);
        }
    }
}

/// The reader's own words without the position, which the finding shows in its own way.
pub(super) fn without_position(words: &str) -> String {
    let mut kept = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once(" at line ") {
        kept.push_str(before);
        let after_line = after.trim_start_matches(|character: char| character.is_ascii_digit());
        let after_column = after_line.strip_prefix(" column ").unwrap_or(after_line);
        rest = after_column.trim_start_matches(|character: char| character.is_ascii_digit());
    }
    kept.push_str(rest);
    kept
}

/// The byte offset of a line and a column counted from 1; `width` measures a character in the
/// reader's columns.
pub(super) fn offset_of(text: &str, line: usize, column: usize, width: fn(char) -> usize) -> usize {
    let line_start = match line.checked_sub(2) {
        Some(breaks_before) => text
            .match_indices('\n')
            .nth(breaks_before)
            .map_or(text.len(), |(newline, _)| newline + 1),
        None => 0,
    };
    let mut remaining = column.saturating_sub(1);
    let mut offset = line_start;
    for character in text.get(line_start..).unwrap_or_default().chars() {
        if remaining == 0 || character == '\n' {
            break;
        }
        remaining = remaining.saturating_sub(width(character));
        offset += character.len_utf8();
    }
    offset
}
