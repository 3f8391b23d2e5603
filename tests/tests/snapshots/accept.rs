//! Accepted fixtures: the models and operations that each is cast into, and what was found in it.

use std::path::Path;

use castiron_tests::casting::{self, Cast, Files};
use castiron_tests::workspace;

use crate::settings;

#[test]
fn accepted_specs() {
    settings().bind(|| {
        insta::glob!("../../fixtures/accept", "*.*", |path| {
            insta::assert_snapshot!("accept", accepted(path));
        });
    });
}

fn accepted(path: &Path) -> String {
    let path = workspace::relative(path);
    let Cast {
        files, findings, ..
    } = casting::crate_of(&[("api", &path)], false);
    let files = files.unwrap_or_else(|| panic!("{path} is refused:\n{findings}"));
    findings + &shown(&files)
}

/// The code that depends on the fixture, each file below its path.
fn shown(files: &Files) -> String {
    let mut shown = String::new();
    for (path, text) in files {
        let Some(path) = path.strip_prefix("src/api/") else {
            continue;
        };
        let is_of_interest = match path {
            "mod.rs" | "models/mod.rs" | "operations/mod.rs" => false,
            // A client without servers and credentials is like any other.
            "client.rs" => text.contains("enum Server") || text.contains("SecurityScheme"),
            // Without types that differ by status, it is a list of the same lines.
            "mock.rs" => text.contains("match value"),
            // An operation of this path is there to have types sent.
            _ => !text.contains("/// `PUT /sent`"),
        };
        if !is_of_interest {
            continue;
        }
        let code = text.split_once("\n\n").map_or("", |(_, code)| code);
        shown += &format!("// ---- {path}\n\n{code}\n");
    }
    shown
}
