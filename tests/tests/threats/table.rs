//! The tables: a file of `tests/threats` for each threat.

use castiron::diagnostics::Diagnostics;
use castiron::source::Sources;
use castiron_tests::workspace;
use serde::Deserialize;

/// The folder of the tables.
const FOLDER: &str = "tests/threats";

/// What stands for a case in the text around it.
const HOLE: &str = "HERE";

/// A document, and what is answered to it.
pub struct Case {
    /// The file of its table.
    pub table: String,
    /// What is special about the document.
    pub here: String,
    /// The document.
    pub text: String,
    /// The severities and codes of what is found, each once, in order.
    pub answer: String,
    /// Texts that have to be in the emitted code.
    pub emits: Vec<String>,
    /// Texts that must not be in the emitted code.
    pub lacks: Vec<String>,
}

/// A table as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The text of a document with a hole in it.
    around: String,
    cases: Vec<Entry>,
}

/// A case as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    here: String,
    /// Another document.
    around: Option<String>,
    answer: String,
    #[serde(default)]
    emits: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
}

/// The cases of all tables, in the order of their files.
pub fn cases() -> Vec<Case> {
    let files = workspace::files(FOLDER);
    files.iter().flat_map(|file| read(file)).collect()
}

fn read(name: &str) -> Vec<Case> {
    let path = format!("{FOLDER}/{name}");
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let document = sources.parse(&path, workspace::text(&path), &mut diagnostics);
    let tree = document.map(|document| document.root().clone());
    let file: File = match serde_json::from_value(tree.unwrap_or_default()) {
        Ok(file) => file,
        Err(error) => panic!("`{path}` is no table: {error}\n{diagnostics:?}"),
    };
    let cases = file.cases.into_iter();
    let cases = cases.map(|entry| Case {
        table: name.to_owned(),
        text: entry
            .around
            .as_ref()
            .unwrap_or(&file.around)
            .replace(HOLE, &entry.here),
        here: entry.here,
        answer: entry.answer,
        emits: entry.emits,
        lacks: entry.lacks,
    });
    cases.collect()
}
