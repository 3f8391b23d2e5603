//! Documents that want what they must not have: each threat has a table with its cases, and what
//! castiron answers to each. What it accepts compiles, whatever was written there.
#![cfg(test)]

mod compiled;
mod names;
mod places;
mod table;
mod trial;
mod values;

use std::sync::LazyLock;

use rayon::prelude::*;

use table::{Case, cases};
use trial::{Trial, trial};

/// All cases of the tables, each with what became of it.
static ANSWERED: LazyLock<Vec<(Case, Result<Trial, String>)>> = LazyLock::new(|| {
    let tried = cases().into_par_iter().map(|case| {
        let trial = trial(&case.text);
        (case, trial)
    });
    tried.collect()
});

#[test]
fn every_case_is_answered_as_its_table_says() {
    let wrong: Vec<String> = ANSWERED
        .iter()
        .filter_map(|(case, trial)| {
            let fault = fault(case, trial)?;
            Some(format!("{}: {}: {fault}", case.table, case.here))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} cases:\n{}",
        wrong.len(),
        ANSWERED.len(),
        wrong.join("\n\n")
    );
}

/// What is not as the table says, if anything is.
fn fault(case: &Case, trial: &Result<Trial, String>) -> Option<String> {
    let found = match trial {
        Ok(found) => found,
        Err(fault) => return Some(fault.clone()),
    };
    if found.answer != case.answer {
        return Some(format!(
            "`{}`, not `{}`\n{}",
            found.answer, case.answer, found.findings
        ));
    }
    let surplus = case.lacks.iter().find(|text| found.holds(text));
    let missing = case.emits.iter().find(|text| !found.holds(text));
    let surplus = surplus.map(|text| format!("`{text}` is emitted"));
    surplus.or_else(|| missing.map(|text| format!("`{text}` is not emitted")))
}
