//! What castiron emits compiles, documents itself, shows examples that compile, without a warning,
//! and gives back the JSON that it read: all accepted fixtures, as one crate on its own.
#![cfg(test)]

mod round_trips;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use castiron_tests::{casting, workspace};

const FIXTURES: &str = "tests/fixtures/accept";

/// Tests of emitted clients against a server, which are compiled beside them.
const WIRE: &str = "tests/accepted";

/// JSON values by fixture and type.
const PAYLOADS: &str = "tests/fixtures/payloads.json";

/// The crate, in a folder that stays, so that its dependencies are compiled once.
struct Emitted {
    folder: PathBuf,
    /// Every API, and what is compiled on demand; the default transport depends on no spec, and takes longest to compile.
    features: String,
}

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
    let manifest = files.get_mut("Cargo.toml").unwrap();
    // The crate is a member of no workspace, though it lies below one.
    manifest.push_str("\n[workspace]\n\n[lints.rust]\nwarnings = \"deny\"\n");
    files.insert("tests/payloads.rs".to_owned(), payloads());
    for file in workspace::files(WIRE) {
        let text = workspace::text(&format!("{WIRE}/{file}"));
        files.insert(format!("tests/wire/{file}"), text);
    }
    files.extend(round_trips::tests(&documents, &files));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("accepted");
    castiron::output::write(&folder, &files).unwrap();
    // The versions that the workspace was tested with, and no look at the network.
    fs::copy(
        workspace::root().join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )
    .unwrap();
    let names = documents.iter().map(|(name, _)| *name);
    let features: Vec<&str> = names.chain(["mock", "tracing"]).collect();
    Emitted {
        folder,
        features: format!("blocking,{}", features.join(",")),
    }
});

/// A test that reads every payload as its type, writes it, and finds the same value.
fn payloads() -> String {
    let payloads: BTreeMap<String, Vec<serde_json::Value>> =
        serde_json::from_str(&workspace::text(PAYLOADS)).unwrap();
    let mut test = String::from(
        "fn back<T: serde::Serialize + serde::de::DeserializeOwned>(json: &str) {
            let value: T = serde_json::from_str(json).expect(json);
            let written = serde_json::to_value(&value).expect(json);
            let sent: serde_json::Value = serde_json::from_str(json).expect(json);
            assert_eq!(written, sent);
        }
        #[test]
        fn payloads_come_back() {\n",
    );
    for (place, values) in &payloads {
        let (fixture, ty) = place.split_once('.').unwrap();
        for value in values {
            let json = value.to_string();
            test.push_str(&format!(
                "back::<client::{fixture}::models::{ty}>({json:?});\n"
            ));
        }
    }
    test.push('}');
    test
}

/// Runs cargo on the crate; its output is the message of a failure.
fn cargo(arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--quiet", "--no-default-features"])
        .args(["--features", &EMITTED.features])
        .arg("--target-dir")
        .arg(EMITTED.folder.join("target"))
        .current_dir(&EMITTED.folder)
        .env("RUSTDOCFLAGS", "-Dwarnings")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
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
    cargo(&["test", "--test", "payloads"]);
}

#[test]
fn answers_are_read() {
    cargo(&["test", "--test", "wire"]);
}

#[test]
fn examples_compile() {
    cargo(&["test", "--doc"]);
}
