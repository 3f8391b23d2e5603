//! Names that spellings of one word, reserved words and no words at all become: different ones, whatever
//! stands first in the document.

use std::collections::{BTreeMap, BTreeSet};

use castiron::diagnostics::Diagnostics;
use castiron::source::Sources;
use castiron::{dialect, lower, names, resolve};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::trial::trial;

/// Texts that are called alike, or like what has its name already.
const SPELLINGS: [&str; 64] = [
    "a-b",
    "a_b",
    "a b",
    "a.b",
    "a/b",
    "aB",
    "AB",
    "Ab",
    "ab",
    "A_B",
    "A-B",
    "_a_b",
    "a_b_",
    "a__b",
    "$a_b",
    "a[b]",
    "a_b1",
    "a_b_1",
    "+1",
    "-1",
    "1",
    "1.0",
    "01",
    "",
    " ",
    "_",
    "-",
    "!",
    "\u{e9}",
    "e\u{301}",
    "\u{c9}",
    "\u{df}",
    "ss",
    "\u{130}",
    "i",
    "\u{3a3}",
    "\u{3c3}",
    "\u{1f980}",
    "type",
    "Type",
    "type_",
    "self",
    "Self",
    "crate",
    "super",
    "async",
    "gen",
    "mod",
    "lib",
    "main",
    "build",
    "tests",
    "con",
    "nul",
    "Option",
    "String",
    "Result",
    "Box",
    "Some",
    "Error",
    "Client",
    "std",
    "u8",
    "Default",
];

/// A document that has spellings wherever a text becomes a name.
fn document(spellings: &[&str]) -> Value {
    let strings = || json!({ "type": "string" });
    let mut paths = Map::new();
    let mut schemas = Map::new();
    let mut properties = Map::new();
    for spelling in spellings {
        let index = SPELLINGS
            .iter()
            .position(|known| known == spelling)
            .unwrap();
        let item = json!({
            "get": { "operationId": spelling, "responses": {} },
            "put": {
                "operationId": format!("put {index}"),
                "tags": [spelling],
                "responses": { "200": {
                    "description": "It.",
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Holder" } } },
                } },
            },
        });
        paths.insert(format!("/{index}"), item);
        properties.insert((*spelling).to_owned(), strings());
        // What OpenAPI has no key of a component for.
        let key = |letter: char| letter.is_ascii_alphanumeric() || "-._".contains(letter);
        if !spelling.is_empty() && spelling.chars().all(key) {
            let property = json!({ "type": "object", "properties": { "a": strings() } });
            schemas.insert((*spelling).to_owned(), property);
        }
    }
    let parameters = spellings
        .iter()
        .map(|spelling| json!({ "name": spelling, "in": "query", "schema": { "type": "string" } }));
    let parameters: Value = parameters.collect();
    paths.insert(
        "/all".to_owned(),
        json!({ "get": { "operationId": "all", "parameters": parameters, "responses": {} } }),
    );
    for (number, name) in (0..).zip(schemas.keys()) {
        let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
        let property: (String, Value) = (format!("schema{number}"), schema);
        properties.insert(property.0, property.1);
    }
    properties.insert(
        "enumeration".to_owned(),
        json!({ "type": "string", "enum": spellings }),
    );
    schemas.insert(
        "Holder".to_owned(),
        json!({ "type": "object", "properties": properties }),
    );
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Case", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

/// What everything in a document is called, by its pointer.
fn named(spellings: &[&str]) -> BTreeMap<String, String> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let text = document(spellings).to_string();
    let document = sources.parse("case.json", text, &mut diagnostics).unwrap();
    let document = dialect::translate(document, &mut sources, &mut diagnostics).unwrap();
    let resolved = resolve::resolve(&document, &mut diagnostics).unwrap();
    let api = lower::lower("case", &resolved, &mut diagnostics);
    let names = names::assign_names(&api, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{spellings:?}");
    let table = names::table(&api, &names);
    let mut named = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for row in table.lines() {
        let (name, pointer) = row.split_once(" #").unwrap();
        let name = name.trim_end();
        assert!(
            taken.insert(name.to_owned()),
            "{spellings:?}: two are called {name}"
        );
        named.insert(pointer.to_owned(), name.to_owned());
    }
    named
}

#[test]
fn two_spellings_have_two_names_in_any_order() {
    let pairs: Vec<(&str, &str)> = (0..)
        .zip(SPELLINGS)
        .flat_map(|(index, first): (usize, _)| {
            let others = SPELLINGS.into_iter().skip(index + 1);
            others.map(move |second| (first, second))
        })
        .collect();
    pairs.par_iter().for_each(|(first, second)| {
        let (one, other) = (named(&[first, second]), named(&[second, first]));
        // Where an element of a list stands is part of its pointer.
        let by_key = |(pointer, name): (String, String)| {
            let is_element = pointer.contains("/parameters/")
                || pointer.contains("/enum/")
                || pointer.contains("/tags/");
            (!is_element).then_some((pointer, name))
        };
        let one: BTreeMap<_, _> = one.into_iter().filter_map(by_key).collect();
        let other: BTreeMap<_, _> = other.into_iter().filter_map(by_key).collect();
        assert_eq!(one, other, "{first:?} and {second:?}");
    });
}

/// The documents with all spellings, in both orders.
pub fn documents() -> [String; 2] {
    let mut reversed = SPELLINGS;
    reversed.reverse();
    [SPELLINGS, reversed].map(|spellings| document(&spellings).to_string())
}

#[test]
fn all_spellings_at_once_have_files_of_their_own() {
    for text in documents() {
        let found = trial(&text).unwrap();
        let files = found.files.unwrap();
        let folded: BTreeSet<String> = files.keys().map(|path| path.to_lowercase()).collect();
        assert_eq!(folded.len(), files.len());
        for path in files.keys() {
            let stem = path
                .rsplit('/')
                .next()
                .and_then(|name| name.split('.').next());
            let reserved = ["con", "nul", "aux", "prn"];
            assert!(!stem.is_some_and(|stem| reserved.contains(&stem)), "{path}");
        }
    }
}
