//! `castiron generate`: what is written, and what is said about it.

use std::fs;

use insta::assert_snapshot;
use tempfile::TempDir;

use crate::{castiron, told, workspace};

#[test]
fn second_run_changes_nothing() {
    let folder = workspace();
    let first = castiron(folder.path(), &[]);
    assert_eq!(first.status.code(), Some(0));
    assert!(first.stdout.is_empty());
    let second = String::from_utf8(castiron(folder.path(), &["generate"]).stderr).unwrap();
    let last = second.lines().last().unwrap();
    assert!(
        last.starts_with("    Finished 1 API, ") && last.contains(" (up to date) in "),
        "{last}"
    );
}

#[test]
fn quiet_says_nothing() {
    assert_snapshot!(told(workspace().path(), &["-q"]), @"status 0");
}

#[test]
fn same_bytes_from_any_folder() {
    let (folder, other) = (workspace(), workspace());
    castiron(folder.path(), &[]);
    let below = other.path().join("specs/pets");
    assert_eq!(castiron(&below, &[]).status.code(), Some(0));
    for file in ["Cargo.toml", "src/pets/mod.rs"] {
        let read = |root: &TempDir| fs::read(root.path().join("generated").join(file)).unwrap();
        assert_eq!(read(&folder), read(&other));
    }
}

#[test]
fn one_spec_alone() {
    let folder = workspace();
    fs::remove_file(folder.path().join("castiron.toml")).unwrap();
    let arguments = ["generate", "specs/pets/openapi.yaml", "--out", "pet-store"];
    assert_eq!(castiron(folder.path(), &arguments).status.code(), Some(0));
    let manifest = fs::read_to_string(folder.path().join("pet-store/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"pet-store\""));
    assert!(
        folder
            .path()
            .join("pet-store/src/pet_store/mod.rs")
            .is_file()
    );
}

#[test]
fn json_names_what_was_written() {
    let output = castiron(workspace().path(), &["--message-format", "json"]);
    let records: Vec<serde_json::Value> = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter_map(|line| serde_json::from_slice(line).ok())
        .collect();
    let reasons: Vec<&str> = records
        .iter()
        .filter_map(|record| record["reason"].as_str())
        .collect();
    assert_eq!(reasons, ["cast", "finished"]);
    assert_eq!(records[0]["api"], "pets");
    assert!(
        records[1]["written"]
            .as_array()
            .unwrap()
            .iter()
            .any(|file| file == "Cargo.toml")
    );
}

#[test]
fn colour_on_demand() {
    let colored = castiron(workspace().path(), &["--color", "always"]).stderr;
    assert!(colored.starts_with(b"\x1b["));
    let plain = castiron(workspace().path(), &[]).stderr;
    assert!(!plain.contains(&0x1b));
}
