//! Rejected fixtures: what a curator reads about each. A warning rejects, as specs here are strict.

use std::path::Path;

use castiron_tests::casting::{self, Cast};
use castiron_tests::workspace;

use crate::settings;

#[test]
fn rejected_specs() {
    settings().bind(|| {
        insta::glob!("../../fixtures/reject", "*.*", |path| {
            insta::assert_snapshot!("reject", rejected(path));
        });
    });
}

fn rejected(path: &Path) -> String {
    let path = workspace::relative(path);
    let Cast {
        files, findings, ..
    } = casting::crate_of(&[("api", &path)], true);
    assert!(files.is_none(), "{path} is accepted:\n{findings}");
    let code = path.rsplit('/').next().unwrap().split('-').next().unwrap();
    assert!(
        findings.contains(code),
        "{path} is rejected for another reason:\n{findings}"
    );
    findings
}
