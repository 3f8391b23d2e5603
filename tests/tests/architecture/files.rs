//! Files: each says its job first, and is small enough to be one idea.

use castiron_tests::workspace;

/// Lines beyond which a file is split.
const LINES_AT_MOST: usize = 600;

/// Files that may be longer.
const EXCEPTIONS: [&str; 0] = [];

/// The folders of hand-written Rust.
const FOLDERS: [&str; 9] = [
    "generator/src",
    "generator/tests",
    "generator/runtime",
    "tests/accepted",
    "tests/examples",
    "tests/prism",
    "tests/spector",
    "tests/src",
    "tests/tests",
];

fn hand_written() -> impl Iterator<Item = (String, String)> {
    FOLDERS.into_iter().flat_map(|folder| {
        workspace::rust_files(folder).into_iter().map(move |path| {
            let path = format!("{folder}/{path}");
            let text = workspace::text(&path);
            (path, text)
        })
    })
}

#[test]
fn begin_with_what_they_are_for() {
    let silent: Vec<String> = hand_written()
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(
        silent, [""; 0],
        "write a `//!` line that says the file's job"
    );
}

#[test]
fn are_small() {
    let long: Vec<String> = hand_written()
        .filter(|(_, text)| text.lines().count() > LINES_AT_MOST)
        .map(|(path, _)| path)
        .collect();
    assert_eq!(
        long, EXCEPTIONS,
        "split what has more than {LINES_AT_MOST} lines"
    );
}
