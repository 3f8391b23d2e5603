//! Nothing in a text can make the front stages panic, and what they let through keeps its promises.

use castiron::diagnostics::{Diagnostics, render_all, render_json};
use castiron::dialect;
use castiron::source::Sources;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Reads and translates `text`; the tree, if nothing refuses it.
fn run(name: &str, text: &str) -> Option<Value> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let document = sources.parse(name, text, &mut diagnostics);
    let translated =
        document.and_then(|document| dialect::translate(document, &mut sources, &mut diagnostics));
    let tree = translated.map(|document| document.root().clone());
    assert!(
        tree.is_some() || diagnostics.has_errors(),
        "refused without an error:\n{text}"
    );
    tree.filter(|_| !diagnostics.has_errors())
}

/// Reads and translates `text`, and prints what was found in every form.
fn print(name: &str, text: &str) {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let document = sources.parse(name, text, &mut diagnostics);
    document.and_then(|document| dialect::translate(document, &mut sources, &mut diagnostics));
    render_all(&diagnostics, &sources, true);
    for diagnostic in diagnostics.iter() {
        assert!(serde_json::from_str::<Value>(&render_json(diagnostic, &sources)).is_ok());
    }
}

/// A document with every kind of object.
fn sample() -> Value {
    let text = include_str!("../sample.yaml");
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let document = sources
        .parse("sample.yaml", text, &mut diagnostics)
        .expect("YAML");
    let document =
        dialect::translate(document, &mut sources, &mut diagnostics).expect("a known version");
    assert!(
        diagnostics.is_empty(),
        "{}",
        render_all(&diagnostics, &sources, false)
    );
    document.root().clone()
}

fn pointers(pointer: &str, value: &Value, found: &mut Vec<String>) {
    found.push(pointer.to_owned());
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                pointers(
                    &castiron::diagnostics::child_pointer(pointer, key),
                    member,
                    found,
                );
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                pointers(&format!("{pointer}/{index}"), element, found);
            }
        }
        _ => {}
    }
}

/// Values that are wrong almost everywhere.
fn wrong_values() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(-1.5),
        json!(u64::MAX),
        json!("text"),
        json!([]),
        json!([null, 1, "a", {}]),
        json!({}),
        json!({"$ref": "#/nowhere"}),
        json!({"$ref": 1}),
        json!({"$ref": "#/components/schemas/Pet"}),
        json!({"requried": {"a": []}}),
    ]
}

#[test]
fn any_node_may_be_wrong_and_the_rest_can_still_be_typed() {
    let sample = sample();
    let mut found = Vec::new();
    pointers("", &sample, &mut found);
    for pointer in &found {
        for wrong in wrong_values() {
            let mut document = sample.clone();
            let node = document
                .pointer_mut(pointer)
                .expect("a pointer of the sample");
            *node = wrong.clone();
            if let Some(tree) = run("openapi.json", &document.to_string()) {
                typed(&tree, &format!("{pointer} is {wrong}"));
            }
        }
    }
}

/// Types what `resolve` types node by node; an operation that was left out is `null`.
fn typed(tree: &Value, context: &str) {
    let schemas = tree
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    for (name, schema) in schemas.into_iter().flatten() {
        let typed =
            serde_json::from_value::<openapiv3::ReferenceOr<openapiv3::Schema>>(schema.clone());
        assert!(typed.is_ok(), "{context}: schema {name}: {typed:?}");
    }
    let paths = tree.pointer("/paths").and_then(Value::as_object);
    for (path, item) in paths
        .into_iter()
        .flatten()
        .filter(|(path, _)| path.starts_with('/'))
    {
        let typed =
            serde_json::from_value::<openapiv3::ReferenceOr<openapiv3::PathItem>>(item.clone());
        assert!(typed.is_ok(), "{context}: path {path}: {typed:?}\n{item:#}");
    }
}

proptest! {
    #[test]
    fn any_text(text in "\\PC{0,80}") {
        print("a.yaml", &text);
        print("a.json", &text);
        print("a", &text);
    }

    #[test]
    fn text_of_signs(text in "[\\[\\]{}:,&*!|>'\"#%@?\\-a \n\t\r\\\\<~.0-9]{0,80}") {
        print("a.yaml", &text);
        print("a.json", &text);
    }
}
