//! What castiron understands: each keyword of OpenAPI has a row with the smallest document that has
//! it, and is either proved by code that is emitted because of it, or answered by a finding.
#![cfg(test)]

mod page;
mod proof;
mod table;
mod words;

use castiron_tests::workspace;

use proof::{Answer, answer};
use table::{FOLDER, Row, rows};
use words::{Word, words};

/// The page that is made of the table.
const PAGE: &str = "generator/UNDERSTANDS.md";

#[test]
fn every_row_is_proved_or_answered() {
    let rows = rows();
    let mut wrong = Vec::new();
    let mut answers: Vec<(&Row, Answer)> = Vec::new();
    for row in &rows {
        match answer(row) {
            Ok(answer) => answers.push((row, answer)),
            Err(fault) => wrong.push(format!("{}: {fault}", row.title())),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));

    let page = page::page(&answers);
    workspace::page(PAGE, &page, "understands");
}

#[test]
fn extensions_of_other_tools_change_nothing() {
    let mut document = serde_json::json!({
        "openapi": "3.0.4",
        "info": { "title": "Case", "version": "1" },
        "paths": { "/ping": { "get": { "operationId": "ping", "responses": {} } } },
        "components": { "schemas": { "Case": { "type": "string" } } },
    });
    let said = proof::cast(&document);
    for pointer in [
        "",
        "/info",
        "/paths",
        "/paths/~1ping/get",
        "/components/schemas/Case",
    ] {
        let object = document.pointer_mut(pointer).unwrap();
        object["x-internal"] = serde_json::json!({ "$ref": "nowhere" });
    }
    let with = proof::cast(&document);
    assert_eq!((said.files, said.findings), (with.files, with.findings));
}

#[test]
fn every_keyword_has_a_row() {
    let rows = rows();
    let has_row = |word: &Word| {
        rows.iter().any(|row| {
            row.dialect.name == word.dialect
                && (&row.object, &row.keyword) == (&word.object, &word.keyword)
                && (word.value.is_none() || row.value == word.value)
        })
    };
    let missing = words().into_iter().filter(|word| !has_row(word));
    let missing: Vec<String> = missing.map(|word| format!("{word:?}")).collect();
    assert!(
        missing.is_empty(),
        "write a row in `{FOLDER}` for each:\n{}",
        missing.join("\n")
    );
}

#[test]
fn every_row_is_about_a_keyword() {
    let words = words();
    let is_known = |row: &Row| {
        let is_of_swagger = |dialect: &str| dialect == "Swagger 2.0";
        words.iter().any(|word| {
            is_of_swagger(&word.dialect) == is_of_swagger(row.dialect.name)
                && (&row.object, &row.keyword) == (&word.object, &word.keyword)
        })
    };
    let unknown: Vec<String> = rows()
        .iter()
        .filter(|row| !is_known(row))
        .map(Row::title)
        .collect();
    assert_eq!(unknown, [""; 0], "no table has these");
}
