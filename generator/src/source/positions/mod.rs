//! Where each node of a document stands in its text.

mod json;
mod yaml;

use std::collections::BTreeMap;
use std::ops::Range;

use super::text::Notation;
use crate::diagnostics::{child_pointer, pointer_keys};

/// Merges inside merges are followed this far; a merge may lead back to itself.
const MERGES_AT_MOST: usize = 16;

/// The nodes of a document in the order of the text; the first one is the root.
#[derive(Debug, Default)]
pub(super) struct Positions {
    nodes: Vec<Node>,
}

/// Where one node stands, in bytes of the text.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) key: Option<Range<usize>>,
    pub(super) value: Range<usize>,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Scalar,
    List(Vec<usize>),
    Mapping {
        members: BTreeMap<String, usize>,
        merged: Vec<usize>,
    },
    Alias(usize),
}

impl Positions {
    /// Finds all nodes of `text`; of a text that cannot be read, those before the fault.
    pub(super) fn of(text: &str, notation: Notation) -> Self {
        match notation {
            Notation::Json => json::positions(text),
            Notation::Yaml => yaml::positions(text),
        }
    }

    /// The node at a JSON pointer.
    pub(super) fn find(&self, pointer: &str) -> Option<&Node> {
        let mut node = self.nodes.first()?;
        for key in pointer_keys(pointer) {
            node = self.child(node, &key, MERGES_AT_MOST)?;
        }
        Some(node)
    }

    /// The node at a JSON pointer, or the nearest one above it, with its own pointer.
    pub(super) fn nearest(&self, pointer: &str) -> Option<(String, &Node)> {
        let mut node = self.nodes.first()?;
        let mut found = String::new();
        for key in pointer_keys(pointer) {
            let Some(child) = self.child(node, &key, MERGES_AT_MOST) else {
                break;
            };
            node = child;
            found = child_pointer(&found, &key);
        }
        Some((found, node))
    }

    fn child(&self, node: &Node, key: &str, merges: usize) -> Option<&Node> {
        match &node.content {
            Content::Scalar => None,
            Content::List(elements) => self.nodes.get(*elements.get(key.parse::<usize>().ok()?)?),
            Content::Alias(target) => {
                self.child(self.nodes.get(*target)?, key, merges.checked_sub(1)?)
            }
            Content::Mapping { members, merged } => match members.get(key) {
                Some(member) => self.nodes.get(*member),
                None => merged.iter().find_map(|mapping| {
                    self.child(self.nodes.get(*mapping)?, key, merges.checked_sub(1)?)
                }),
            },
        }
    }
}

impl Node {
    /// What a person would point to: a scalar itself, of a mapping or list its key.
    pub(super) fn span(&self) -> Range<usize> {
        match (&self.content, &self.key) {
            (Content::Mapping { .. } | Content::List(_), Some(key)) => key.clone(),
            (_, Some(key)) if self.value.is_empty() => key.clone(),
            _ => self.value.clone(),
        }
    }

    /// The key; of an element of a list, which has none, the element.
    pub(super) fn key_span(&self) -> Range<usize> {
        self.key.clone().unwrap_or_else(|| self.value.clone())
    }
}

/// Puts nodes together as they are met in the text.
#[derive(Default)]
struct Builder {
    positions: Positions,
    /// The mappings and lists that are open, outermost first.
    open: Vec<Open>,
}

struct Open {
    node: usize,
    /// The key that was read and whose value is still to come.
    key: Option<(String, Range<usize>)>,
}

impl Builder {
    /// Whether the next scalar is a key.
    fn expects_key(&self) -> bool {
        self.open.last().is_some_and(|open| {
            let node = self.positions.nodes.get(open.node);
            open.key.is_none()
                && matches!(
                    node.map(|node| &node.content),
                    Some(Content::Mapping { .. })
                )
        })
    }

    fn key(&mut self, name: String, span: Range<usize>) {
        if let Some(open) = self.open.last_mut() {
            open.key = Some((name, span));
        }
    }

    fn scalar(&mut self, span: Range<usize>) -> usize {
        self.add(span, Content::Scalar)
    }

    fn alias(&mut self, span: Range<usize>, target: usize) -> usize {
        self.add(span, Content::Alias(target))
    }

    fn open_list(&mut self, start: usize) -> usize {
        let node = self.add(start..start, Content::List(Vec::new()));
        self.open.push(Open { node, key: None });
        node
    }

    fn open_mapping(&mut self, start: usize) -> usize {
        let node = self.add(
            start..start,
            Content::Mapping {
                members: BTreeMap::new(),
                merged: Vec::new(),
            },
        );
        self.open.push(Open { node, key: None });
        node
    }

    fn close(&mut self, end: usize) {
        let closed = self
            .open
            .pop()
            .and_then(|open| self.positions.nodes.get_mut(open.node));
        if let Some(node) = closed {
            node.value.end = end.max(node.value.start);
        }
    }

    fn add(&mut self, value: Range<usize>, content: Content) -> usize {
        let node = self.positions.nodes.len();
        let (name, key) = self
            .open
            .last_mut()
            .and_then(|open| open.key.take())
            .unzip();
        self.positions.nodes.push(Node {
            key,
            value,
            content,
        });
        let parent = self
            .open
            .last()
            .and_then(|open| self.positions.nodes.get_mut(open.node));
        match (parent.map(|parent| &mut parent.content), name) {
            (Some(Content::List(elements)), _) => elements.push(node),
            (Some(Content::Mapping { members, .. }), Some(name)) => {
                members.insert(name, node);
            }
            _ => {}
        }
        node
    }
}
