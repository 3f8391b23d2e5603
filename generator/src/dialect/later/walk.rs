//! Visits every schema of a document to change it, what is inside first.

use serde_json::{Map, Value};

use super::rewriting::Rewriting;
use super::{booleans, information, schema, streams};
use crate::diagnostics::child_pointer;
use crate::dialect::grammar::{Object, Shape};
use crate::dialect::messages::MEDIA_TYPE;
use crate::dialect::objects::OPENAPI;
use crate::dialect::version::Version;
use crate::dialect::walk::is_extension;

/// Rewrites every schema of the document.
pub(super) fn schemas(root: &mut Value, version: Version, rewriting: &mut Rewriting<'_>) {
    node(root, Shape::Object(&OPENAPI), "", version, rewriting);
}

fn node(
    value: &mut Value,
    shape: Shape,
    pointer: &str,
    version: Version,
    rewriting: &mut Rewriting<'_>,
) {
    if !shape.admits(value, version) {
        return;
    }
    match (shape, &mut *value) {
        (Shape::List(inner), Value::Array(elements)) => {
            for (index, element) in elements.iter_mut().enumerate() {
                node(
                    element,
                    *inner,
                    &format!("{pointer}/{index}"),
                    version,
                    rewriting,
                );
            }
        }
        (Shape::Map(inner), Value::Object(entries)) => {
            for (key, entry) in entries {
                let pointer = child_pointer(pointer, key);
                node(entry, *inner, &pointer, version, rewriting);
            }
        }
        (Shape::Referable(_), Value::Object(members)) if members.contains_key("$ref") => {}
        (Shape::Object(kind) | Shape::Referable(kind), Value::Object(members)) => {
            information::rewrite(kind, members);
            inside(members, kind, pointer, version, rewriting);
            if std::ptr::eq(kind, &MEDIA_TYPE) {
                streams::rewrite(pointer, members, rewriting);
            }
        }
        (Shape::Schema(kind) | Shape::SchemaOrBoolean(kind), Value::Object(members)) => {
            booleans::settle(pointer, members, rewriting);
            inside(members, kind, pointer, version, rewriting);
            schema(pointer, value, rewriting);
        }
        (Shape::Schema(_), Value::Bool(_)) => schema(pointer, value, rewriting),
        _ => {}
    }
}

fn inside(
    members: &mut Map<String, Value>,
    object: &'static Object,
    pointer: &str,
    version: Version,
    rewriting: &mut Rewriting<'_>,
) {
    for (key, value) in members {
        let names = object.names.as_ref();
        let named = || names.filter(|names| !is_extension(key) && (names.admits)(key));
        let shape = match object.keyword(key, version) {
            Some(keyword) => Some(keyword.shape),
            None => named().map(|names| names.shape),
        };
        if let Some(shape) = shape {
            let pointer = child_pointer(pointer, key);
            node(value, shape, &pointer, version, rewriting);
        }
    }
}
