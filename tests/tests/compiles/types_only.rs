//! All accepted fixtures as one crate of types alone: it compiles and documents itself without a
//! warning, and gives back what it read.

use std::path::Path;
use std::sync::LazyLock;

use castiron_tests::casting;
use castiron_tests::emitted::{Emitted, Model};
use serde_json::Value;

use super::{PAYLOADS, by_type, come_back, documents};

static TYPES: LazyLock<Emitted> = LazyLock::new(|| {
    let documents = documents();
    let documents: Vec<(&str, &str)> = documents
        .iter()
        .map(|(name, path)| (name.as_str(), path.as_str()))
        .collect();
    let files = casting::types_of(&documents).files.unwrap();
    let names: Vec<&str> = documents.iter().map(|(name, _)| *name).collect();
    let types = by_type::<Value>(PAYLOADS).into_keys().map(|path| Model {
        path,
        limited: false,
    });
    let types: Vec<Model> = types.collect();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("types_only");
    Emitted::write(folder, files, &names, &types)
});

fn cargo(arguments: &[&str]) {
    if let Err(output) = TYPES.cargo(arguments) {
        panic!("{output}");
    }
}

#[test]
fn types_compile() {
    cargo(&["clippy"]);
}

#[test]
fn documentation_of_types_has_no_faults() {
    cargo(&["doc", "--no-deps"]);
}

#[test]
fn payloads_of_types_come_back() {
    come_back(&TYPES);
}
