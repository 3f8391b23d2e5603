//! The runtime: every emitted crate holds its files byte for byte, one of types alone those that these need.

use std::collections::BTreeMap;

use castiron_tests::{casting, workspace};

const RUNTIME: &str = "generator/runtime/src";

/// What stands in the place of `lib.rs` in a crate of types alone.
const TYPES_ONLY: &str = "types_only.rs";

/// Relative path in an emitted crate → contents, as the runtime's own files have it.
fn originals() -> BTreeMap<String, String> {
    let files = workspace::files(RUNTIME);
    files
        .iter()
        .filter(|path| *path != TYPES_ONLY)
        .map(|path| {
            let copy = if path == "lib.rs" { "mod.rs" } else { path };
            let text = workspace::text(&format!("{RUNTIME}/{path}"));
            (format!("src/runtime/{copy}"), text)
        })
        .collect()
}

#[test]
fn every_file_is_emitted_as_it_is() {
    let mut emitted = casting::workspace_files();
    emitted.retain(|path, _| path.starts_with("src/runtime/"));
    let (originals, emitted_paths): (Vec<_>, Vec<_>) =
        (originals().into_iter().collect(), emitted.keys().collect());
    let original_paths: Vec<_> = originals.iter().map(|(path, _)| path).collect();
    assert_eq!(
        emitted_paths, original_paths,
        "the list in `generator/src/emit/runtime.rs` is not the folder `{RUNTIME}`"
    );
    for (path, text) in &originals {
        assert_eq!(emitted.get(path), Some(text), "`{path}`");
    }
}

#[test]
fn types_alone_have_the_modules_that_are_declared() {
    let types = casting::types_of(&[("formats", "tests/fixtures/accept/string_formats.yaml")]);
    let mut emitted = types.files.unwrap();
    emitted.retain(|path, _| path.starts_with("src/runtime/"));
    let root = workspace::text(&format!("{RUNTIME}/{TYPES_ONLY}"));
    let declared = root.lines().filter_map(|line| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        line.strip_prefix("mod ")?.strip_suffix(';')
    });
    let mut expected = originals();
    let declared: Vec<&str> = declared.chain(["mod"]).collect();
    expected.retain(|path, _| {
        let module = path["src/runtime/".len()..].split(['/', '.']).next();
        module.is_some_and(|module| declared.contains(&module))
    });
    expected.insert("src/runtime/mod.rs".to_owned(), root);
    assert_eq!(emitted, expected);
}

#[test]
fn copies_hold_no_path_of_the_crate_they_come_from() {
    for path in workspace::rust_files(RUNTIME) {
        let text = workspace::text(&format!("{RUNTIME}/{path}"));
        let foreign: Vec<&str> = text
            .lines()
            .filter(|line| line.contains("crate::") || line.contains("castiron_runtime"))
            .collect();
        assert!(
            foreign.is_empty(),
            "`{RUNTIME}/{path}` would not mean the same in an emitted crate: {foreign:?}"
        );
    }
}
