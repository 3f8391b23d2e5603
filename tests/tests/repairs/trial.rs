//! Whether a row is true: its document is cast.

use std::fs;

use castiron::config::{Api, Package};
use castiron::diagnostics::{Diagnostic, render_all};
use castiron::pipeline::{self, Request};
use castiron_tests::casting;

use super::table::Row;

/// The finding that says what a fault was read as; an error in words where the row does not hold.
pub fn trial(row: &Row) -> Result<Diagnostic, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.yaml");
    fs::write(&path, &row.text).unwrap();
    let outcome = pipeline::cast(&Request {
        apis: vec![Api::new("api", &path)],
        package: Package::new("client", "client"),
        strict: false,
    });
    let findings = render_all(&outcome.diagnostics, &outcome.sources, false);
    let told = |fault: &str| Err(format!("{fault}\n{}\n{findings}", row.text));
    let Some(api) = outcome.apis.first().filter(|_| outcome.tree.is_some()) else {
        return told("the document is refused");
    };
    if api.operations == 0 || api.operations != api.operations_total {
        return told("an operation is lost");
    }
    let document = casting::translated(&path);
    let read = document.get(&row.at).cloned();
    if read != row.read {
        let read = read.map_or_else(|| "nothing".to_owned(), |read| read.to_string());
        return told(&format!("it is read as {read}"));
    }
    let mut found = outcome.diagnostics.iter();
    let found = found.find(|found| {
        row.finding == format!("{} {}", found.severity.as_str(), found.code.as_str())
    });
    match found {
        Some(found) if found.effect.is_some() => {
            let mut found = found.clone();
            // Where the document is this time is nothing to tell of.
            let folder = format!("{}/", folder.path().display());
            found.message = found.message.replace(&folder, "");
            Ok(found)
        }
        Some(_) => told("the finding does not say its effect"),
        None => told("there is no such finding"),
    }
}
