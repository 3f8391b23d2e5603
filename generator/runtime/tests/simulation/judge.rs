//! What has to hold of every run, whatever happened in it.
//!
//! The judge knows nothing of the client's code. It compares what callers were told with what was
//! sent (the attempts, and what the client learnt of each) and with what the server did (the ledger,
//! read when all late effects have come about).

use crate::client::{Answered, OPERATIONS};
use crate::executor::{End, Task};
use crate::judged::Judged;
use crate::ledger::{Attempt, Fate, Ledger, Record};
use crate::persistence::RESERVE;
use crate::plan::Plan;
use crate::server::Server;

/// A rule that was broken.
#[derive(Debug, Clone)]
pub struct Violation {
    pub rule: &'static str,
    pub words: String,
}

impl Violation {
    pub fn new(rule: &'static str, words: impl Into<String>) -> Self {
        Self {
            rule,
            words: words.into(),
        }
    }
}

pub type Verdict = Result<(), Violation>;

pub fn judge(plan: &Plan, server: &Server, tasks: &[Task<Answered>]) -> Verdict {
    let ledger = server.ledger();
    if let Some(violation) = ledger.violations.first() {
        return Err(violation.clone());
    }
    for (number, (call, task)) in plan.calls.iter().zip(tasks).enumerate() {
        let judged = Judged {
            number,
            plan,
            call,
            kind: OPERATIONS[call.operation].kind,
            record: &ledger.calls[number],
            ledger: &ledger,
            task,
            tasks,
        };
        judged.all(server)?;
    }
    amplification(plan, &ledger)?;
    let left = server.clock.sleeping() + ledger.fetching as usize;
    hold(left == 0, "leak", || {
        format!("{left} futures are left over")
    })?;
    let last = tasks.last().and_then(|task| task.end.as_ref());
    let fine = matches!(last, Some(End::Finished(Ok(value))) if *value == plan.calls.len());
    hold(fine, "usable", || "a good call fails afterwards".to_owned())
}

/// Nobody waits for a token that nobody fetches.
pub fn none_is_stranded(server: &Server, tasks: &[Task<Answered>]) -> Verdict {
    let ledger = server.ledger();
    let fetched = server.plan.tokens.is_none() || ledger.fetching > 0;
    let calls = tasks.iter().zip(&ledger.calls);
    let waits = |(task, record): (&Task<Answered>, &Record)| {
        task.polls > 0 && task.end.is_none() && record.attempts.is_empty()
    };
    let stranded = if fetched {
        None
    } else {
        calls.map(waits).position(|waits| waits)
    };
    hold(stranded.is_none(), "stranded", || {
        format!("call {stranded:?} waits for a token that nobody fetches")
    })
}

/// Repeats are bounded by the reserve and a tenth of what went well; so is what is sent in all.
fn amplification(plan: &Plan, ledger: &Ledger) -> Verdict {
    let (mut sent, mut begun, mut refreshed, mut well) = (0, 0, 0, 0);
    for record in &ledger.calls {
        let status = |attempt: &Attempt| match attempt.fate {
            Fate::Answered { status, .. } => Some(status),
            _ => None,
        };
        let statuses: Vec<Option<u16>> = record.attempts.iter().map(status).collect();
        let (_, before) = statuses.split_last().unwrap_or((&None, &[]));
        let asked_again = plan.tokens.is_some() && before.contains(&Some(401));
        let is_success = |status: &&Option<u16>| matches!(status, Some(200..300));
        sent += statuses.len();
        begun += usize::from(!statuses.is_empty());
        refreshed += usize::from(asked_again);
        well += statuses.iter().filter(is_success).count();
    }
    let repeats = sent - begun - refreshed;
    let bounded = repeats <= RESERVE + well / 10 && repeats <= RESERVE + (begun + well) / 5;
    hold(bounded, "amplification", || {
        format!("{repeats} repeats of {begun} calls, {well} answers")
    })
}

pub fn hold(holds: bool, rule: &'static str, words: impl FnOnce() -> String) -> Verdict {
    holds
        .then_some(())
        .ok_or_else(|| Violation::new(rule, words()))
}
