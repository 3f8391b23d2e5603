//! The elements of a document.
//!
//! A document type is refused, and with it every entity but the five that XML itself defines. So
//! nothing can expand, and nothing is fetched.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::super::json::TOO_DEEP;

/// An element with what is in it. Names are without prefixes.
pub(super) struct Node {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    /// The text, without that of the elements in it.
    pub text: String,
    pub children: Vec<Node>,
}

impl Node {
    /// Whether there is nothing in the element but space.
    pub fn is_blank(&self) -> bool {
        self.attributes.is_empty() && self.children.is_empty() && self.text.trim().is_empty()
    }

    fn of(start: &BytesStart<'_>) -> Result<Self, String> {
        let mut attributes = BTreeMap::new();
        // The check of `quick-xml` compares each name with each.
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error: AttrError| error.to_string())?;
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|_| UNKNOWN_ENTITY.to_owned())?
                .into_owned();
            let name = attribute.key.local_name().into_inner().to_owned();
            if attributes.insert(name, value).is_some() {
                return Err("an element has an attribute twice".to_owned());
            }
        }
        Ok(Self {
            name: start.local_name().into_inner().to_owned(),
            attributes,
            text: String::new(),
            children: Vec::new(),
        })
    }
}

const UNKNOWN_ENTITY: &str = "an entity that XML itself does not define";

/// Reads a document of at most `depth` levels; an error is why it cannot be read, without a value.
pub(super) fn parse(text: &str, depth: usize) -> Result<Node, String> {
    let mut reader = Reader::from_str(text);
    let mut document = Document {
        depth,
        open: Vec::new(),
        root: None,
    };
    loop {
        let event = reader.read_event();
        let read = match event {
            Ok(Event::Eof) => break,
            Ok(event) => document.event(event),
            Err(_) => Err("it is not well-formed".to_owned()),
        };
        read.map_err(|fact| format!("{fact}, before byte {}", reader.buffer_position()))?;
    }
    match document.root {
        Some(root) if document.open.is_empty() => Ok(root),
        _ => Err("it ends too early".to_owned()),
    }
}

struct Document {
    depth: usize,
    /// The elements that are open, the innermost last.
    open: Vec<Node>,
    root: Option<Node>,
}

impl Document {
    fn event(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(start) => {
                self.fits()?;
                self.open.push(Node::of(&start)?);
                Ok(())
            }
            Event::Empty(start) => {
                self.fits()?;
                self.close(Node::of(&start)?)
            }
            Event::End(_) => match self.open.pop() {
                Some(node) => self.close(node),
                None => Err("an element ends that did not begin".to_owned()),
            },
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(reference) => self.text(&resolved(&reference)?),
            Event::DocType(_) => Err("it has a document type, which is refused".to_owned()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn fits(&self) -> Result<(), String> {
        if self.open.len() < self.depth {
            return Ok(());
        }
        Err(TOO_DEEP.to_owned())
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        match self.open.last_mut() {
            Some(node) => node.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err("there is text outside of the root element".to_owned()),
        }
        Ok(())
    }

    fn close(&mut self, node: Node) -> Result<(), String> {
        match self.open.last_mut() {
            Some(outer) => outer.children.push(node),
            None if self.root.is_none() => self.root = Some(node),
            None => return Err("it has a second root element".to_owned()),
        }
        Ok(())
    }
}

fn resolved(reference: &BytesRef<'_>) -> Result<String, String> {
    match reference.resolve_char_ref() {
        Ok(Some(letter)) => Ok(letter.to_string()),
        Ok(None) => resolve_predefined_entity(&reference.xml10_content())
            .map(str::to_owned)
            .ok_or_else(|| UNKNOWN_ENTITY.to_owned()),
        Err(_) => Err("a reference to no character".to_owned()),
    }
}
