//! Files: each says its job first, and is small enough to be one idea.

use castiron_tests::workspace;

/// Lines but for comments beyond which a file is split.
const LINES_AT_MOST: usize = 400;

/// The same for tests, most of which are tables.
const LINES_OF_TESTS_AT_MOST: usize = 600;

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
    let is_comment = |line: &&str| line.trim_start().starts_with("//");
    let long: Vec<String> = hand_written()
        .filter(|(path, text)| {
            let lines = text.lines().filter(|line| !is_comment(line)).count();
            let at_most = match path.split(['/', '.']).any(|part| part == "tests") {
                true => LINES_OF_TESTS_AT_MOST,
                false => LINES_AT_MOST,
            };
            lines > at_most
        })
        .map(|(path, _)| path)
        .collect();
    assert_eq!(
        long, [""; 0],
        "split what has more than {LINES_AT_MOST} lines, a test more than {LINES_OF_TESTS_AT_MOST}"
    );
}
