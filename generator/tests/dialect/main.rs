//! What the passes of `dialect` find, and what they make of it.

#![cfg(test)]

mod keywords;
mod later;
mod parameters;
mod references;
mod values;
mod versions;

use castiron::diagnostics::{Diagnostics, render_all};
use castiron::dialect;
use castiron::source::Sources;

/// A document around `schemas`, which are indented as in a block below `components/schemas`.
fn schemas(schemas: &str) -> String {
    around(&format!(
        "paths: {{}}\ncomponents:\n  schemas:\n{}",
        indented(schemas, 4)
    ))
}

/// A document around one operation, `GET /pets`.
fn operation(operation: &str) -> String {
    around(&format!(
        "paths:\n  /pets:\n    get:\n{}",
        indented(operation, 6)
    ))
}

fn around(rest: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{rest}")
}

fn indented(text: &str, spaces: usize) -> String {
    text.lines()
        .map(|line| format!("{:spaces$}{line}\n", ""))
        .collect()
}

/// All findings in `text`.
fn report(text: &str) -> String {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let document = sources
        .parse("openapi.yaml", text, &mut diagnostics)
        .expect("YAML");
    dialect::translate(document, &mut sources, &mut diagnostics);
    render_all(&diagnostics, &sources, false)
}

/// The translated node at a pointer.
fn translated(text: &str, pointer: &str) -> String {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let document = sources
        .parse("openapi.yaml", text, &mut diagnostics)
        .expect("YAML");
    let document =
        dialect::translate(document, &mut sources, &mut diagnostics).expect("a known version");
    document
        .get(pointer)
        .map_or("nothing".to_owned(), ToString::to_string)
}

const OPERATION: &str = "/paths/~1pets/get";
