//! An allowed repeat does happen: a client that gave up at the first fault would break no other rule.

use std::time::Duration;

use castiron_runtime::{ErrorKind, OnRepeat};

use crate::client::{Kind, OPERATIONS};
use crate::executor::End;
use crate::judge::Verdict;
use crate::judged::{Judged, may_repeat};
use crate::ledger::Fate;
use crate::plan::{Body, Flow, PolicyPlan, TokenAnswer, TokenPlan};

/// The repeats that a client has in reserve.
pub const RESERVE: usize = 10;

/// How many answers that went well make up for one of them.
const REPEAT: usize = 10;

/// How long a token may take to come, so that it surely comes in time.
const QUICK: Duration = Duration::from_millis(100);

/// How much time there has to be for it.
const AMPLE: Duration = Duration::from_secs(1);

impl Judged<'_> {
    /// No call ends for a fault that passes while policy, time and budget leave it another attempt.
    pub fn persists(&self) -> Verdict {
        let (Some(End::Finished(Err(error))), Some(last)) =
            (&self.task.end, self.record.attempts.last())
        else {
            return Ok(());
        };
        if error.kind() == ErrorKind::Hook {
            return Ok(());
        }
        let policy = self.call.policy.unwrap_or(self.plan.client.policy);
        let repeats = self.repeats_sent().count() as u32;
        let wait = longest_wait(policy, repeats, &last.fate);
        let left = self.deadline().saturating_sub(self.task.ended);
        let another = self.has_to_repeat(&last.fate)
            && repeats + 1 < policy.max_attempts
            && wait.is_some_and(|wait| wait < left)
            && self.budget() >= REPEAT;
        let words = format_args!("{repeats} repeats, {left:?} left; {error}");
        self.hold(!another, "persistence", words)?;
        let again = self.refused_token(&last.fate)
            && self.record.attempts.len() == 1
            && self.plan.jumps.is_empty()
            && self.plan.tokens.as_ref().is_some_and(comes_soon)
            && left > AMPLE;
        self.hold(!again, "another token", words)
    }

    /// Whether a fault passes, and the request can be sent again without harm and to some use.
    fn has_to_repeat(&self, fate: &Fate) -> bool {
        let Fate::Answered {
            status: 200..300, ..
        } = fate
        else {
            return self.may_repeat(fate);
        };
        let number = self.record.attempts.len() - 1;
        let planned = self.call.reactions.get(number).map(|planned| planned.body);
        let cut = matches!(planned, Some(Body::Cut | Body::Stall));
        cut && [Kind::Safe, Kind::Keyed(OnRepeat::Replays)].contains(&self.kind)
    }
}

/// The longest time before the next attempt; `None` where the server asks for too much.
fn longest_wait(policy: PolicyPlan, repeats: u32, fate: &Fate) -> Option<Duration> {
    let grown = policy.first_wait * 2_u32.saturating_pow(repeats);
    let wait = grown.min(policy.longest_wait);
    match fate {
        Fate::Answered {
            status: 300..,
            retry_after: Some(asked),
            ..
        } => (*asked <= policy.longest_retry_after).then(|| wait.max(*asked)),
        _ => Some(wait),
    }
}

fn comes_soon(tokens: &TokenPlan) -> bool {
    let mut reactions = tokens.reactions.iter();
    matches!(tokens.flow, Flow::Own | Flow::ClientCredentials)
        && reactions.all(|reaction| {
            matches!(reaction.answer, TokenAnswer::Grant { .. }) && reaction.think <= QUICK
        })
}

/// What befalls the budget of the client, in the order that leaves least when it happens at once.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    Success,
    Repeat,
}

impl Judged<'_> {
    /// The least that the client can have had left for repeats when the call ended, in tenths of one.
    fn budget(&self) -> usize {
        let calls = 0..self.plan.calls.len();
        let mut changes: Vec<_> = calls.flat_map(|number| self.changes(number)).collect();
        changes.sort();
        let full = RESERVE * REPEAT;
        changes.iter().fold(full, |left, (_, change)| match change {
            Change::Success => full.min(left + 1),
            Change::Repeat => left.saturating_sub(REPEAT),
        })
    }

    /// What a call changed in the budget until this one ended, but for the end of this one.
    ///
    /// A repeat counts even if it was never sent, and as late as it can. A success counts as early
    /// as it can, when the reserve may still be full.
    fn changes(&self, number: usize) -> Vec<(Duration, Change)> {
        let (moment, task) = (self.task.ended, &self.tasks[number]);
        let attempts = &self.ledger.calls[number].attempts;
        let kind = OPERATIONS[self.plan.calls[number].operation].kind;
        let over = match task.end {
            Some(End::Dropped) => Duration::MAX,
            _ => task.ended,
        };
        let next = attempts.iter().skip(1).map(|attempt| attempt.at);
        let known = attempts.len() - usize::from(number == self.number);
        let mut changes = Vec::new();
        for (attempt, over) in attempts.iter().zip(next.chain([over])).take(known) {
            match attempt.fate {
                Fate::Answered {
                    status: 200..300,
                    at,
                    ..
                } if over < moment => changes.push((at, Change::Success)),
                _ => {}
            }
            if attempt.at <= moment && may_repeat(kind, &attempt.fate) {
                changes.push((over.min(moment), Change::Repeat));
            }
        }
        changes
    }
}
