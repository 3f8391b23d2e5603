//! An allowed repeat does happen: a client that gave up at the first fault would break no other rule.

use std::time::Duration;

use castiron_runtime::{ErrorKind, OnRepeat};

use crate::client::{Kind, OPERATIONS};
use crate::executor::End;
use crate::judge::Verdict;
use crate::judged::{Judged, may_repeat};
use crate::ledger::{Fate, Ledger};
use crate::plan::{Body, Flow, PolicyPlan, TokenAnswer, TokenPlan};

/// The repeats that a client has in reserve.
pub const RESERVE: usize = 10;

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
            && self.ledger.repeats_until(self.task.ended, self) < RESERVE;
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

impl Ledger {
    /// The most repeats that the client can have decided on until a moment, but for the next one of
    /// the call that is judged. What others decided on may never have been sent.
    fn repeats_until(&self, moment: Duration, judged: &Judged<'_>) -> usize {
        let calls = judged.plan.calls.iter().zip(&self.calls);
        let decided = calls.map(|(call, record)| {
            let kind = OPERATIONS[call.operation].kind;
            let known = record.attempts.iter();
            let known = known.filter(|attempt| attempt.at <= moment);
            known
                .filter(|attempt| may_repeat(kind, &attempt.fate))
                .count()
        });
        decided.sum::<usize>().saturating_sub(1)
    }
}
