//! [`Counts`]: how often what happened.

use std::collections::BTreeMap;
use std::fmt;

use castiron_runtime::Effect;

use crate::client::{Answered, OPERATIONS};
use crate::executor::{End, Task};
use crate::ledger::{Fate, Ledger, Record};
use crate::plan::{After, Answer, Before, Body, CallPlan, Plan, Reach, Reaction, TokenAnswer};

/// How often what happened, by group and name.
#[derive(Default, Clone)]
pub struct Counts(BTreeMap<(&'static str, String), u64>);

impl Counts {
    pub fn add(&mut self, group: &'static str, name: impl Into<String>, count: u64) {
        *self.0.entry((group, name.into())).or_default() += count;
    }

    pub fn of(&self, group: &'static str, name: &str) -> u64 {
        let count = self.0.get(&(group, name.to_owned()));
        count.copied().unwrap_or_default()
    }

    pub fn merge(&mut self, other: Self) {
        for ((group, name), count) in other.0 {
            self.add(group, name, count);
        }
    }

    pub fn add_run(&mut self, plan: &Plan, ledger: &Ledger, tasks: &[Task<Answered>]) {
        self.add("runs", "all", 1);
        self.add(
            "runs",
            "with leaps of the clock",
            u64::from(!plan.jumps.is_empty()),
        );
        self.add(
            "runs",
            "with spurious polls",
            u64::from(plan.spurious_polls),
        );
        self.add(
            "runs",
            "with keys that are not honoured",
            u64::from(!plan.honours_keys),
        );
        let calls = plan.calls.iter().zip(&ledger.calls).zip(tasks);
        for ((call, record), task) in calls {
            self.add_call(call, record, task);
        }
        self.add_tokens(plan, ledger);
    }

    fn add_call(&mut self, call: &CallPlan, record: &Record, task: &Task<Answered>) {
        let kind = OPERATIONS[call.operation].kind;
        self.add("calls", "all", 1);
        self.add("calls", format!("{kind:?}"), 1);
        self.add("calls", "blocking", u64::from(call.blocking));
        self.add(
            "calls",
            "with the caller's own key",
            u64::from(call.key.is_some()),
        );
        self.add("polls", "all", u64::from(task.polls));
        self.add("attempts", "all", record.attempts.len() as u64);
        let again = record.attempts.len().saturating_sub(1);
        self.add("attempts", "again", again as u64);
        self.add("attempts", "received", u64::from(record.received));
        self.add("attempts", "applied", u64::from(record.applied));
        for (index, attempt) in record.attempts.iter().enumerate() {
            let planned = call.reactions.get(index).unwrap_or(&Reaction::FINE);
            self.add_fault(planned, attempt.fate);
        }
        for number in &record.requests_shown {
            let planned = call.reactions.get(*number as usize - 1);
            self.add_before(planned.unwrap_or(&Reaction::FINE));
        }
        for (number, _) in &record.responses_shown {
            let planned = call.reactions.get(*number as usize - 1);
            let panics = planned.is_some_and(|planned| planned.after == After::Panics);
            self.add("hooks", "panic after", u64::from(panics));
        }
        match &task.end {
            Some(End::Finished(Ok(_))) => self.add("ends", "success", 1),
            Some(End::Finished(Err(error))) => {
                self.add("ends", format!("error, {:?}", error.kind()), 1);
                self.add("effects", effect(error.effect()), 1);
            }
            Some(End::Dropped) => self.add("ends", "given up by the caller", 1),
            None => self.add("ends", "none", 1),
        }
    }

    fn add_before(&mut self, planned: &Reaction) {
        let name = match planned.before {
            Before::Looks => return,
            Before::Changes => "header changed",
            Before::ChangesKey => "key changed",
            Before::SetsNonsense => "header of nonsense",
            Before::Panics => "panic before",
        };
        self.add("hooks", name, 1);
    }

    fn add_fault(&mut self, planned: &Reaction, fate: Fate) {
        let silence = match (planned.reach, planned.answer) {
            (Reach::Nowhere { permanent: true }, _) => Some("not sent, for ever"),
            (Reach::Nowhere { permanent: false }, _) => Some("not sent"),
            (Reach::Lost, _) => Some("closed before it arrived"),
            (Reach::Panic, _) => Some("panic of the transport"),
            (Reach::Server, Answer::Cut) => Some("closed after it arrived"),
            (Reach::Server, Answer::Stall) => Some("no answer"),
            (Reach::Server, Answer::Status(_)) => None,
        };
        match (silence, fate) {
            (Some(name), _) => self.add("faults", name, 1),
            (None, Fate::Pending) => self.add("faults", "slower than a time-out", 1),
            (None, Fate::Answered { status, .. }) => self.add_answer(planned, status),
            (None, Fate::NotSent { .. } | Fate::Silent | Fate::Panicked) => {}
        }
    }

    fn add_answer(&mut self, planned: &Reaction, status: u16) {
        self.add("answers", status.to_string(), 1);
        let body = match planned.body {
            Body::Whole => return,
            Body::Panic => "panic in a body",
            Body::Slow(_) => "body slow",
            Body::Cut => "body cut",
            Body::Stall => "body silent",
            Body::Garbage => "body of something else",
            Body::Empty => "body empty",
            Body::TooLarge => "body too large",
        };
        self.add("faults", body, 1);
    }

    fn add_tokens(&mut self, plan: &Plan, ledger: &Ledger) {
        let Some(tokens) = &plan.tokens else { return };
        self.add("tokens", "all", ledger.token_requests as u64);
        self.add("tokens", "refresh tokens replaced", ledger.refresh_token);
        for reaction in tokens.reactions.iter().take(ledger.token_requests) {
            let name = match reaction.answer {
                TokenAnswer::Grant { .. } => "granted for a time",
                TokenAnswer::Refuse(_) => "refused",
                TokenAnswer::Garbage => "answered with something else",
                TokenAnswer::Cut => "closed",
                TokenAnswer::Stall => "no answer",
                TokenAnswer::Panic => "panic of the source",
            };
            self.add("tokens", name, 1);
        }
    }
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::NotSent => "not sent",
        Effect::Answered => "answered",
        Effect::Unknown => "unknown",
        Effect::Applied => "applied",
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((group, name), count) in &self.0 {
            writeln!(formatter, "{group:<9} {name:<34} {count:>10}")?;
        }
        Ok(())
    }
}
