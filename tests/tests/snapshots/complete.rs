//! Completeness: every fixture is small and used, every snapshot belongs to a test, every code is
//! shown at least once.

use std::collections::BTreeSet;

use castiron::diagnostics::Code;
use castiron_tests::{casting, workspace};

/// Codes that no small text file has.
const WITHOUT_FIXTURE: [Code; 7] = [
    // The generator's own tests have these.
    Code::UnreadableFile,
    Code::InputTooLarge,
    Code::NotUtf8,
    Code::IdleSelector,
    Code::UnusableOverlay,
    Code::IdleAction,
    Code::IdleTagFeatures,
];

#[test]
fn fixtures_are_small() {
    for file in workspace::files("tests/fixtures") {
        let lines = workspace::text(&format!("tests/fixtures/{file}"))
            .lines()
            .count();
        assert!(lines < 60, "`{file}` has {lines} lines");
    }
}

#[test]
fn snapshots_belong_to_a_test() {
    // What is in a folder is part of a document.
    let files = |folder: &str| -> Vec<String> {
        let mut files = workspace::files(&format!("tests/fixtures/{folder}"));
        files.retain(|file| !file.contains('/'));
        files
    };
    let fixtures = |folder: &str| -> Vec<String> {
        let files = files(folder).into_iter();
        files.map(|file| format!("{folder}@{file}.snap")).collect()
    };
    // Of those that have something to call; which these are is for the test that calls it to know.
    let calls: BTreeSet<String> = files("accept")
        .iter()
        .filter_map(|file| Some(format!("calls@{}.snap", file.split('.').next()?)))
        .collect();
    let outlines = casting::configuration().apis.into_iter();
    let expected: BTreeSet<String> = fixtures("accept")
        .into_iter()
        .chain(fixtures("reject"))
        .chain(outlines.map(|api| format!("outline__{}.snap", api.name)))
        .chain(["names__words.snap", "names__paycomet.snap"].map(str::to_owned))
        .collect();
    let found: BTreeSet<String> = workspace::files("tests/snapshots")
        .into_iter()
        .filter(|file| !file.ends_with(".snap.new"))
        .collect();
    let known = &expected | &calls;
    let orphans: Vec<&String> = found.difference(&known).collect();
    assert_eq!(
        orphans,
        Vec::<&String>::new(),
        "no test reads these; remove them"
    );
    let missing: Vec<&String> = expected.difference(&found).collect();
    assert_eq!(
        missing,
        Vec::<&String>::new(),
        "accept these with `cargo insta review`, or by `INSTA_UPDATE=always`"
    );
}

#[test]
fn every_code_is_shown() {
    let shown: String = workspace::files("tests/snapshots")
        .iter()
        .map(|file| workspace::text(&format!("tests/snapshots/{file}")))
        .collect();
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !WITHOUT_FIXTURE.contains(code))
        .map(|code| code.as_str())
        .filter(|code| !shown.contains(&format!("[{code}]")))
        .collect();
    assert_eq!(missing, [""; 0], "write a fixture for each");
}
