//! Builds the raw tree from either reader, under limits.
//!
//! Of a key that stands twice in one mapping, the last value is read, as `JSON.parse` and most readers
//! of YAML do. Such slips are remembered.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
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
    /// What was read as it can only be meant, by pointer.
    pub(super) slips: BTreeMap<String, Slip>,
}

/// A fault of a text that leaves it readable.
#[derive(Debug, Clone, Copy)]
pub(super) enum Slip {
    /// The key stands more than once in its mapping; the last value was read.
    Repeated,
    /// A number that JSON has no word for was read as this text.
    NotJson(&'static str),
    /// What the merge key `<<` merges is no mapping, and was passed over.
    MergeOfNoMapping,
}

/// The rules under which one text is read, and the rule that was broken.
///
/// A reader's error holds only words and a position; `broken` says which rule it stands for.
#[derive(Debug)]
pub(super) struct Rules {
    remaining: Cell<usize>,
    merges: bool,
    slips: RefCell<BTreeMap<String, Slip>>,
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
            slips: RefCell::default(),
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
            slips: self.slips.into_inner(),
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

    fn slip(&self, pointer: String, slip: Slip) {
        self.slips.borrow_mut().insert(pointer, slip);
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
        if let Some(number) = Number::from_f64(value) {
            return self.scalar(0, number);
        }
        let text = match value {
            f64::INFINITY => ".inf",
            f64::NEG_INFINITY => "-.inf",
            _ => ".nan",
        };
        let pointer = self.step.map_or(String::new(), Step::pointer);
        self.rules.slip(pointer, Slip::NotJson(text));
        self.scalar(text.len(), text)
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
                let values = match value {
                    Value::Array(values) => values,
                    value => vec![value],
                };
                if !values.iter().all(Value::is_object) {
                    self.rules.slip(step.pointer(), Slip::MergeOfNoMapping);
                }
                merged.extend(values);
                continue;
            }
            if map.contains_key(&key) {
                self.rules.slip(step.pointer(), Slip::Repeated);
            }
            map.insert(key, value);
        }
        // The members that the mapping does not have itself; the first that has one gives it.
        for (key, value) in merged.into_iter().flat_map(members_of) {
            map.entry(key).or_insert(value);
        }
        Ok(Value::Object(map))
    }
}

fn members_of(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
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
