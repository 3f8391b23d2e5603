//! `castiron explain`: what a code means.

use insta::assert_snapshot;

use crate::{empty, told};

#[test]
fn code_with_an_example() {
    let told = told(empty().path(), &["explain", "e0501"]);
    let lines: Vec<&str> = told.lines().take(4).collect();
    assert_snapshot!(lines.join("\n"), @"
    status 0
    --- stdout
    E0501: an enum without values
    ");
    assert!(
        told.contains("error[E0501]") || told.contains("warning[E0501]"),
        "{told}"
    );
    assert!(!told.contains("E0502: "), "{told}");
}

#[test]
fn code_that_does_not_exist() {
    assert_snapshot!(told(empty().path(), &["explain", "E0203"]), @"
    status 2
    --- stderr
    error: there is no code `E0203`
    help: did you mean `E0103`?
    ");
}
