//! From the JSON of a value to XML.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::super::EncodeError;
use super::super::plain::{self, members, parsed};
use super::super::raw_json::Kind;
use super::shape::{Element, Field, Name, Place, Shape, Structure};

type Written = Result<(), EncodeError>;

/// The document whose root an object is, from its JSON.
pub(in super::super) fn from_json(
    json: &[u8],
    structure: &Structure,
) -> Result<String, EncodeError> {
    let json = std::str::from_utf8(json).map_err(|error| EncodeError::new(error.to_string()))?;
    let mut document = Document {
        xml: r#"<?xml version="1.0" encoding="UTF-8"?>"#.to_owned(),
        namespaces: Vec::new(),
    };
    let root = Tag::from(structure.root);
    document.enclosed(root, |document| document.object(structure, json))?;
    Ok(document.xml)
}

/// The name of an element or attribute; that of a map's element is known to the value only.
#[derive(Clone, Copy)]
struct Tag<'n> {
    local: &'n str,
    prefix: Option<&'static str>,
    namespace: Option<&'static str>,
}

impl From<Name> for Tag<'_> {
    fn from(name: Name) -> Self {
        Self {
            local: name.local,
            prefix: name.prefix,
            namespace: name.namespace,
        }
    }
}

struct Document {
    xml: String,
    /// The namespaces of the prefixes that are declared, those of the innermost element last.
    namespaces: Vec<(Option<&'static str>, &'static str)>,
}

impl Document {
    /// An element, whose attributes, `>` and content are written by `content`.
    fn enclosed(&mut self, tag: Tag<'_>, content: impl FnOnce(&mut Self) -> Written) -> Written {
        let outer = self.namespaces.len();
        self.xml.push('<');
        self.name(tag);
        self.declare(tag);
        content(self)?;
        self.xml.push_str("</");
        self.name(tag);
        self.xml.push('>');
        self.namespaces.truncate(outer);
        Ok(())
    }

    fn element(&mut self, shape: &Shape, tag: Tag<'_>, json: &str) -> Written {
        self.enclosed(tag, |document| {
            if Kind::of(json) == Kind::Null {
                document.xml.push_str(NIL);
                return Ok(());
            }
            match shape {
                Shape::Structure(structure) => document.object(structure(), json),
                Shape::Text | Shape::Number | Shape::Boolean => {
                    document.xml.push('>');
                    document.text(&plain::text_of(json)?)
                }
                Shape::List(item) => {
                    document.xml.push('>');
                    document.items(item, json)
                }
                Shape::Map(values) => {
                    document.xml.push('>');
                    document.members(values, members(json)?)
                }
            }
        })
    }

    fn object(&mut self, structure: &Structure, json: &str) -> Written {
        let mut members = members(json)?;
        let mut content: Vec<(&Field, &RawValue)> = Vec::new();
        for field in structure.fields {
            let value = members.remove(field.property);
            match (&field.place, value) {
                (Place::Attribute(attribute), Some(value)) => {
                    self.attribute(attribute, value.get())?;
                }
                (Place::Text(_) | Place::Element(_) | Place::Items(_), Some(value)) => {
                    content.push((field, value));
                }
                (_, None) => {}
            }
        }
        self.xml.push('>');
        for (field, value) in content {
            self.content(field, value.get())?;
        }
        match &structure.additional {
            Some(values) => self.members(values, members),
            None => Ok(()),
        }
    }

    /// A property that is within the element.
    fn content(&mut self, field: &Field, json: &str) -> Written {
        match &field.place {
            Place::Element(Element { name, shape }) => self.element(shape, (*name).into(), json),
            Place::Text(_) | Place::Items(_) if Kind::of(json) == Kind::Null => {
                Err(no_null(field.property))
            }
            Place::Items(item) => self.items(item, json),
            Place::Text(_) => self.text(&plain::text_of(json)?),
            Place::Attribute(attribute) => self.attribute(attribute, json),
        }
    }

    fn items(&mut self, item: &Element, json: &str) -> Written {
        let items: Vec<&RawValue> = parsed(json)?;
        for value in items {
            self.element(&item.shape, item.name.into(), value.get())?;
        }
        Ok(())
    }

    fn members(&mut self, values: &Shape, members: BTreeMap<Cow<'_, str>, &RawValue>) -> Written {
        for (key, value) in members {
            if !is_name(&key) {
                return Err(EncodeError::new(
                    "the key of a map cannot be the name of an element",
                ));
            }
            let tag = Name::new("").into();
            let tag = Tag { local: &key, ..tag };
            self.element(values, tag, value.get())?;
        }
        Ok(())
    }

    fn attribute(&mut self, Element { name, .. }: &Element, json: &str) -> Written {
        if Kind::of(json) == Kind::Null {
            return Err(no_null(name.local));
        }
        // A default namespace is none of attributes.
        if name.prefix.is_some() {
            self.declare((*name).into());
        }
        self.xml.push(' ');
        self.name((*name).into());
        self.xml.push_str("=\"");
        self.text(&plain::text_of(json)?)?;
        self.xml.push('"');
        Ok(())
    }

    fn name(&mut self, tag: Tag<'_>) {
        if let Some(prefix) = tag.prefix {
            self.xml.extend([prefix, ":"]);
        }
        self.xml.push_str(tag.local);
    }

    /// Declares the namespace of a name, where it is not declared yet.
    fn declare(&mut self, tag: Tag<'_>) {
        let Some(namespace) = tag.namespace else {
            return;
        };
        let mut declared = self.namespaces.iter().rev();
        let known = declared.find(|(prefix, _)| *prefix == tag.prefix);
        if known.is_some_and(|(_, known)| *known == namespace) {
            return;
        }
        self.namespaces.push((tag.prefix, namespace));
        match tag.prefix {
            Some(prefix) => self.xml.extend([" xmlns:", prefix, "=\""]),
            None => self.xml.push_str(" xmlns=\""),
        }
        namespace.chars().for_each(|letter| self.letter(letter));
        self.xml.push('"');
    }

    fn text(&mut self, text: &str) -> Written {
        if text.chars().any(|letter| !is_character(letter)) {
            return Err(EncodeError::new("a text has a character that XML has not"));
        }
        text.chars().for_each(|letter| self.letter(letter));
        Ok(())
    }

    /// A character, in a way that is right in text and in attributes alike.
    fn letter(&mut self, letter: char) {
        match letter {
            '&' => self.xml.push_str("&amp;"),
            '<' => self.xml.push_str("&lt;"),
            '>' => self.xml.push_str("&gt;"),
            '"' => self.xml.push_str("&quot;"),
            // A reader makes other space of these.
            '\t' => self.xml.push_str("&#9;"),
            '\n' => self.xml.push_str("&#10;"),
            '\r' => self.xml.push_str("&#13;"),
            letter => self.xml.push(letter),
        }
    }
}

/// What the start of an element ends with whose value is `null` (XML Schema 1.0, 2.6.2).
const NIL: &str = r#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true">"#;

fn no_null(name: &str) -> EncodeError {
    EncodeError::new(format!("`{name}` has no `null` in XML"))
}

/// Whether a text can be the name of an element without prefix (XML 1.0, 2.3).
fn is_name(text: &str) -> bool {
    let is_start = |letter: char| letter.is_alphabetic() || letter == '_';
    let is_part = |letter: char| is_start(letter) || letter.is_numeric() || "-.".contains(letter);
    text.starts_with(is_start) && text.chars().all(is_part)
}

/// Whether XML has the character (XML 1.0, 2.2).
fn is_character(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}
