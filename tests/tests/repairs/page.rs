//! The page "What castiron mends", made of the table and of what castiron says.

use castiron::diagnostics::Diagnostic;

use super::table::{Chapter, Row};

/// The text above the tables.
const INTRODUCTION: &str = "\
# What castiron mends

<!-- Written by `CASTIRON_WRITE=1 cargo test -p castiron-tests --test repairs`; do not edit. -->

Documents of the wild have faults that every reader understands. castiron reads what can only be meant in one way, and
says what it did: a `note` where nothing is lost by it, otherwise a `warning`, which refuses the document with `--strict`
or `strict = true`. What has no reading costs the smallest part that can be left out, never an operation: a schema
or a body becomes raw JSON, a parameter is left out. Each line below is a row of `tests/repairs/` with the
smallest document that has the fault; the test casts it, and holds the tree that is read against the row.
";

/// The whole page.
pub fn page(chapters: &[(&Chapter, Vec<(&Row, Diagnostic)>)]) -> String {
    let count: usize = chapters.iter().map(|(_, rows)| rows.len()).sum();
    let mut page = format!("{INTRODUCTION}\n**{count} faults.**\n");
    for (chapter, rows) in chapters {
        page += &format!(
            "\n## {}\n\n| Fault | | What is said |\n| --- | --- | --- |\n",
            chapter.title
        );
        page.extend(rows.iter().map(|(row, found)| line(row, found)));
    }
    page
}

fn line(row: &Row, found: &Diagnostic) -> String {
    let effect = found.effect.as_deref().unwrap_or_default();
    let said = format!("{}: {effect}", found.message).replace('|', "\\|");
    format!("| {} | {} | {said} |\n", row.fault, row.finding)
}
