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
fn crate_in_this_folder_is_named_after_it() {
    let folder = workspace();
    let out = folder.path().join("pet-store");
    fs::create_dir(&out).unwrap();
    let arguments = ["generate", "../specs/pets/openapi.yaml", "--out", "."];
    assert_eq!(castiron(&out, &arguments).status.code(), Some(0));
    assert!(out.join("src/pet_store/mod.rs").is_file());
}

#[test]
fn findings_are_counted_below_them() {
    let folder = workspace();
    let spec =
        "servers: [{ url: ftp://pets.example }]\npaths: { /pets: { get: { responses: {} } } }";
    let spec = format!("openapi: 3.0.3\ninfo: {{ title: Pets, version: '1' }}\n{spec}");
    fs::write(folder.path().join("specs/pets/openapi.yaml"), spec).unwrap();
    let output = String::from_utf8(castiron(folder.path(), &[]).stderr).unwrap();
    let found: Vec<_> = output
        .lines()
        .filter(|line| line.contains("Found"))
        .collect();
    assert_eq!(
        found,
        ["       Found 1 warning, 1 note (more: `castiron explain E0701`)"]
    );
}

#[test]
fn what_is_not_printed_can_be_had_as_json() {
    let folder = workspace();
    let unknown: String = (0..51)
        .map(|number| format!("unknown{number}: 1\n"))
        .collect();
    let path = folder.path().join("specs/pets/openapi.yaml");
    fs::write(&path, format!("{}{unknown}", crate::SPEC)).unwrap();
    let output = String::from_utf8(castiron(folder.path(), &["--strict"]).stderr).unwrap();
    let (_, end) = output.split_once("… and ").unwrap();
    assert_snapshot!(end, @"
    1 more: 1 warning
    help: `--message-format json` prints all of them

    error: nothing was written: 51 warnings, which strict mode refuses
    ");
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
