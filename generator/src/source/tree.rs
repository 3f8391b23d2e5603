//! Builds the raw tree from either reader, under limits.
//!
//! Of a key that stands twice in one mapping, the last value is read, as `JSON.parse` and most readers
//! of YAML do; that it stands twice is remembered.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::{Map, Number, Value};

use crate::diagnostics::{Code, child_pointer};

/// How many mappings and lists may stand inside each other.
///
/// Lower than what serde_json (127) and serde_yaml (128) stop at by themselves, so that one rule
/// holds for both notations.
pub const DEPTH_AT_MOST: usize = 120;

/// Aliases may make a document this many times as large as its text.
const GROWTH_AT_MOST: usize = 10;

/// However small the text, this many bytes of tree are always allowed.
const GROWTH_ALWAYS: usize = 1024 * 1024;

/// A text as a tree.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) root: Value,
    /// The pointers to the keys that stand more than once in their mapping; the last value was read.
    pub(super) repeated: BTreeSet<String>,
}

/// The rules under which one text is read, and the rule that was broken.
///
/// A reader's error holds only words and a position; `broken` says which rule it stands for.
#[derive(Debug)]
pub(super) struct Rules {
    remaining: Cell<usize>,
    merges: bool,
    repeated: RefCell<BTreeSet<String>>,
    broken: RefCell<Option<Broken>>,
}

/// A rule of ours that a text broke, in the words of the finding.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: Option<&'static str>,
}

impl Rules {
    /// The rules for `text`; with `merges`, the key `<<` merges mappings into its own.
    pub(super) fn new(text: &str, merges: bool) -> Self {
        let allowed = text
            .len()
            .saturating_mul(GROWTH_AT_MOST)
            .saturating_add(GROWTH_ALWAYS);
        Self {
            remaining: Cell::new(allowed),
            merges,
            repeated: RefCell::default(),
            broken: RefCell::new(None),
        }
    }

    /// The rule that was broken, if it was one of ours.
    pub(super) fn into_broken(self) -> Option<Broken> {
        self.broken.into_inner()
    }

    /// The tree that was read under these rules.
    pub(super) fn into_tree(self, root: Value) -> Tree {
        Tree {
            root,
            repeated: self.repeated.into_inner(),
        }
    }

    /// The seed that reads the whole document.
    pub(super) fn root(&self) -> Node<'_> {
        Node {
            rules: self,
            depth: 0,
            step: None,
        }
    }

    fn spend<E: Error>(&self, bytes: usize) -> Result<(), E> {
        match self.remaining.get().checked_sub(bytes) {
            Some(remaining) => {
                self.remaining.set(remaining);
                Ok(())
            }
            None => Err(self.fail(Broken::alias_bomb())),
        }
    }

    fn fail<E: Error>(&self, broken: Broken) -> E {
        let error = E::custom(&broken.message);
        self.broken.replace(Some(broken));
        error
    }
}

impl Broken {
    pub(super) fn alias_bomb() -> Self {
        Self {
            code: Code::AliasBomb,
            message: format!(
                "aliases make the document more than {GROWTH_AT_MOST} times as large as its text"
            ),
            help: Some("write what is shared once, and use `$ref`"),
        }
    }

    pub(super) fn too_deep() -> Self {
        Self {
            code: Code::TooDeep,
            message: format!("mappings and lists are nested more than {DEPTH_AT_MOST} levels deep"),
            help: None,
        }
    }

    fn merge_of_no_mapping() -> Self {
        Self {
            code: Code::YamlSyntax,
            message: "the value of the merge key `<<` is neither a mapping nor a list of mappings"
                .to_owned(),
            help: None,
        }
    }

    fn not_json(value: f64) -> Self {
        Self {
            code: Code::NotJsonValue,
            message: format!("`{value}` is not a value that JSON can hold"),
            help: Some("put it in quotes if it is meant as text"),
        }
    }
}

/// Reads one node.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    rules: &'a Rules,
    depth: usize,
    step: Option<&'a Step<'a>>,
}

/// How the reader came to a node, which costs nothing until it is asked.
struct Step<'a> {
    above: Option<&'a Self>,
    key: StepKey<'a>,
}

enum StepKey<'a> {
    Member(&'a str),
    Element(usize),
}

impl Step<'_> {
    fn pointer(&self) -> String {
        let above = self.above.map_or(String::new(), Self::pointer);
        match self.key {
            StepKey::Member(key) => child_pointer(&above, key),
            StepKey::Element(index) => child_pointer(&above, &index.to_string()),
        }
    }
}

impl<'a> Node<'a> {
    fn inside<E: Error>(self) -> Result<Self, E> {
        if self.depth == DEPTH_AT_MOST {
            return Err(self.rules.fail(Broken::too_deep()));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }

    fn to<'s>(self, key: StepKey<'s>) -> Step<'s>
    where
        'a: 's,
    {
        Step {
            above: self.step,
            key,
        }
    }

    fn scalar<E: Error>(self, bytes: usize, value: impl Into<Value>) -> Result<Value, E> {
        self.rules.spend(1 + bytes)?;
        Ok(value.into())
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value that JSON can hold")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.scalar(0, Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.scalar(0, value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.scalar(0, value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.scalar(0, value)
    }

    // serde_json reads whole numbers beyond 64 bits as `f64`; YAML follows it here.
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        match Number::from_f64(value) {
            Some(number) => self.scalar(0, number),
            None => Err(self.rules.fail(Broken::not_json(value))),
        }
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.scalar(value.len(), value)
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.scalar(value.len(), value)
    }

    // A local tag such as `!reference` says nothing to OpenAPI; its value is read as if untagged.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (_tag, value) = tagged.variant::<String>()?;
        value.newtype_variant_seed(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let element = self.inside()?;
        self.rules.spend(1)?;
        let mut list = Vec::new();
        loop {
            let step = self.to(StepKey::Element(list.len()));
            let element = Node {
                step: Some(&step),
                ..element
            };
            let Some(value) = elements.next_element_seed(element)? else {
                break;
            };
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let member = self.inside()?;
        self.rules.spend(1)?;
        let mut map = Map::new();
        let mut merged = Vec::new();
        while let Some(key) = members.next_key_seed(Key { rules: self.rules })? {
            let step = self.to(StepKey::Member(&key));
            let value = members.next_value_seed(Node {
                step: Some(&step),
                ..member
            })?;
            if key == "<<" && self.rules.merges {
                merged.push(value);
                continue;
            }
            if map.contains_key(&key) {
                self.rules.repeated.borrow_mut().insert(step.pointer());
            }
            map.insert(key, value);
        }
        for merged in merged {
            merge(&mut map, merged).map_err(|broken| self.rules.fail(broken))?;
        }
        Ok(Value::Object(map))
    }
}

/// Adds the members of merged mappings that the mapping does not have itself; of several merged
/// mappings, the first one that has a member gives it.
fn merge(map: &mut Map<String, Value>, merged: Value) -> Result<(), Broken> {
    let mappings = match merged {
        Value::Array(mappings) => mappings,
        mapping => vec![mapping],
    };
    for mapping in mappings {
        let Value::Object(members) = mapping else {
            return Err(Broken::merge_of_no_mapping());
        };
        for (key, value) in members {
            map.entry(key).or_insert(value);
        }
    }
    Ok(())
}

/// Reads a key as it is spelt, so that `200` stays `200` and `1.10` stays `1.10`.
struct Key<'a> {
    rules: &'a Rules,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key that is not itself a mapping or list")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<String, E> {
        self.rules.spend(key.len())?;
        Ok(key.to_owned())
    }
}
