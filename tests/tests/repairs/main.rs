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
    workspace::page(PAGE, &page, "repairs");
}
