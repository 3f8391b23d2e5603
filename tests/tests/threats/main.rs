//! Documents that want what they must not have: each threat has a table with its cases, and what
//! castiron answers to each. What it accepts compiles, whatever was written there.
#![cfg(test)]

mod compiled;

mod places;
mod table;
mod trial;

use rayon::prelude::*;

use table::{Case, tables};
use trial::trial;

#[test]
fn every_case_is_answered_as_its_table_says() {
    let cases: Vec<Case> = tables().into_iter().flat_map(|table| table.cases).collect();
    let trials: Vec<_> = cases.par_iter().map(|case| trial(&case.text)).collect();
    let mut wrong = Vec::new();
    let mut accepted = Vec::new();
    for (case, trial) in cases.iter().zip(trials) {
        let name = format!("{}: {}", case.table, case.here);
        match trial {
            Err(fault) => wrong.push(format!("{name}: {fault}\n{}", case.text)),
            Ok(found) if found.answer != case.answer => {
                wrong.push(format!(
                    "{name}: `{}`, not `{}`\n{}",
                    found.answer, case.answer, found.findings
                ));
            }
            Ok(found) => {
                let is_there = |text: &&String| found.holds(text);
                if let Some(text) = case.lacks.iter().find(is_there) {
                    wrong.push(format!("{name}: `{text}` is emitted"));
                }
                if let Some(text) = case.emits.iter().find(|text| !found.holds(text)) {
                    wrong.push(format!("{name}: `{text}` is not emitted"));
                }
                accepted.extend(found.files.map(|_| case.text.clone()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} cases:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n\n")
    );
    println!("{} cases, {} of them accepted", cases.len(), accepted.len());
    compiled::compile("cases", &accepted);
}
