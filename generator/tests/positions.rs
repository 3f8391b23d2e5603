//! Every node of a document is found in its text, in both notations.

#![cfg(test)]

use castiron::diagnostics::{Diagnostics, child_pointer};
use castiron::source::{Document, Sources};
use proptest::prelude::*;
use serde_json::{Map, Value};

fn read(name: &str, text: &str) -> Document {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    sources
        .parse(name, text, &mut diagnostics)
        .expect("the text is a document")
}

/// The pointers of all nodes with their values.
fn nodes(pointer: String, value: &Value, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                nodes(child_pointer(&pointer, key), member, found);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                nodes(format!("{pointer}/{index}"), element, found);
            }
        }
        _ => {}
    }
    found.push((pointer, value.clone()));
}

/// Reads the spelling of every node again, and holds it against the node.
fn check(name: &str, text: &str, parse: fn(&str) -> Option<Value>) {
    let document = read(name, text);
    let mut found = Vec::new();
    nodes(String::new(), document.root(), &mut found);
    for (pointer, value) in found {
        let spelling = document
            .spelling(&pointer)
            .unwrap_or_else(|| panic!("no place for {pointer} in\n{text}"));
        if value.is_object() || value.is_array() {
            assert!(!spelling.is_empty(), "{pointer} in\n{text}");
        } else {
            assert_eq!(
                parse(spelling).as_ref(),
                Some(&value),
                "{pointer} in\n{text}"
            );
        }
    }
}

fn json(spelling: &str) -> Option<Value> {
    serde_json::from_str(spelling).ok()
}

fn yaml(spelling: &str) -> Option<Value> {
    serde_yaml::from_str(spelling).ok()
}

/// Names and texts with everything that either notation has a rule for.
fn text() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[a-z/~#:'\" \\\\\t\u{e9}\u{1f600}0-9{}\\[\\],&*!|>-]{0,12}")
        .expect("a pattern")
}

fn value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((text(), inner), 0..4).prop_map(|members| Value::from(
                members
                    .into_iter()
                    .filter(|(key, _)| key != "<<")
                    .collect::<Map<_, _>>()
            )),
        ]
    })
}

proptest! {
    #[test]
    fn nodes_of_json_are_found(value in value()) {
        check("a.json", &value.to_string(), json);
        check("a.json", &format!("{value:#}"), json);
    }

    #[test]
    fn nodes_of_json_are_found_by_yaml(value in value()) {
        check("a.yaml", &value.to_string(), json);
    }

    #[test]
    fn nodes_of_yaml_are_found(value in value()) {
        let text = serde_yaml::to_string(&value).expect("YAML");
        // A block scalar cannot be read without its indentation.
        prop_assume!(!text.contains(['|', '>']));
        check("a.yaml", &text, yaml);
    }
}

#[test]
fn comments_and_styles() {
    let text = "a: 1 # one\nb:\n  - x   # two\n  -   y: 'z'\nc: {d: \"e\", f: [1, 2]} # three\n";
    check("a.yaml", text, yaml);
}

#[test]
fn escapes_of_json() {
    check(
        "a.json",
        r#"{"a\/b\u00e9\ud83d\ude00": "\"\\", "n": -1.5e3, "l": [true, null]}"#,
        json,
    );
}

#[test]
fn block_scalars_begin_at_their_text() {
    let document = read("a.yaml", "a: |\n  one\n  two\nb: >-\n  three\n");
    assert_eq!(document.spelling("/a"), Some("one\n  two"));
    assert_eq!(document.spelling("/b"), Some("three"));
}

#[test]
fn aliases_and_merges_lead_to_where_the_node_was_written() {
    let text = "a: &a {x: 1, y: [2]}\nb: *a\nc: {<<: *a, x: 3}\nd: {<<: [{z: 4}, *a]}\n";
    let document = read("a.yaml", text);
    let spelt = |pointer| document.spelling(pointer);
    assert_eq!(spelt("/b"), Some("*a"));
    assert_eq!(spelt("/b/y/0"), Some("2"));
    assert_eq!(spelt("/c/x"), Some("3"));
    assert_eq!(spelt("/c/y/0"), Some("2"));
    assert_eq!((spelt("/d/z"), spelt("/d/x")), (Some("4"), Some("1")));
}
