//! Positions in YAML text, from the events of saphyr-parser.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, Span};

use super::{Builder, Content, Positions};

/// Finds all nodes of the first document.
pub(super) fn positions(text: &str) -> Positions {
    let offsets = Offsets::of(text);
    let mut builder = Builder::default();
    let mut anchors = BTreeMap::new();
    for (event, span) in Parser::new_from_str(text).map_while(Result::ok) {
        let Span { start, end } = span;
        let (start, end) = (offsets.byte(start.index()), offsets.byte(end.index()));
        match event {
            Event::Scalar(key, ..) if builder.expects_key() => {
                builder.key(key.into_owned(), start..end)
            }
            // A mapping or list as key is refused when the tree is read, before positions matter.
            Event::Scalar(_, _, anchor, _) => {
                anchors.insert(anchor, builder.scalar(trimmed(text, start, end)));
            }
            Event::SequenceStart(anchor, _) => {
                anchors.insert(anchor, builder.open_list(start));
            }
            Event::MappingStart(anchor, _) => {
                anchors.insert(anchor, builder.open_mapping(start));
            }
            Event::Alias(anchor) => {
                if let Some(target) = anchors.get(&anchor) {
                    builder.alias(start..end, *target);
                }
            }
            Event::SequenceEnd | Event::MappingEnd => builder.close(end),
            Event::DocumentEnd => break,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
    }
    follow_merges(&mut builder.positions);
    builder.positions
}

/// Lists what stands under `<<` as merged, so that its members are found in the merging mapping.
fn follow_merges(positions: &mut Positions) {
    for node in 0..positions.nodes.len() {
        let Some(merged) = positions
            .nodes
            .get(node)
            .and_then(|node| merge_sources(positions, node))
        else {
            continue;
        };
        if let Some(Content::Mapping {
            merged: sources, ..
        }) = positions.nodes.get_mut(node).map(|node| &mut node.content)
        {
            *sources = merged;
        }
    }
}

fn merge_sources(positions: &Positions, node: &super::Node) -> Option<Vec<usize>> {
    let Content::Mapping { members, .. } = &node.content else {
        return None;
    };
    let source = *members.get("<<")?;
    match &positions.nodes.get(source)?.content {
        Content::List(elements) => Some(elements.clone()),
        _ => Some(vec![source]),
    }
}

/// The parser ends a scalar that is followed by a comment or line break behind them.
fn trimmed(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let length = text
        .get(start..end)
        .map_or(0, |scalar| scalar.trim_end().len());
    start..start + length
}

/// Byte offsets of character indices.
struct Offsets<'a> {
    /// The offset of every 64th character; empty if the text is ASCII, where both are the same.
    anchors: Vec<usize>,
    text: &'a str,
}

const STEP: usize = 64;

impl<'a> Offsets<'a> {
    fn of(text: &'a str) -> Self {
        let anchors = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices()
                .step_by(STEP)
                .map(|(offset, _)| offset)
                .collect()
        };
        Self { anchors, text }
    }

    fn byte(&self, index: usize) -> usize {
        if self.anchors.is_empty() {
            return index.min(self.text.len());
        }
        let Some(anchor) = self.anchors.get(index / STEP) else {
            return self.text.len();
        };
        let after = self.text.get(*anchor..).unwrap_or_default();
        after
            .char_indices()
            .nth(index % STEP)
            .map_or(self.text.len(), |(offset, _)| anchor + offset)
    }
}
