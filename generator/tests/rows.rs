//! Types that hold one another in long rows: what rustc is told, and where its proofs end.
#![cfg(test)]

use std::collections::BTreeMap;

use castiron::config::{Api, Package};
use castiron::output;
use castiron::pipeline::{self, Request};
use castiron::source::Sources;
use serde_json::{Map, Value, json};

/// The crate of a document in which each of `count` schemas has an optional list of the next one.
fn row(count: usize) -> BTreeMap<String, String> {
    let schemas = (1..=count).map(|level| {
        let next = format!("#/components/schemas/Level{}", level + 1);
        let items = if level < count {
            json!({ "$ref": next })
        } else {
            json!({ "type": "string" })
        };
        let below = json!({ "type": "array", "items": items });
        let schema = json!({ "type": "object", "properties": { "below": below } });
        (format!("Level{level}"), schema)
    });
    let schemas: Map<String, Value> = schemas.collect();
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "Row", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    });
    let mut sources = Sources::new();
    sources.hold("row.json", document.to_string());
    let request = Request {
        apis: vec![Api::new("row", "row.json")],
        package: Package::new("client", "client"),
        strict: false,
    };
    let tree = pipeline::cast_from(&request, sources).tree.unwrap();
    let own = tree
        .into_iter()
        .filter(|(path, _)| path.starts_with("src/") && !path.starts_with(output::RUNTIME));
    output::format(own.collect()).unwrap()
}

fn apart(files: &BTreeMap<String, String>) -> usize {
    files
        .values()
        .filter(|text| text.contains("runtime::Apart<"))
        .count()
}

#[test]
fn short_rows_are_held_as_they_are() {
    let files = row(10);
    assert_eq!(apart(&files), 0);
    assert!(!files["src/lib.rs"].contains("recursion_limit"));
}

#[test]
fn long_rows_are_interrupted_and_told_of() {
    let files = row(300);
    // Each list is five levels, and a proof has ninety.
    assert!(apart(&files) >= 300 * 4 / 90, "{}", apart(&files));
    // 300 optional lists of seven levels each, two instantiations for a level: 4,200, up to a power of two.
    let library = &files["src/lib.rs"];
    assert!(
        library.contains("#![recursion_limit = \"8192\"]"),
        "{library}"
    );
}
