//! What castiron emits compiles, documents itself, shows examples that compile, without a warning,
//! and gives back the JSON that it read: all accepted fixtures, as one crate on its own.
#![cfg(test)]

mod round_trips;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use castiron_tests::emitted::Emitted;
use castiron_tests::wire::json;
use castiron_tests::{casting, workspace};

const FIXTURES: &str = "tests/fixtures/accept";

/// Tests of emitted clients against a server, which are compiled beside them.
const WIRE: &str = "tests/accepted";

/// JSON values by fixture and type.
const PAYLOADS: &str = "tests/fixtures/payloads.json";

static EMITTED: LazyLock<Emitted> = LazyLock::new(|| {
    // What is in a folder is part of a document.
    let documents: Vec<(String, String)> = workspace::files(FIXTURES)
        .into_iter()
        .filter(|file| !file.contains('/'))
        .map(|file| {
            let name = file.split('.').next().unwrap().to_owned();
            (name, format!("{FIXTURES}/{file}"))
        })
        .collect();
    let documents: Vec<(&str, &str)> = documents
        .iter()
        .map(|(name, path)| (name.as_str(), path.as_str()))
        .collect();
    let mut files = casting::crate_of(&documents, false).files.unwrap();
    for file in workspace::files(WIRE) {
        let text = workspace::text(&format!("{WIRE}/{file}"));
        files.insert(format!("tests/wire/{file}"), text);
    }
    files.extend(round_trips::tests(&documents, &files));
    // Every API, and what is compiled on demand; the default transport depends on no spec, and takes
    // longest to compile.
    let names = documents.iter().map(|(name, _)| *name);
    let features: Vec<&str> = names.chain(["blocking", "mock", "tracing"]).collect();
    let types: Vec<String> = payloads().into_keys().collect();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("accepted");
    Emitted::write(folder, files, &features, &types)
});

/// The payloads by the path of their type.
fn payloads() -> BTreeMap<String, Vec<serde_json::Value>> {
    let payloads: BTreeMap<String, Vec<serde_json::Value>> =
        serde_json::from_str(&workspace::text(PAYLOADS)).unwrap();
    let payloads = payloads.into_iter().map(|(place, values)| {
        let (fixture, ty) = place.split_once('.').unwrap();
        (format!("{fixture}::models::{ty}"), values)
    });
    payloads.collect()
}

/// Runs cargo on the crate; its output is the message of a failure.
fn cargo(arguments: &[&str]) {
    if let Err(output) = EMITTED.cargo(arguments) {
        panic!("{output}");
    }
}

#[test]
fn code_compiles() {
    cargo(&["check"]);
}

#[test]
fn documentation_has_no_faults() {
    cargo(&["doc", "--no-deps"]);
}

#[test]
fn payloads_come_back() {
    let payloads = payloads();
    let calls: Vec<(&str, String)> = payloads
        .iter()
        .flat_map(|(ty, values)| values.iter().map(|value| (ty.as_str(), value.to_string())))
        .collect();
    let written = EMITTED
        .through(&calls)
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(written.len(), calls.len());
    for ((ty, sent), written) in calls.iter().zip(written) {
        match written {
            Ok(written) => assert_eq!(json(&written), json(sent), "{ty}"),
            Err(error) => panic!("{ty}: {error}: {sent}"),
        }
    }
}

#[test]
fn answers_are_read() {
    cargo(&["test", "--test", "wire"]);
}

#[test]
fn examples_compile() {
    cargo(&["test", "--doc"]);
}
