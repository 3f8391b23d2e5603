//! Visits every node of a document that OpenAPI gives a meaning, by the tables of `objects`.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::grammar::{Lost, Need, Object, Shape, empty};
use super::objects::OPENAPI;
use super::version::Version;
use crate::diagnostics::child_pointer;

/// What a pass does at the nodes it is shown.
pub(super) trait Pass {
    /// A node whose kind does not fit the shape that belongs here; what is inside is not visited.
    fn misfit(&mut self, _spot: &Spot, _shape: Shape, _value: &Value) {}

    /// An object, before what is inside.
    fn object(&mut self, _spot: &Spot, _object: &'static Object, _members: &Map<String, Value>) {}

    /// A `$ref` where an object, or a reference to one, belongs. Where keywords may stand beside it, the
    /// node is shown as an object, too.
    fn reference(&mut self, _spot: &Spot, _object: &'static Object, _members: &Map<String, Value>) {
    }
}

/// Where the walk is, and what it costs if the node here cannot be read.
#[derive(Clone)]
pub(super) struct Spot {
    pub(super) pointer: String,
    pub(super) role: Role,
    pub(super) cost: Rc<Cost>,
}

/// How a node is held.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It is the value of a keyword; the document counts as one.
    Keyword(Need),
    /// It stands under a name.
    Entry,
    /// It is an element of a list.
    Element,
}

impl Spot {
    /// The pointer of a member of this node.
    pub(super) fn member(&self, key: &str) -> String {
        child_pointer(&self.pointer, key)
    }

    fn entry(&self, key: &str, cost: Rc<Cost>) -> Self {
        Self {
            pointer: self.member(key),
            role: Role::Entry,
            cost,
        }
    }

    fn element(&self, index: usize) -> Self {
        let pointer = format!("{}/{index}", self.pointer);
        Self {
            cost: Cost::removal(pointer.clone()),
            role: Role::Element,
            pointer,
        }
    }

    /// The same spot; if what belongs here leaves something behind, at that cost.
    fn of(self, shape: Shape) -> Self {
        let leaves = match shape.object().map(|object| object.lost) {
            Some(Lost::AsAnyValue) => Leaves::AnyValue,
            Some(Lost::AsAnyBody) => Leaves::AnyBody,
            Some(Lost::AsNull) => Leaves::Null,
            Some(Lost::WithSlot | Lost::WithHolder) | None => return self,
        };
        let cost = Rc::new(Cost {
            pointer: self.pointer.clone(),
            leaves,
        });
        Self { cost, ..self }
    }
}

/// The node that is lost, and what is left in its place.
pub(super) struct Cost {
    pub(super) pointer: String,
    pub(super) leaves: Leaves,
}

/// What is left of a node that is lost.
pub(super) enum Leaves {
    /// Nothing; its key is removed.
    Nothing,
    /// A schema of any value.
    AnyValue,
    /// A response or request body of any JSON.
    AnyBody,
    /// This value, which says nothing.
    Empty(Value),
    /// `null`.
    Null,
    /// Not even the document: it is refused.
    Refusal,
}

impl Cost {
    /// The key at `pointer` is removed.
    fn removal(pointer: String) -> Rc<Self> {
        Rc::new(Self {
            pointer,
            leaves: Leaves::Nothing,
        })
    }
}

/// Shows the whole document to `pass`, as `version` reads it.
pub(super) fn walk(root: &Value, version: Version, pass: &mut impl Pass) {
    let cost = Rc::new(Cost {
        pointer: String::new(),
        leaves: Leaves::Refusal,
    });
    let spot = Spot {
        pointer: String::new(),
        role: Role::Keyword(Need::Required),
        cost,
    };
    Walk { version, pass }.node(root, Shape::Object(&OPENAPI), spot);
}

/// Shows a part of a document to `pass`, which stands by itself at `pointer`.
pub(super) fn walk_part(
    value: &Value,
    version: Version,
    shape: Shape,
    pointer: &str,
    pass: &mut impl Pass,
) {
    if pointer.is_empty() {
        return walk(value, version, pass);
    }
    let spot = Spot {
        pointer: pointer.to_owned(),
        role: Role::Entry,
        cost: Cost::removal(pointer.to_owned()),
    };
    Walk { version, pass }.node(value, shape, spot);
}

struct Walk<'p, P> {
    version: Version,
    pass: &'p mut P,
}

impl<P: Pass> Walk<'_, P> {
    fn node(&mut self, value: &Value, shape: Shape, spot: Spot) {
        let spot = spot.of(shape);
        if !shape.admits(value, self.version) {
            self.pass.misfit(&spot, shape, value);
            return;
        }
        match (shape, value) {
            (Shape::List(inner), Value::Array(elements)) => {
                for (index, element) in elements.iter().enumerate() {
                    self.node(element, *inner, spot.element(index));
                }
            }
            (Shape::Map(inner), Value::Object(entries)) => {
                let with_holder = inner
                    .object()
                    .is_some_and(|object| object.lost == Lost::WithHolder);
                for (key, entry) in entries {
                    let cost = if with_holder {
                        Rc::clone(&spot.cost)
                    } else {
                        Cost::removal(spot.member(key))
                    };
                    self.node(entry, *inner, spot.entry(key, cost));
                }
            }
            (
                Shape::Referable(kind) | Shape::Schema(kind) | Shape::SchemaOrBoolean(kind),
                Value::Object(members),
            ) if members.contains_key("$ref") => {
                self.pass.reference(&spot, kind, members);
                if kind.keyword("$ref", self.version).is_some() {
                    self.object(members, kind, &spot);
                }
            }
            (
                Shape::Object(kind)
                | Shape::Referable(kind)
                | Shape::Schema(kind)
                | Shape::SchemaOrBoolean(kind),
                Value::Object(members),
            ) => self.object(members, kind, &spot),
            _ => {}
        }
    }

    fn object(&mut self, members: &Map<String, Value>, object: &'static Object, spot: &Spot) {
        self.pass.object(spot, object, members);
        for (key, value) in members {
            if let Some(keyword) = object.keyword(key, self.version) {
                let pointer = spot.member(key);
                let cost = match keyword.need {
                    Need::Optional => Cost::removal(pointer.clone()),
                    Need::Filled => Rc::new(Cost {
                        pointer: pointer.clone(),
                        leaves: Leaves::Empty(empty(keyword.shape, self.version)),
                    }),
                    Need::Essential | Need::Required => Rc::clone(&spot.cost),
                };
                let spot = Spot {
                    pointer,
                    role: Role::Keyword(keyword.need),
                    cost,
                };
                self.node(value, keyword.shape, spot);
            } else if let Some(names) = object
                .names
                .as_ref()
                .filter(|names| !is_extension(key) && (names.admits)(key))
            {
                let cost = Cost::removal(spot.member(key));
                self.node(value, names.shape, spot.entry(key, cost));
            }
        }
    }
}

/// Whether a key is an extension, which OpenAPI allows almost everywhere.
pub(super) fn is_extension(key: &str) -> bool {
    key.starts_with("x-")
}
