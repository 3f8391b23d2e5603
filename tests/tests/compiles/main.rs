//! What castiron emits compiles, documents itself, shows examples that compile, without a warning,
//! gives back the JSON that it read, and sends what it should: all accepted fixtures, as one crate on
//! its own.
#![cfg(test)]

mod round_trips;
mod tag_features;
mod types_only;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use castiron_tests::emitted::{Back, Emitted, Model};
use castiron_tests::wire::json;
use castiron_tests::{casting, workspace};
use serde::de::DeserializeOwned;
use serde_json::Value;

const FIXTURES: &str = "tests/fixtures/accept";

/// Tests of emitted clients against a server, which are compiled beside them.
const WIRE: &str = "tests/accepted";

/// JSON values by fixture and type.
const PAYLOADS: &str = "tests/fixtures/payloads.json";

/// JSON values by fixture and type, each with what its type says to it.
const REFUSED: &str = "tests/fixtures/refused.json";

/// JSON values by fixture and type, each with the pointers to what is beyond its limits.
const LIMITS: &str = "tests/fixtures/limits.json";

/// Every accepted fixture, by name and path; what is in a folder is part of a document.
fn documents() -> Vec<(String, String)> {
    let files = workspace::files(FIXTURES).into_iter();
    files
        .filter(|file| !file.contains('/'))
        .map(|file| {
            let name = file.split('.').next().unwrap().to_owned();
            (name, format!("{FIXTURES}/{file}"))
        })
        .collect()
}

static EMITTED: LazyLock<Emitted> = LazyLock::new(|| {
    let documents = documents();
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
    let limited = by_type::<(Value, Vec<String>)>(LIMITS).into_keys();
    let limited: BTreeSet<String> = limited.collect();
    let mut types = limited.clone();
    types.extend(by_type::<Value>(PAYLOADS).into_keys());
    types.extend(by_type::<(Value, String)>(REFUSED).into_keys());
    let types = types.into_iter().map(|path| Model {
        limited: limited.contains(&path),
        path,
    });
    let types: Vec<Model> = types.collect();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("accepted");
    Emitted::write(folder, files, &features, &types)
});

/// The values of a file by the path of their type.
fn by_type<T: DeserializeOwned>(file: &str) -> BTreeMap<String, Vec<T>> {
    let values: BTreeMap<String, Vec<T>> = serde_json::from_str(&workspace::text(file)).unwrap();
    let values = values.into_iter().map(|(place, values)| {
        let (fixture, ty) = place.split_once('.').unwrap();
        (format!("{fixture}::models::{ty}"), values)
    });
    values.collect()
}

/// What becomes of values, each of which its type reads.
fn through(emitted: &Emitted, calls: &[(&str, String)]) -> Vec<Back> {
    let answers = emitted.through(calls);
    let answers = answers.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(answers.len(), calls.len());
    let answers = calls.iter().zip(answers);
    let answers = answers.map(|((ty, sent), answer)| match answer {
        Ok(back) => back,
        Err(error) => panic!("{ty}: {error}: {sent}"),
    });
    answers.collect()
}

/// Runs cargo on the crate; its output is the message of a failure.
fn cargo(arguments: &[&str]) {
    if let Err(output) = EMITTED.cargo(arguments) {
        panic!("{output}");
    }
}

#[test]
fn code_compiles() {
    cargo(&["clippy"]);
}

#[test]
fn documentation_has_no_faults() {
    cargo(&["doc", "--no-deps"]);
}

#[test]
fn payloads_come_back() {
    come_back(&EMITTED);
}

/// Every payload is written by its type as it was read.
fn come_back(emitted: &Emitted) {
    let payloads = by_type::<Value>(PAYLOADS);
    let calls: Vec<(&str, String)> = payloads
        .iter()
        .flat_map(|(ty, values)| values.iter().map(|value| (ty.as_str(), value.to_string())))
        .collect();
    for ((ty, sent), back) in calls.iter().zip(through(emitted, &calls)) {
        assert_eq!(json(&back.written), json(sent), "{ty}");
    }
}

#[test]
fn what_is_no_value_of_a_type_is_refused() {
    let refused = by_type::<(Value, String)>(REFUSED);
    let values = refused.iter().flat_map(|(ty, cases)| {
        let values = cases.iter().map(|(value, _)| value.to_string());
        values.map(|value| (ty.as_str(), value))
    });
    let calls: Vec<(&str, String)> = values.collect();
    let answers = EMITTED.through(&calls);
    let answers = answers.unwrap_or_else(|error| panic!("{error}"));
    let expected = refused.values().flatten().map(|(_, refusal)| refusal);
    assert_eq!(answers.len(), calls.len());
    for (((ty, sent), answer), expected) in calls.iter().zip(answers).zip(expected) {
        assert_eq!(answer.err().as_ref(), Some(expected), "{ty}: {sent}");
    }
}

#[test]
fn limits_are_checked() {
    let limits = by_type::<(Value, Vec<String>)>(LIMITS);
    let values = limits.iter().flat_map(|(ty, cases)| {
        let values = cases.iter().map(|(value, _)| value.to_string());
        values.map(|value| (ty.as_str(), value))
    });
    let calls: Vec<(&str, String)> = values.collect();
    let expected = limits.values().flatten().map(|(_, pointers)| pointers);
    for (((ty, sent), back), pointers) in calls.iter().zip(through(&EMITTED, &calls)).zip(expected)
    {
        assert_eq!(back.faults, *pointers, "{ty}: {sent}");
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
