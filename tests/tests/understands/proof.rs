//! Whether a row is true: its document is cast, and once more without its keyword.

use std::collections::BTreeSet;
use std::fs;

use castiron::diagnostics::{Diagnostic, Diagnostics};
use castiron_tests::casting::{self, Cast};
use serde_json::Value;

use super::table::Row;

/// What castiron says to a keyword.
pub struct Answer {
    /// Whether code is emitted because of it.
    pub supported: bool,
    /// The finding that answers it.
    pub finding: Option<Diagnostic>,
}

/// What castiron says to the keyword of a row; an error in words where that is not what the row says.
pub fn answer(row: &Row) -> Result<Answer, String> {
    if row.emits.is_empty() && row.finding.is_none() {
        return Err("it has neither `emits` nor `finding`".to_owned());
    }
    if row.emits.is_empty() == row.means.is_some() {
        return Err("`means` belongs to `emits`: a finding says itself what it means".to_owned());
    }
    let with = cast(&row.document);
    let without = cast(&row.without);
    let finding = match &row.finding {
        Some(code) => Some(finding(row, code, &with, &without)?),
        None if with.diagnostics.iter().any(|found| names(found, row)) => {
            return Err(format!("there is a finding about it:\n{}", with.findings));
        }
        None => None,
    };
    for fragment in &row.emits {
        let fragment = joined(fragment);
        let wrong = match (
            joined(&code(&with)).contains(&fragment),
            joined(&code(&without)).contains(&fragment),
        ) {
            (false, _) => "is not emitted",
            (true, otherwise) if otherwise != row.is_default => {
                "proves nothing: what is emitted without the keyword decides otherwise"
            }
            (true, _) => continue,
        };
        let changed = changed(&with, &without);
        return Err(format!(
            "`{fragment}` {wrong}; the keyword makes of it\n{}{changed}",
            with.findings
        ));
    }
    Ok(Answer {
        supported: !row.emits.is_empty(),
        finding,
    })
}

fn finding(row: &Row, code: &str, with: &Cast, without: &Cast) -> Result<Diagnostic, String> {
    let find = |diagnostics: &Diagnostics| {
        let mut found = diagnostics.iter();
        found
            .find(|found| found.code.as_str() == code && names(found, row))
            .cloned()
    };
    let Some(found) = find(&with.diagnostics) else {
        let changed = changed(with, without);
        return Err(format!(
            "no {code} names it; the keyword makes of it\n{}{changed}",
            with.findings
        ));
    };
    let otherwise = find(&without.diagnostics).filter(|_| !row.is_of_whole);
    if otherwise.is_some_and(|other| other.message == found.message) {
        return Err(format!(
            "{code} is found without the keyword too:\n{}",
            without.findings
        ));
    }
    if found.effect.is_none() && with.files.is_some() {
        return Err(format!(
            "{code} does not say its effect:\n{}",
            with.findings
        ));
    }
    Ok(found)
}

/// Whether a finding names the keyword of a row: in its words, or by the place that it points to.
fn names(found: &Diagnostic, row: &Row) -> bool {
    let help = found.help.as_deref().unwrap_or_default();
    let said = format!("{} {help}", found.message);
    let place = found.place.pointer();
    row.named.iter().any(|word| {
        place.ends_with(&format!("/{word}"))
            || said
                .split('`')
                .skip(1)
                .step_by(2)
                .any(|quoted| quoted == word || quoted.starts_with(&format!("{word}:")))
    })
}

/// Casts a document.
pub fn cast(document: &Value) -> Cast {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.json");
    fs::write(&path, document.to_string()).unwrap();
    casting::crate_of(&[("api", &path.to_string_lossy())], false)
}

/// The emitted code.
fn code(cast: &Cast) -> String {
    let files = cast.files.iter().flatten();
    files
        .filter(|(path, _)| path.starts_with("src/api/"))
        .map(|(_, text)| text.as_str())
        .collect()
}

/// The lines of the first that are not in the second.
fn changed(with: &Cast, without: &Cast) -> String {
    let without = code(without);
    let known: BTreeSet<&str> = without.lines().collect();
    let code = code(with);
    let lines = code.lines().filter(|line| !known.contains(line));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The words of a text with one space between them, so that a proof does not depend on line breaks.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
