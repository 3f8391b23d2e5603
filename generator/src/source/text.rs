//! The text of a document and, on demand, where each node stands in it.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::positions::Positions;
use crate::diagnostics::{Aim, Locate, Location, Place};

/// The two notations of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    Json,
    Yaml,
}

impl Notation {
    /// Decides by the file name's extension, then by the first character.
    pub(super) fn of(name: &str, text: &str) -> Self {
        let extension = name
            .rsplit_once('.')
            .map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            Some("json") => Self::Json,
            Some("yaml" | "yml") => Self::Yaml,
            _ if text.trim_start().starts_with(['{', '[']) => Self::Json,
            _ => Self::Yaml,
        }
    }
}

/// A document's text, without a byte order mark.
#[derive(Debug)]
pub(super) struct Text {
    name: Arc<str>,
    content: String,
    notation: Notation,
    positions: OnceLock<Positions>,
    line_starts: OnceLock<Vec<usize>>,
}

impl Text {
    pub(super) fn new(name: &str, mut content: String) -> Self {
        if content.starts_with('\u{feff}') {
            content.drain(..'\u{feff}'.len_utf8());
        }
        let notation = Notation::of(name, &content);
        Self {
            name: name.into(),
            content,
            notation,
            positions: OnceLock::new(),
            line_starts: OnceLock::new(),
        }
    }

    /// A text that is YAML, whatever its name says.
    pub(super) fn yaml(name: &str, content: String) -> Self {
        Self {
            notation: Notation::Yaml,
            ..Self::new(name, content)
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn shared_name(&self) -> &Arc<str> {
        &self.name
    }

    pub(super) fn content(&self) -> &str {
        &self.content
    }

    pub(super) fn notation(&self) -> Notation {
        self.notation
    }

    pub(super) fn spelling(&self, pointer: &str) -> Option<&str> {
        self.content
            .get(self.positions().find(pointer)?.value.clone())
    }

    fn positions(&self) -> &Positions {
        self.positions
            .get_or_init(|| Positions::of(&self.content, self.notation))
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let after_breaks = self
                .content
                .match_indices('\n')
                .map(|(newline, _)| newline + 1);
            std::iter::once(0).chain(after_breaks).collect()
        })
    }

    fn location(&self, pointer: String, span: Range<usize>) -> Location {
        let line_starts = self.line_starts();
        let line = line_starts.partition_point(|start| *start <= span.start);
        let line_start = line
            .checked_sub(1)
            .and_then(|line| line_starts.get(line))
            .copied()
            .unwrap_or_default();
        let before = self.content.get(line_start..span.start).unwrap_or_default();
        Location {
            pointer,
            line,
            column: before.chars().count() + 1,
            span,
        }
    }

    /// The word at `offset`: a quoted string whole, otherwise up to the next space or punctuation.
    fn word_at(&self, offset: usize) -> Range<usize> {
        let offset = self
            .content
            .floor_char_boundary(offset.min(self.content.len()));
        let rest = self.content.get(offset..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        let quoted = line
            .chars()
            .next()
            .filter(|first| matches!(first, '"' | '\''));
        let length = match quoted {
            Some(quote) => line
                .char_indices()
                .skip(1)
                .find(|(_, character)| *character == quote)
                .map(|(index, _)| index + 1),
            None => line.find([' ', '\t', ':', ',', '[', ']', '{', '}']),
        };
        let first_character = line.chars().next().map_or(0, char::len_utf8);
        let length = length.unwrap_or(line.len()).max(first_character);
        offset..offset + length
    }
}

impl Locate for Text {
    fn locate(&self, place: &Place) -> Option<Location> {
        if place.file() != &*self.name {
            return None;
        }
        if let Aim::Offset(offset) = place.aim() {
            return Some(self.location(String::new(), self.word_at(offset)));
        }
        // Of an empty text there are no nodes, nor of one that only the other parser takes.
        let Some((pointer, node)) = self.positions().nearest(place.pointer()) else {
            return Some(self.location(String::new(), self.word_at(0)));
        };
        let span = match place.aim() {
            Aim::Key => node.key_span(),
            Aim::Node | Aim::Offset(_) => node.span(),
        };
        Some(self.location(pointer, span))
    }

    fn text(&self, file: &str) -> Option<&str> {
        (file == &*self.name).then_some(&self.content)
    }
}
