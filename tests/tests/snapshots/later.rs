//! Documents of later versions, once they are translated: nothing in them is foreign to OpenAPI 3.0.

use std::path::Path;

use castiron::diagnostics::{Code, Diagnostics};
use castiron::dialect;
use castiron::source::Sources;
use castiron_tests::{casting, workspace};
use serde_json::Value;

/// What may stay of later versions: it says nothing of values, or holds what references lead to.
const MAY_STAY: &[&str] = &[
    "webhooks",
    "jsonSchemaDialect",
    "pathItems",
    "$defs",
    "definitions",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$comment",
    "defaultMapping",
    // Beside the `$ref` to a parameter, body or answer: `resolve` reads them.
    "summary",
    "description",
];

#[test]
fn nothing_foreign_is_left() {
    let later: Vec<String> = workspace::files("tests/fixtures/accept")
        .into_iter()
        .filter(|file| !file.contains('/'))
        .map(|file| format!("tests/fixtures/accept/{file}"))
        .filter(|path| is_later(&workspace::text(path)))
        .collect();
    assert!(later.len() > 10, "only {later:?} are of later versions");
    for path in later {
        assert_eq!(foreign(&path), [""; 0], "`{path}`");
    }
}

fn is_later(text: &str) -> bool {
    text.starts_with("openapi: 3.1") || text.starts_with("openapi: 3.2")
}

/// What a document of OpenAPI 3.0 may not have, of that which a fixture is translated into.
fn foreign(path: &str) -> Vec<String> {
    let mut root = casting::translated(Path::new(path)).root().clone();
    if let Some(version) = root.get_mut("openapi") {
        *version = Value::from("3.0.3");
    }
    let (mut sources, mut found) = (Sources::new(), Diagnostics::new());
    let document = sources.parse("translated.json", root.to_string(), &mut found);
    dialect::translate(document.unwrap(), &mut sources, &mut found);
    let kinds = [
        Code::UnknownKeyword,
        Code::WrongValue,
        Code::ReferenceSiblings,
    ];
    found
        .iter()
        .filter(|found| kinds.contains(&found.code))
        .filter(|found| {
            let key = found.place.pointer().rsplit('/').next();
            key.is_none_or(|key| !MAY_STAY.contains(&key))
        })
        .map(|found| format!("{}: {}", found.place, found.message))
        .collect()
}
