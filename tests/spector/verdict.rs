//! [`Verdict`]: what the calls and the server say together.

use std::collections::{BTreeMap, BTreeSet};

use castiron_tests::workspace;

use crate::server::Coverage;

/// The scenarios that are known not to pass, and the documents that cannot be compiled, one on each
/// line; `#` begins a comment.
const MISSING: &str = "tests/spector/missing.txt";

/// The scenarios that were called, each with what was wrong on the client's side, if anything.
pub type Calls = BTreeMap<String, Option<String>>;

/// What a run has shown.
pub struct Verdict {
    /// How many scenarios there are.
    pub scenarios: usize,
    /// How many of them were passed, by what the client and the server say.
    pub passed: usize,
    /// What has to be mended, in words.
    pub failures: Vec<String>,
}

impl Verdict {
    /// The verdict on a run in which all scenarios were to be called: what is not passed has to be
    /// what [`MISSING`] says, so that a scenario that was passed once is passed ever after.
    pub fn on_all(calls: &Calls, coverage: &Coverage) -> Self {
        let mut verdict = Self::on_calls(calls, coverage);
        let known = known();
        for scenario in coverage.keys() {
            if !calls.contains_key(scenario) && !known.contains(scenario) {
                verdict.failures.push(format!(
                    "{scenario}: not called, though `{MISSING}` does not say so"
                ));
            }
        }
        for scenario in known.into_iter().filter(|name| coverage.contains_key(name)) {
            let failed = calls.get(&scenario).is_none_or(|fault| fault.is_some())
                || server_fault(&scenario, coverage).is_some();
            if !failed {
                verdict
                    .failures
                    .push(format!("{scenario}: passed; delete it from `{MISSING}`"));
            }
        }
        verdict
    }

    /// The verdict on the scenarios that were called.
    pub fn on_calls(calls: &Calls, coverage: &Coverage) -> Self {
        let known = known();
        let mut verdict = Self {
            scenarios: coverage.len(),
            passed: 0,
            failures: Vec::new(),
        };
        for (scenario, fault) in calls {
            match fault.clone().or_else(|| server_fault(scenario, coverage)) {
                None => verdict.passed += 1,
                Some(fault) if known.contains(scenario) => println!("known: {scenario}: {fault}"),
                Some(fault) => verdict.failures.push(format!("{scenario}: {fault}")),
            }
        }
        verdict
    }
}

/// The lines of [`MISSING`].
pub fn known() -> BTreeSet<String> {
    workspace::text(MISSING)
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

fn server_fault(scenario: &str, coverage: &Coverage) -> Option<String> {
    match coverage.get(scenario).map(String::as_str) {
        Some("pass") => None,
        Some(status) => Some(format!("the server says `{status}`")),
        None => Some("the suite has no such scenario".to_owned()),
    }
}
