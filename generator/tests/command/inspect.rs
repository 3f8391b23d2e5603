//! `castiron inspect`: data on standard output.

use std::fs;

use insta::assert_snapshot;

use crate::{SPEC, castiron, empty, shown, unread, workspace};

#[test]
fn document_of_an_api_and_of_a_file() {
    let folder = workspace();
    let of_api = castiron(folder.path(), &["inspect", "pets", "--stage", "document"]);
    let of_file = castiron(
        folder.path(),
        &["inspect", "specs/pets/openapi.yaml", "--stage", "document"],
    );
    assert_eq!(of_api.status.code(), Some(0));
    assert!(!of_api.stdout.is_empty());
    assert_eq!(of_api.stdout, of_file.stdout);
}

/// The reader is gone before the text, larger than a pipe holds, is written.
#[test]
fn reader_that_goes_away() {
    let folder = empty();
    let long = SPEC.replace("Pets", &"x".repeat(300_000));
    fs::write(folder.path().join("long.yaml"), long).unwrap();
    let output = unread(
        folder.path(),
        &["inspect", "long.yaml", "--stage", "document"],
    );
    assert_snapshot!(shown(folder.path(), &output), @"status 0");
}
