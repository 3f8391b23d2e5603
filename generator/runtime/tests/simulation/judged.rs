//! [`Judged`]: one call, and the rules for it.
//!
//! What an error says of its effect is held against both sides. It has to be what follows from what
//! the client could know, no more and no less; and it must not contradict the ledger:
//!
//! - `NotSent`: the server never got the request.
//! - `Answered`: it got it, and it never took effect, nor will it.
//! - `Unknown`: anything; but an attempt was left unanswered, or answered in a way that leaves it open.
//! - `Applied`, and success: it took effect, by this call or by another one with the same key.
//!
//! Requests that only read have no effect to speak of, so the ledger is not asked about them.

use std::time::Duration;

use castiron_runtime::{Effect, Error, OnRepeat};

use crate::client::{Answered, Kind};
use crate::executor::{End, Task};
use crate::judge::{Verdict, hold};
use crate::ledger::{Attempt, Fate, Ledger, Record};
use crate::plan::{Body, CallPlan, Plan};
use crate::server::Server;

/// How late a call may end.
const GRACE: Duration = Duration::from_millis(50);

/// One call and all that is known of it.
pub struct Judged<'a> {
    pub number: usize,
    pub plan: &'a Plan,
    pub call: &'a CallPlan,
    pub kind: Kind,
    pub record: &'a Record,
    pub ledger: &'a Ledger,
    pub task: &'a Task<Answered>,
    /// Those of all calls, and of the good one after them.
    pub tasks: &'a [Task<Answered>],
}

impl Judged<'_> {
    pub fn all(&self, server: &Server) -> Verdict {
        self.once()?;
        self.repeats()?;
        self.in_time(server)?;
        self.patient(server)?;
        self.persists()?;
        self.hooks()?;
        match &self.task.end {
            Some(End::Finished(Ok(value))) => self.succeeded(*value),
            Some(End::Finished(Err(error))) => self.failed(error),
            Some(End::Dropped) => Ok(()),
            None => self.hold(false, "hang", format_args!("it has not ended")),
        }
    }

    /// What must not take effect twice does not, and what has one key has it throughout.
    fn once(&self) -> Verdict {
        let applied = match self.kind {
            Kind::Safe | Kind::Idempotent => return Ok(()),
            Kind::Unsafe => self.record.applied,
            Kind::Keyed(_) if self.plan.honours_keys => self.ledger.applied_with_key(self.number),
            Kind::Keyed(_) => 0,
        };
        self.hold(applied <= 1, "once", format_args!("{applied} times"))?;
        let keyed = matches!(self.kind, Kind::Keyed(_)) && self.record.first.is_some();
        let has_key = self.record.key.is_some();
        self.hold(
            keyed == has_key,
            "key",
            format_args!("{:?}", self.record.key),
        )?;
        let others = self.ledger.calls.iter();
        let same = others.filter(|other| has_key && other.key == self.record.key);
        let own = self.call.key.is_some();
        self.hold(
            own || same.count() <= 1,
            "key",
            format_args!("two calls share it"),
        )
    }

    /// Nothing is sent again without a reason that allows it, too often, or too soon.
    fn repeats(&self) -> Verdict {
        let policy = self.call.policy.unwrap_or(self.plan.client.policy);
        let mut repeats = 0;
        for (before, after) in self.repeats_sent() {
            repeats += 1;
            let allowed = self.may_repeat(&before.fate);
            self.hold(allowed, "repeat", format_args!("after {:?}", before.fate))?;
            self.waited(before, after, policy.longest_retry_after)?;
        }
        let within = repeats < policy.max_attempts;
        self.hold(within, "attempts", format_args!("{repeats} repeats"))
    }

    /// Each attempt after another one, but for the one that follows the first token refused.
    pub fn repeats_sent(&self) -> impl Iterator<Item = (&Attempt, &Attempt)> {
        let attempts = &self.record.attempts;
        let refused = attempts
            .iter()
            .position(|attempt| self.refused_token(&attempt.fate));
        let pairs = attempts.iter().zip(attempts.iter().skip(1)).enumerate();
        pairs
            .filter(move |(number, _)| Some(*number) != refused)
            .map(|(_, pair)| pair)
    }

    pub fn refused_token(&self, fate: &Fate) -> bool {
        self.plan.tokens.is_some() && matches!(fate, Fate::Answered { status: 401, .. })
    }

    pub fn may_repeat(&self, fate: &Fate) -> bool {
        may_repeat(self.kind, fate)
    }

    fn waited(&self, before: &Attempt, after: &Attempt, longest: Duration) -> Verdict {
        // On a success the header has no meaning: RFC 9110, 10.2.3.
        let Fate::Answered {
            status: 300..,
            at,
            retry_after: Some(asked),
            ..
        } = before.fate
        else {
            return Ok(());
        };
        let obeyed = asked <= longest && after.at >= at + asked;
        self.hold(obeyed, "retry-after", format_args!("asked for {asked:?}"))
    }

    /// No call ends later than its time allows, and nothing is sent when that is over.
    fn in_time(&self, server: &Server) -> Verdict {
        let deadline = self.deadline();
        let latest = server.clock.first_seen(deadline) + GRACE;
        let ended = self.task.ended;
        self.hold(
            ended <= latest,
            "deadline",
            format_args!("ended at {ended:?}, deadline {deadline:?}"),
        )?;
        let sent = self.record.attempts.last().map(|attempt| attempt.at);
        let in_time = sent.is_none_or(|sent| sent < deadline && sent <= ended);
        self.hold(in_time, "late", format_args!("sent at {sent:?}"))
    }

    pub fn deadline(&self) -> Duration {
        let timeout = self.call.timeout.unwrap_or(self.plan.client.total_timeout);
        self.task.began + timeout
    }

    /// Silence is borne for as long as the settings say, and no longer.
    fn patient(&self, server: &Server) -> Verdict {
        let deadline = self.deadline();
        let attempts = self.record.attempts.iter();
        let next = attempts.clone().skip(1).map(|attempt| attempt.at);
        let last = matches!(self.task.end, Some(End::Finished(Err(_))));
        let next = next.chain(last.then_some(self.task.ended));
        for (number, (attempt, next)) in attempts.zip(next).enumerate() {
            let Some(until) = self.silence_ends(number, attempt) else {
                continue;
            };
            let until = until.min(deadline);
            self.hold(
                next >= until,
                "patience",
                format_args!("only until {next:?}"),
            )?;
            // The call may have gone on waiting, for another token or for another attempt.
            let goes_on = self.refused_token(&attempt.fate) || self.may_repeat(&attempt.fate);
            let is_last = number + 1 == self.record.attempts.len() && !goes_on;
            let latest = server.clock.first_seen(until) + GRACE;
            let in_time = !is_last || next <= latest;
            self.hold(in_time, "patience", format_args!("until {next:?}"))?;
        }
        Ok(())
    }

    /// When a time-out has to end an attempt, where it is left without an answer or with a part of
    /// one.
    fn silence_ends(&self, number: usize, attempt: &Attempt) -> Option<Duration> {
        let planned = self.call.reactions.get(number).map(|planned| planned.body);
        match attempt.fate {
            Fate::Pending => Some(attempt.at + self.plan.client.head_timeout),
            Fate::Answered { at, .. } if planned == Some(Body::Stall) => {
                Some(at + self.plan.client.idle_timeout)
            }
            _ => None,
        }
    }

    fn succeeded(&self, value: usize) -> Verdict {
        let key = |number: usize| self.ledger.calls.get(number).map(|record| &record.key);
        let same_key = self.record.key.is_some() && key(value) == Some(&self.record.key);
        let own = value == self.number || same_key;
        self.hold(own, "answer", format_args!("it got the answer of {value}"))?;
        self.hold(self.took_effect(), "effect", format_args!("success"))
    }

    fn failed(&self, error: &Error) -> Verdict {
        let attempts = self.record.attempts.len();
        let told = error.attempts() as usize;
        self.hold(
            told == attempts,
            "count",
            format_args!("{told}, not {attempts}"),
        )?;
        if attempts > 0 {
            let key = error.idempotency_key();
            let right = key == self.record.key.as_deref();
            self.hold(right, "key", format_args!("the error says {key:?}"))?;
        }
        let effect = error.effect();
        let expected = self.expected();
        let words = format!("{effect:?}, not {expected:?}: {error}");
        self.hold(effect == expected, "effect", format_args!("{words}"))?;
        let agrees = match effect {
            Effect::NotSent => self.record.received == 0,
            Effect::Answered => self.kind == Kind::Safe || self.record.applied == 0,
            Effect::Unknown => true,
            Effect::Applied => self.took_effect(),
        };
        self.hold(agrees, "ledger", format_args!("{effect:?}"))
    }

    /// Whether the request did take effect, by itself or by another one with its key. For a request
    /// that only reads there is nothing to ask.
    fn took_effect(&self) -> bool {
        self.kind == Kind::Safe || self.ledger.applied_with_key(self.number) >= 1
    }

    /// The effect that follows from what the client could know: the most that any attempt may
    /// have had, and for a key that the server may have refused because it knew it, at least
    /// [`Effect::Unknown`].
    fn expected(&self) -> Effect {
        let by_key = self.kind == Kind::Keyed(OnRepeat::Refuses) && self.call.key.is_some();
        let effects = self
            .record
            .attempts
            .iter()
            .map(|attempt| match attempt.fate {
                Fate::NotSent { .. } => Effect::NotSent,
                Fate::Pending | Fate::Silent | Fate::Panicked => Effect::Unknown,
                Fate::Answered { status, .. } => match status {
                    200..=299 => Effect::Applied,
                    401 | 429 => Effect::Answered,
                    400..=499 if by_key => Effect::Unknown,
                    301..=303 | 408 | 500..=599 if self.kind != Kind::Safe => Effect::Unknown,
                    _ => Effect::Answered,
                },
            });
        effects.max().unwrap_or(Effect::NotSent)
    }

    pub fn hold(&self, holds: bool, rule: &'static str, words: std::fmt::Arguments<'_>) -> Verdict {
        hold(holds, rule, || {
            let fates: Vec<&Fate> = self.record.attempts.iter().map(|a| &a.fate).collect();
            format!("call {}, {:?}: {words}; {fates:?}", self.number, self.kind)
        })
    }
}

/// Whether what meets an attempt allows another one.
pub fn may_repeat(kind: Kind, fate: &Fate) -> bool {
    let keyed = matches!(kind, Kind::Keyed(_));
    match fate {
        Fate::NotSent { permanent } => !permanent,
        Fate::Silent | Fate::Pending => kind != Kind::Unsafe,
        Fate::Panicked => false,
        Fate::Answered { status, whole, .. } => match status {
            200..=299 => {
                let again = [Kind::Safe, Kind::Keyed(OnRepeat::Replays)];
                !whole && again.contains(&kind)
            }
            408 | 429 | 500 | 502 | 503 | 504 => kind != Kind::Unsafe,
            409 => keyed,
            _ => false,
        },
    }
}
