//! From XML to the JSON of a value.
//!
//! Whatever does not fit is written as JSON that does not fit either. So the error of the type says
//! what was expected, and at which path.

use super::super::plain::{self, Members};
use super::shape::{Element, Field, Place, Shape, Structure};
use super::tree::{self, Node};

/// The JSON of an object that is the root of a document.
pub(in super::super) fn to_json(
    text: &str,
    structure: &Structure,
    depth: usize,
) -> Result<String, String> {
    let root = tree::parse(text, depth)?;
    if root.name != structure.root.local {
        let expected = structure.root.local;
        return Err(format!("the root element is not `{expected}`"));
    }
    let mut json = String::new();
    object(&mut json, structure, &root);
    Ok(json)
}

fn value(json: &mut String, shape: &Shape, node: &Node) {
    if is_nil(node) {
        return json.push_str("null");
    }
    match shape {
        Shape::Text | Shape::Number | Shape::Boolean if !node.children.is_empty() => {
            json.push_str("{}");
        }
        Shape::Text | Shape::Number | Shape::Boolean => scalar(json, shape, &node.text),
        Shape::Structure(structure) => object(json, structure(), node),
        Shape::List(item) => list(json, item, &children(node, item)),
        Shape::Map(values) => {
            let mut members = Members::begin(json);
            for child in &node.children {
                members.member(&child.name, |json| value(json, values, child));
            }
            members.end();
        }
    }
}

fn scalar(json: &mut String, shape: &Shape, text: &str) {
    match shape {
        Shape::Number => plain::number(json, text),
        Shape::Boolean => plain::boolean(json, text),
        Shape::Text | Shape::Structure(_) | Shape::List(_) | Shape::Map(_) => {
            plain::text(json, text);
        }
    }
}

fn object(json: &mut String, structure: &Structure, node: &Node) {
    let mut members = Members::begin(json);
    for field in structure.fields {
        self::field(&mut members, field, node);
    }
    if let Some(values) = &structure.additional {
        let known = |child: &&Node| !structure.fields.iter().any(|field| field.has(child));
        for child in node.children.iter().filter(known) {
            members.member(&child.name, |json| value(json, values, child));
        }
    }
    members.end();
}

fn field(members: &mut Members<'_>, field: &Field, node: &Node) {
    let property = field.property;
    match &field.place {
        Place::Attribute(attribute) => {
            if let Some(text) = node.attributes.get(attribute.name.local) {
                members.member(property, |json| scalar(json, &attribute.shape, text));
            }
        }
        Place::Text(shape) => {
            if field.required || !node.text.trim().is_empty() {
                members.member(property, |json| scalar(json, shape, &node.text));
            }
        }
        // An element that is there twice is a key that is there twice, which is refused.
        Place::Element(element) => {
            for child in children(node, element) {
                members.member(property, |json| value(json, &element.shape, child));
            }
        }
        Place::Items(item) => {
            let found = children(node, item);
            if field.required || !found.is_empty() {
                let items = unwrapped(item, found);
                members.member(property, |json| list(json, item, &items));
            }
        }
    }
}

impl Field {
    fn has(&self, child: &Node) -> bool {
        match &self.place {
            Place::Element(element) | Place::Items(element) => element.name.local == child.name,
            Place::Attribute(_) | Place::Text(_) => false,
        }
    }
}

fn list(json: &mut String, item: &Element, nodes: &[&Node]) {
    json.push('[');
    for (index, node) in nodes.iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        value(json, &item.shape, node);
    }
    json.push(']');
}

/// The items of a list, also where a server puts an element around them that the spec does not
/// know of.
fn unwrapped<'n>(item: &Element, found: Vec<&'n Node>) -> Vec<&'n Node> {
    match found.as_slice() {
        [only] if is_wrapper(&item.shape, only) => only.children.iter().collect(),
        _ => found,
    }
}

/// Whether an element cannot be an item, but can hold some.
fn is_wrapper(item: &Shape, node: &Node) -> bool {
    match item {
        Shape::Text | Shape::Number | Shape::Boolean => !node.children.is_empty(),
        Shape::Structure(structure) => {
            let Structure { root, fields, .. } = structure();
            if node.is_blank() {
                return fields.iter().any(|field| field.required);
            }
            let is_item = |child: &Node| {
                child.name == root.local && !fields.iter().any(|field| field.has(child))
            };
            !node.children.is_empty() && node.children.iter().all(is_item)
        }
        Shape::List(_) | Shape::Map(_) => false,
    }
}

fn children<'n>(node: &'n Node, element: &Element) -> Vec<&'n Node> {
    let named = |child: &&Node| child.name == element.name.local;
    node.children.iter().filter(named).collect()
}

/// Whether the element says that it is `null` (XML Schema 1.0, 2.6.2).
fn is_nil(node: &Node) -> bool {
    let is_empty = node.children.is_empty() && node.text.is_empty();
    let nil = node.attributes.get("nil").map(String::as_str);
    is_empty && matches!(nil, Some("true" | "1"))
}
