//! Which references there are in a part of the tree.

use serde_json::{Map, Value};

use super::super::grammar::{Object, Shape};
use super::super::schemas::SCHEMA;
use super::super::together::is_read_together;
use super::super::version::Version;
use super::super::walk::{self, Pass, Spot};
use crate::diagnostics::child_pointer;

/// A reference and where it stands.
pub(super) struct Found {
    /// The node that is a reference; of a discriminator's mapping, the discriminator.
    pub(super) spot: Spot,
    /// The pointer of the text that says where it leads.
    pub(super) keyword: String,
    /// What belongs in its place.
    pub(super) object: &'static Object,
    /// Where it leads.
    pub(super) target: String,
    /// Whether it is an entry of a discriminator's mapping.
    pub(super) is_mapping: bool,
}

/// All references below `pointer`, in document order.
pub(super) fn found(value: &Value, version: Version, shape: Shape, pointer: &str) -> Vec<Found> {
    let mut collector = Collector {
        version,
        found: Vec::new(),
    };
    walk::walk_part(value, version, shape, pointer, &mut collector);
    collector.found
}

struct Collector {
    version: Version,
    found: Vec<Found>,
}

impl Pass for Collector {
    fn reference(&mut self, spot: &Spot, object: &'static Object, members: &Map<String, Value>) {
        if let Some(target) = members.get("$ref").and_then(Value::as_str) {
            self.found.push(Found {
                spot: spot.clone(),
                keyword: spot.member("$ref"),
                object,
                target: target.to_owned(),
                is_mapping: false,
            });
        }
        if is_read_together(object) {
            for (key, value) in members {
                if let Some(keyword) = object.keyword(key, self.version) {
                    walk::walk_part(value, self.version, keyword.shape, &spot.member(key), self);
                }
            }
        }
    }

    fn object(&mut self, spot: &Spot, object: &'static Object, members: &Map<String, Value>) {
        if object.name != "Discriminator" {
            return;
        }
        let mapping = members.get("mapping").and_then(Value::as_object);
        for (tag, target) in mapping.into_iter().flatten() {
            if let Some(target) = target.as_str() {
                let holder = child_pointer(&spot.member("mapping"), tag);
                self.found.push(Found {
                    spot: spot.clone(),
                    keyword: holder,
                    object: &SCHEMA,
                    target: target.to_owned(),
                    is_mapping: true,
                });
            }
        }
    }
}
