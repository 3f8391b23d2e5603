//! How mutants are drawn.

use castiron::diagnostics::{child_pointer, pointer_keys};
use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::originals::{Original, Originals};

/// Of a hundred mutants, those of the corpus; the others are of small documents, and so quick.
const OF_THE_CORPUS: u32 = 4;

/// Of a hundred mutants, those whose text is spoilt without a look at what it says.
const RAW: u32 = 8;

/// Of a hundred mutants, those that are written in YAML.
const IN_YAML: u32 = 15;

/// Larger documents are spoilt no further.
const NODES_AT_MOST: usize = 20_000;

/// A spoilt document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// The name of its file.
    pub file: &'static str,
    pub text: String,
    /// What was done to it, where that is one thing in one place.
    pub fault: Option<Planted>,
}

/// A node that was replaced or taken away, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planted {
    pub pointer: String,
    /// The document before.
    pub before: String,
}

/// Draws mutants.
pub struct Mutator {
    originals: Originals,
    /// Every key with every value that it has in a document of ours, to be put elsewhere.
    members: Vec<(String, Value)>,
}

impl Mutator {
    pub fn new(originals: Originals) -> Self {
        let mut members = Vec::new();
        for original in &originals.own {
            collect(&original.tree, &mut members);
        }
        Self { originals, members }
    }

    /// The mutant of an index, always the same.
    pub fn mutant(&self, seed: u64, index: u64) -> Mutant {
        let mut rng = Rng::with_seed(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ index);
        let rng = &mut rng;
        let original = self.original(rng);
        let mut tree = original.tree.clone();
        let mutations = rng.u32(1..=4);
        let mut pointer = None;
        for _ in 0..mutations {
            pointer = self.mutate(&mut tree, rng);
        }
        let fault = pointer.filter(|_| mutations == 1).map(|pointer| Planted {
            pointer,
            before: original.tree.to_string(),
        });
        let is_yaml = original.bytes < 10_000 && rng.u32(0..100) < IN_YAML;
        let (file, mut text) = if is_yaml {
            ("api.yaml", serde_yaml::to_string(&tree).expect("YAML"))
        } else {
            ("api.json", format!("{tree:#}"))
        };
        if rng.u32(0..100) < RAW {
            text = spoilt(&text, rng);
            return Mutant {
                file,
                text,
                fault: None,
            };
        }
        Mutant { file, text, fault }
    }

    fn original(&self, rng: &mut Rng) -> &Original {
        if rng.u32(0..100) >= OF_THE_CORPUS {
            return &self.originals.own[rng.usize(..self.originals.own.len())];
        }
        // The larger, the rarer.
        for _ in 0..20 {
            if let Some(original) = rng.choice(&self.originals.corpus)
                && rng.usize(..original.bytes) < 5_000
            {
                return original;
            }
        }
        &self.originals.own[0]
    }

    /// Spoils a tree; gives the node that was replaced or taken away, if that is all.
    fn mutate(&self, tree: &mut Value, rng: &mut Rng) -> Option<String> {
        let mut pointers = Vec::new();
        walk("", tree, &mut pointers);
        if pointers.len() > NODES_AT_MOST {
            return None;
        }
        let pointer = pointers[rng.usize(..pointers.len())].clone();
        let other = pointers[rng.usize(..pointers.len())].clone();
        let node = tree.pointer(&pointer).cloned().unwrap_or_default();
        let (key, value) = self.members[rng.usize(..self.members.len())].clone();
        let kind = rng.u32(0..16);
        match kind {
            0 => put(tree, &pointer, wrong(rng)),
            1 => drop(remove(tree, &pointer)),
            2 => insert(tree, &pointer, &payload(rng), node),
            3 => {
                if let Some(node) = remove(tree, &pointer) {
                    insert(tree, &pointer, &key, node);
                }
            }
            4 => {
                if let Some(node) = remove(tree, &pointer) {
                    put(tree, &other, node);
                }
            }
            5 => put(tree, &other, node),
            6 | 7 => insert(tree, &child_pointer(&pointer, ""), &key, value),
            8 => {
                // What stands under the same key elsewhere.
                let key = pointer_keys(&pointer).next_back().unwrap_or_default();
                let same: Vec<_> = self
                    .members
                    .iter()
                    .filter(|(name, _)| *name == key)
                    .collect();
                if let Some((_, value)) = rng.choice(same) {
                    put(tree, &pointer, value.clone());
                }
            }
            9 => {
                let references: Vec<&String> = pointers
                    .iter()
                    .filter(|pointer| pointer.ends_with("/$ref"))
                    .collect();
                if let Some(reference) = rng.choice(references) {
                    put(tree, reference, target(&other, rng).into());
                }
            }
            10 => {
                let strings: Vec<&String> = pointers
                    .iter()
                    .filter(|pointer| tree.pointer(pointer).is_some_and(Value::is_string))
                    .collect();
                if let Some(string) = rng.choice(strings) {
                    put(tree, string, payload(rng).into());
                }
            }
            11 => put(tree, &pointer, wrapped(node, rng)),
            12 => {
                let depth = rng.usize(..=pointer.matches('/').count());
                let above = pointer
                    .match_indices('/')
                    .nth(depth)
                    .map_or(pointer.len(), |(at, _)| at);
                let above = &pointer[..above];
                put(tree, &pointer, json!({ "$ref": format!("#{above}") }));
            }
            13 => {
                let most = if rng.bool() { 10 } else { 140 };
                let levels = rng.usize(1..most);
                let deep = (0..levels).fold(node, |inner, _| wrapped(inner, rng));
                put(tree, &pointer, deep);
            }
            14 => {
                let mut inner = Vec::new();
                walk("", &node, &mut inner);
                for number in 0..rng.usize(1..60).min(NODES_AT_MOST / inner.len()) {
                    insert(tree, &pointer, &format!("{key}{number}"), node.clone());
                }
            }
            _ => {
                let versions = ["2.0", "3.0.3", "3.1.0", "3.2.0", "3", "4.0.0", ""];
                let version = versions[rng.usize(..versions.len())];
                let word = if version == "2.0" {
                    "swagger"
                } else {
                    "openapi"
                };
                tree[word] = version.into();
            }
        }
        // A root that is no mapping has no other mutants.
        if !tree.is_object() {
            *tree = json!({ "openapi": "3.0.3", "paths": tree.take() });
            return None;
        }
        matches!(kind, 0 | 1).then_some(pointer)
    }
}

fn collect(value: &Value, members: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(map) => {
            for (key, member) in map {
                members.push((key.clone(), member.clone()));
                collect(member, members);
            }
        }
        Value::Array(elements) => elements
            .iter()
            .for_each(|element| collect(element, members)),
        _ => {}
    }
}

fn walk(pointer: &str, value: &Value, found: &mut Vec<String>) {
    found.push(pointer.to_owned());
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                walk(&child_pointer(pointer, key), member, found);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                walk(&format!("{pointer}/{index}"), element, found);
            }
        }
        _ => {}
    }
}

fn put(tree: &mut Value, pointer: &str, value: Value) {
    if let Some(node) = tree.pointer_mut(pointer) {
        *node = value;
    }
}

/// Takes a node out of what holds it.
pub fn remove(tree: &mut Value, pointer: &str) -> Option<Value> {
    let (above, _) = pointer.rsplit_once('/')?;
    let key = pointer_keys(pointer).next_back()?;
    match tree.pointer_mut(above)? {
        Value::Object(members) => members.shift_remove(&key),
        Value::Array(elements) => {
            let index = key.parse::<usize>().ok()?;
            (index < elements.len()).then(|| elements.remove(index))
        }
        _ => None,
    }
}

/// Puts a node beside the one at `pointer`.
fn insert(tree: &mut Value, pointer: &str, key: &str, value: Value) {
    let above = pointer.rsplit_once('/').map_or("", |(above, _)| above);
    match tree.pointer_mut(above) {
        Some(Value::Object(members)) => {
            members.insert(key.to_owned(), value);
        }
        Some(Value::Array(elements)) => elements.push(value),
        _ => {}
    }
}

fn wrapped(value: Value, rng: &mut Rng) -> Value {
    match rng.u32(0..10) {
        0 => json!({ "allOf": [value] }),
        1 => json!({ "oneOf": [value, { "type": "string" }] }),
        2 => json!({ "anyOf": [{ "type": "integer" }, value] }),
        3 => json!({ "not": value }),
        4 => json!({ "type": "array", "items": value }),
        5 => json!({ "type": "object", "properties": { "inner": value } }),
        6 => json!({ "additionalProperties": value }),
        7 => json!({ "schema": value }),
        8 => json!([value]),
        _ => json!({ "allOf": [value, { "oneOf": [{ "type": "object" }, { "nullable": true }] }] }),
    }
}

/// Values that are wrong almost everywhere, or at the edge of what is right.
fn wrong(rng: &mut Rng) -> Value {
    let values = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(-0.0),
        json!(1.5),
        json!(1e308),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(9_223_372_036_854_775_808_u64),
        json!(1e30),
        json!(""),
        json!("text"),
        json!([]),
        json!([null, 1, "a", {}]),
        json!({}),
        json!({ "type": [] }),
        json!({ "type": ["string", "null", "array"] }),
        json!({ "enum": [] }),
        json!({ "enum": [1, "1", null, {}] }),
        json!({ "$ref": 1 }),
        json!({ "allOf": [] }),
        json!({ "type": "integer", "enum": ["a"], "default": 1.5, "maximum": -1, "multipleOf": 0 }),
        json!({ "type": "string", "pattern": "(a{1000}){1000}", "maxLength": -1 }),
        Value::Object(Map::from_iter([(payload(rng), Value::Null)])),
    ];
    values[rng.usize(..values.len())].clone()
}

/// What a reference may lead to.
fn target(pointer: &str, rng: &mut Rng) -> String {
    let targets = [
        "#",
        "#/",
        "",
        "/",
        "#/nowhere",
        "#/paths",
        "#/~2",
        "#/%zz",
        "#/components/schemas/",
        "#/components/schemas/0",
        "other.yaml",
        "../other.yaml#/a",
        "/etc/passwd",
        "http://[",
        "https://example.com/a.yaml",
        "file:///etc/passwd",
        "api.json",
        "#/info/title",
        "#anchor",
    ];
    if rng.bool() {
        return format!("#{}", pointer.replace('%', "%25"));
    }
    targets[rng.usize(..targets.len())].to_owned()
}

/// Texts that mean something somewhere.
fn payload(rng: &mut Rng) -> String {
    let payloads = [
        "",
        " ",
        "a b",
        "type",
        "self",
        "Self",
        "_",
        "String",
        "Option",
        "null",
        "0",
        "-1",
        "1e999",
        "\"",
        "\\",
        "\n",
        "a\r\nb",
        "\u{0}",
        "\u{202e}",
        "\u{feff}",
        "é",
        "e\u{301}",
        "日本",
        "🦀",
        "*/",
        "```\na",
        "{}",
        "{a",
        "}",
        "{a}{a}",
        "/",
        "//",
        "/{a}",
        "../a",
        "a/b",
        "a?b#c",
        "default",
        "200",
        "2XX",
        "600",
        "x-rust-name",
        "$ref",
        "#/components/schemas/Pet",
        "application/json",
        "text/*",
        "*/*",
        "multipart/form-data",
        "a;b",
        "https://example.com/{a}",
        "//a",
        "file:///a",
        "date-time",
        "binary",
        "byte",
        "uuid",
        "int64",
        "object",
        "array",
        "^(a+)+$",
        "(?=a)",
        "[",
        "$request.body#/a",
        "{$url}",
        "\u{1b}[31m",
        "<b>",
        "kind",
        "properties",
        "items",
        "mod",
        "lib",
    ];
    let payload = payloads[rng.usize(..payloads.len())];
    if rng.u32(0..20) == 0 {
        payload.repeat(rng.usize(1..300))
    } else {
        payload.to_owned()
    }
}

/// The text with something done to its characters or lines.
fn spoilt(text: &str, rng: &mut Rng) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..rng.u32(1..4) {
        let at = rng.usize(..=characters.len());
        let end = (at + rng.usize(..40)).min(characters.len());
        match rng.u32(0..6) {
            0 => characters.truncate(at),
            1 => drop(characters.drain(at..end)),
            2 => {
                let signs: Vec<char> = "{}[]:,\"'&*!|>%@#-?~<\\ \t\n\u{0}\u{feff}é0"
                    .chars()
                    .collect();
                characters.insert(at, signs[rng.usize(..signs.len())]);
            }
            3 => {
                let repeated: Vec<char> = characters[at..end].to_vec();
                characters.splice(at..at, repeated);
            }
            4 => {
                let inserted: Vec<char> = payload(rng).chars().collect();
                characters.splice(at..at, inserted);
            }
            _ => {
                // A line twice.
                let lines: String = characters.iter().collect();
                let mut lines: Vec<&str> = lines.lines().collect();
                if let Some(line) = rng.choice(lines.clone()) {
                    let place = rng.usize(..=lines.len());
                    lines.insert(place, line);
                }
                characters = lines.join("\n").chars().collect();
            }
        }
    }
    characters.into_iter().collect()
}
