//! The table: a file of `tests/repairs` for each kind of fault.

use castiron::diagnostics::Diagnostics;
use castiron::source::Sources;
use castiron_tests::workspace;
use serde::Deserialize;
use serde_json::Value;

/// The folder of the table.
const FOLDER: &str = "tests/repairs";

/// What stands for the fault in the text around it.
const HOLE: &str = "HERE";

/// A kind of fault.
pub struct Chapter {
    pub title: String,
    pub rows: Vec<Row>,
}

/// A fault.
pub struct Row {
    /// The fault in words.
    pub fault: String,
    /// The document.
    pub text: String,
    /// Where it is mended, in the words of OpenAPI 3.0.
    pub at: String,
    /// What is there then; nothing if the node is not there any more.
    pub read: Option<Value>,
    /// The severity and the code of the finding.
    pub finding: String,
}

/// A file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    /// The text of a document with a fault in it.
    around: String,
    /// Where the fault is.
    at: String,
    rows: Vec<Entry>,
}

/// A row as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    fault: String,
    /// The text with the fault.
    here: String,
    around: Option<String>,
    at: Option<String>,
    #[serde(default)]
    read: Option<Value>,
    finding: String,
}

/// All chapters in the order of their files.
pub fn chapters() -> Vec<Chapter> {
    let files = workspace::files(FOLDER);
    files
        .iter()
        .map(|file| read(&format!("{FOLDER}/{file}")))
        .collect()
}

fn read(path: &str) -> Chapter {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let document = sources.read(&workspace::root().join(path), &mut diagnostics);
    let tree = document.map(|document| document.root().clone());
    let file: File = match serde_json::from_value(tree.unwrap_or_default()) {
        Ok(file) => file,
        Err(error) => panic!("`{path}` is no file of the table: {error}\n{diagnostics:?}"),
    };
    let rows = file.rows.into_iter().map(|entry| Row {
        fault: entry.fault,
        text: filled(entry.around.as_ref().unwrap_or(&file.around), &entry.here),
        at: entry.at.unwrap_or_else(|| file.at.clone()),
        read: entry.read,
        finding: entry.finding,
    });
    Chapter {
        rows: rows.collect(),
        title: file.title,
    }
}

/// The text around with the fault in its place, its lines indented alike.
fn filled(around: &str, here: &str) -> String {
    let lines = around.lines().flat_map(|line| match line.split_once(HOLE) {
        Some((before, after)) => {
            let indent = " ".repeat(before.len() - before.trim_start_matches([' ', '-']).len());
            let mut lines: Vec<String> =
                here.lines().map(|line| format!("{indent}{line}")).collect();
            if let Some(first) = lines.first_mut() {
                *first = format!("{before}{}", first.trim_start());
            }
            if let Some(last) = lines.last_mut() {
                last.push_str(after);
            }
            lines
        }
        None => vec![line.to_owned()],
    });
    lines.map(|line| line + "\n").collect()
}
