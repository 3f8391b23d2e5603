//! What castiron emits compiles without a warning: all accepted fixtures, as one crate on its own.
#![cfg(test)]

use std::fs;
use std::path::Path;
use std::process::Command;

use castiron_tests::{casting, workspace};

const FIXTURES: &str = "tests/fixtures/accept";

/// Every fixture as a module that is called like its file.
fn documents() -> Vec<(String, String)> {
    workspace::files(FIXTURES)
        .into_iter()
        .map(|file| {
            let name = file.split('.').next().unwrap().to_owned();
            (name, format!("{FIXTURES}/{file}"))
        })
        .collect()
}

#[test]
fn accepted_specs_compile_without_warnings() {
    let documents = documents();
    let named: Vec<(&str, &str)> = documents
        .iter()
        .map(|(name, path)| (name.as_str(), path.as_str()))
        .collect();
    let mut files = casting::crate_of(&named, false).files.unwrap();
    // A folder of its own: the emitted crate is a member of no workspace.
    let manifest = files.get_mut("Cargo.toml").unwrap();
    manifest.push_str("\n[workspace]\n\n[lints.rust]\nwarnings = \"deny\"\n");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("accepted");
    castiron::output::write(&folder, &files).unwrap();
    // The versions that the workspace was tested with, and no look at the network.
    fs::copy(
        workspace::root().join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )
    .unwrap();

    // The default transport depends on no spec, and takes longest to compile.
    let features: Vec<&str> = named.iter().map(|(name, _)| *name).collect();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--no-default-features"])
        .args(["--features", &features.join(",")])
        .arg("--target-dir")
        .arg(folder.join("target"))
        .current_dir(&folder)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
