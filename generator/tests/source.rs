//! Reading documents: what arrives in the tree, and how faults are shown.

use castiron::diagnostics::{Diagnostics, render_all};
use castiron::source::Sources;
use insta::assert_snapshot;

/// The findings of reading `text`, or the tree where there are none.
fn read(name: &str, text: &str) -> String {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    match sources.parse(name, text, &mut diagnostics) {
        Some(document) => document.root().to_string(),
        None => render_all(&diagnostics, &sources, false),
    }
}

fn yaml(text: &str) -> String {
    read("openapi.yaml", text)
}

fn json(text: &str) -> String {
    read("openapi.json", text)
}

#[test]
fn duplicate_key() {
    assert_snapshot!(yaml("a: 1\nb: 2\na: 3"), @"
    error[E0106]: the key `a` stands twice in one mapping
     --> openapi.yaml:3:1
      |
    3 | a: 3
      | ^
      |
      = help: remove or rename one of them
    ");
    assert_snapshot!(json("{\"b\": {\"a\": 1,\n \"a\": 3}}"), @r#"
    error[E0106]: the key `a` stands twice in one mapping
     --> openapi.json:2:2
      |
    2 |  "a": 3}}
      |  ^^^
      |
      = help: remove or rename one of them
    "#);
}
