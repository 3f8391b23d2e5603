//! What castiron mends: each fault that documents have in the wild has a row with the smallest
//! document that has it, what it is read as, and the finding that says so.
#![cfg(test)]

mod page;
mod table;
mod trial;

use castiron_tests::workspace;

use table::chapters;
use trial::trial;

/// The page that is made of the table.
const PAGE: &str = "generator/REPAIRS.md";

/// Set to write the page.
const WRITE: &str = "CASTIRON_WRITE";

#[test]
fn every_fault_is_mended_as_its_row_says() {
    let chapters = chapters();
    let mut wrong = Vec::new();
    let mut tried = Vec::new();
    for chapter in &chapters {
        let mut answers = Vec::new();
        for row in &chapter.rows {
            match trial(row) {
                Ok(found) => answers.push((row, found)),
                Err(fault) => wrong.push(format!("{}: {fault}", row.fault)),
            }
        }
        tried.push((chapter, answers));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));

    let page = page::page(&tried);
    let path = workspace::root().join(PAGE);
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(path, page).unwrap();
    } else {
        assert!(
            std::fs::read_to_string(path).is_ok_and(|written| written == page),
            "`{PAGE}` is not what the table says; \
             `{WRITE}=1 cargo test -p castiron-tests --test repairs` writes it"
        );
    }
}
