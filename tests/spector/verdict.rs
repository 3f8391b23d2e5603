//! [`Verdict`]: what the calls and the server say together.

use std::collections::{BTreeMap, BTreeSet};

use castiron_tests::workspace;

use crate::server::Coverage;

/// The scenarios that are known not to pass, one on each line; `#` begins a comment.
const MISSING: &str = "tests/spector/missing.txt";

/// The scenarios that were called, each with what was wrong on the client's side, if anything.
pub type Calls = BTreeMap<String, Option<String>>;

/// What a run has shown.
pub struct Verdict {
    /// How many scenarios there are.
    pub scenarios: usize,
    /// How many of them were passed, by what the client and the server say.
    pub passed: usize,
    /// What is wrong with the scenarios that are known not to pass.
    pub known: Vec<String>,
    /// What has to be mended, in words.
    pub failures: Vec<String>,
}

impl Verdict {
    /// The verdict on a run in which all scenarios were to be called: what is not passed has to be
    /// what [`MISSING`] says, so that a scenario that was passed once is passed ever after.
    pub fn on_all(calls: &Calls, coverage: &Coverage) -> Self {
        let mut verdict = Self::on_calls(calls, coverage);
        let known = known();
        for scenario in coverage.keys().filter(|name| !calls.contains_key(*name)) {
            verdict.note(&known, scenario, "not called");
        }
        for scenario in &known {
            let passed = match calls.get(scenario) {
                Some(fault) => fault.is_none() && server_fault(scenario, coverage).is_none(),
                None => !coverage.contains_key(scenario),
            };
            if passed {
                let failure =
                    format!("{scenario}: passed, or no scenario; delete it from `{MISSING}`");
                verdict.failures.push(failure);
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
            known: Vec::new(),
            failures: Vec::new(),
        };
        for (scenario, fault) in calls {
            match fault.clone().or_else(|| server_fault(scenario, coverage)) {
                None => verdict.passed += 1,
                Some(fault) => verdict.note(&known, scenario, &fault),
            }
        }
        verdict
    }

    fn note(&mut self, known: &BTreeSet<String>, scenario: &str, fault: &str) {
        let list = if known.contains(scenario) {
            &mut self.known
        } else {
            &mut self.failures
        };
        list.push(format!("{scenario}: {fault}"));
    }
}

/// The scenarios of [`MISSING`].
fn known() -> BTreeSet<String> {
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
