//! Small documents that were written to compare generators, each with one feature: what is cast from
//! them compiles without a warning, sends what OpenAPI says, and gives back the JSON that it read.
//!
//! They are not ours to hand on, and lie beside the project where they are.
#![cfg(test)]

mod documents;
mod payloads;

use std::path::Path;
use std::sync::LazyLock;

use castiron::diagnostics::Severity;
use castiron_tests::casting::{self, Cast};
use castiron_tests::emitted::{Emitted, Model};
use castiron_tests::workspace;
use serde_json::Value;

use documents::Probe;
use payloads::{Payload, payloads};

/// The calls of the probes, which become a test of the emitted crate.
const CALLS: &str = "tests/probes/calls";

/// What the calls go through instead of a network; they name it by this path.
const RECORDER: &str = "tests/compiles/round_trips/recorder.rs";

/// Probes that are not valid, and the code that says so.
const NOT_VALID: [(&str, &str); 2] = [("o21b_dup_opid", "E0401"), ("o25_get_body_trace", "E0408")];

/// The crate of all probes; nothing where there are no probes.
static EMITTED: LazyLock<Option<Emitted>> = LazyLock::new(|| {
    let probes = documents::probes()?;
    let documents: Vec<(&str, &str)> = probes
        .iter()
        .map(|probe| (probe.name.as_str(), probe.path.as_str()))
        .collect();
    let mut files = casting::crate_of(&documents, false).files.unwrap();
    let recorder = include_str!("../compiles/round_trips/recorder.rs");
    files.insert(RECORDER.to_owned(), recorder.to_owned());
    for file in workspace::files(CALLS) {
        let text = workspace::text(&format!("{CALLS}/{file}"));
        files.insert(format!("tests/calls/{file}"), text);
    }
    let features: Vec<&str> = documents.iter().map(|(name, _)| *name).collect();
    let mut types: Vec<Model> = payloads()
        .into_iter()
        .map(|payload| Model {
            path: payload.ty,
            limited: false,
        })
        .collect();
    types.dedup();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("probes");
    Some(Emitted::write(folder, files, &features, &types))
});

/// Runs cargo on the crate, if there is one.
fn cargo(arguments: &[&str]) {
    if let Some(Err(error)) = EMITTED.as_ref().map(|emitted| emitted.cargo(arguments)) {
        panic!("{error}");
    }
}

fn cast(probe: &Probe) -> Cast {
    casting::crate_of(&[("probe", &probe.path)], false)
}

#[test]
fn all_are_accepted() {
    let Some(probes) = documents::probes() else {
        return;
    };
    assert_eq!(probes.len(), 62, "a probe is gone, or new");
    for probe in &probes {
        let Cast {
            files, findings, ..
        } = cast(probe);
        assert!(files.is_some(), "{}: refused:\n{findings}", probe.name);
    }
}

#[test]
fn those_that_are_not_valid_are_answered() {
    for probe in documents::probes().iter().flatten() {
        let Some((_, code)) = NOT_VALID.iter().find(|(name, _)| *name == probe.name) else {
            continue;
        };
        let Cast { diagnostics, .. } = cast(probe);
        let answer = diagnostics
            .iter()
            .find(|found| found.code.as_str() == *code)
            .map(|found| (found.severity, found.effect.is_some()));
        assert_eq!(answer, Some((Severity::Warning, true)), "{}", probe.name);
    }
}

#[test]
fn code_compiles_without_a_warning() {
    cargo(&["clippy", "--lib"]);
}

#[test]
fn calls_send_what_openapi_says() {
    cargo(&["test", "--test", "calls"]);
}

#[test]
fn payloads_come_back() {
    let Some(emitted) = EMITTED.as_ref() else {
        return;
    };
    let payloads = payloads();
    let calls: Vec<(&str, String)> = payloads
        .iter()
        .map(|payload| (payload.ty.as_str(), payload.json.clone()))
        .collect();
    let answers = emitted.through(&calls);
    let answers = answers.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(answers.len(), payloads.len());
    for (Payload { ty, json, wrong }, answer) in payloads.iter().zip(answers) {
        let value = |text| serde_json::from_str::<Value>(text).unwrap();
        match answer {
            Err(_) if *wrong => {}
            Err(error) => panic!("{ty} {json}: {error}"),
            Ok(_) if *wrong => panic!("{ty} {json}: accepted"),
            Ok(back) => assert_eq!(value(&back.written), value(json), "{ty}"),
        }
    }
}
