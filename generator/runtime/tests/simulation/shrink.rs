//! Makes a plan that fails smaller, as long as it fails by the same rule.

use std::time::{Duration, Instant};

use crate::counts::Counts;
use crate::judge::Violation;
use crate::plan::{CallPlan, Plan, Reaction, TokenReaction};
use crate::run::play;
use crate::server::Mistake;

/// How many plans are tried at most.
const TRIES: u32 = 3000;

/// For how long they are tried at most, by the clock on the wall: in a plan that goes on without end,
/// each try is slow.
const LONGEST: Duration = Duration::from_secs(60);

struct Shrinker {
    plan: Plan,
    violation: Violation,
    mistake: Option<Mistake>,
    tries: u32,
    until: Instant,
}

/// The smallest plan that was found, and what is wrong in it.
pub fn shrink(plan: Plan, violation: Violation, mistake: Option<Mistake>) -> (Plan, Violation) {
    let mut shrinker = Shrinker {
        plan,
        violation,
        mistake,
        tries: TRIES,
        until: Instant::now() + LONGEST,
    };
    while shrinker.round() {}
    (shrinker.plan, shrinker.violation)
}

impl Shrinker {
    /// Tries everything once; `true` if any of it made the plan smaller.
    fn round(&mut self) -> bool {
        let before = self.tries;
        let mut smaller = self.fewer_calls();
        smaller |= self.simpler_world();
        for call in (0..self.plan.calls.len()).rev() {
            smaller |= self.simpler_call(call);
        }
        smaller && before != self.tries && !self.is_over()
    }

    /// Leaves out half of the calls, then a quarter, and so on down to single ones.
    fn fewer_calls(&mut self) -> bool {
        let mut smaller = false;
        let mut size = self.plan.calls.len().div_ceil(2);
        while size > 0 {
            let mut from = 0;
            while from < self.plan.calls.len() {
                let to = (from + size).min(self.plan.calls.len());
                let gone = self.attempt(|plan| {
                    plan.calls.drain(from..to);
                });
                smaller |= gone;
                from = if gone { from } else { to };
            }
            size /= 2;
        }
        smaller
    }

    fn simpler_world(&mut self) -> bool {
        let mut smaller = false;
        let changes: [fn(&mut Plan); 5] = [
            |plan| plan.tokens = None,
            |plan| plan.jumps.clear(),
            |plan| plan.spurious_polls = false,
            |plan| plan.hooks = false,
            |plan| plan.client.policy.max_attempts = 1,
        ];
        for change in changes {
            smaller |= self.attempt(change);
        }
        let tokens = self.plan.tokens.as_ref();
        let count = tokens.map_or(0, |tokens| tokens.reactions.len());
        for index in (0..count).rev() {
            smaller |= self.simpler_token(index);
        }
        smaller
    }

    fn simpler_token(&mut self, index: usize) -> bool {
        let changes: [fn(&mut Vec<TokenReaction>, usize); 2] = [
            |reactions, index| reactions.truncate(index),
            |reactions, index| {
                if let Some(reaction) = reactions.get_mut(index) {
                    *reaction = TokenReaction::FINE;
                }
            },
        ];
        let mut smaller = false;
        for change in changes {
            smaller |= self.attempt(|plan| {
                if let Some(tokens) = &mut plan.tokens {
                    change(&mut tokens.reactions, index);
                }
            });
        }
        smaller
    }

    fn simpler_call(&mut self, index: usize) -> bool {
        let changes: [fn(&mut CallPlan); 7] = [
            |call| call.blocking = false,
            |call| call.drop_at = None,
            |call| call.timeout = None,
            |call| call.policy = None,
            |call| call.key = None,
            |call| call.start = Duration::ZERO,
            |call| call.body_size = 0,
        ];
        let mut smaller = false;
        for change in changes {
            smaller |= self.attempt(|plan| change(&mut plan.calls[index]));
        }
        for attempt in (0..self.plan.calls[index].reactions.len()).rev() {
            smaller |= self.simpler_reaction(index, attempt);
        }
        smaller
    }

    fn simpler_reaction(&mut self, call: usize, attempt: usize) -> bool {
        let changes: [fn(&mut Reaction); 8] = [
            |reaction| *reaction = Reaction::FINE,
            |reaction| reaction.body = Reaction::FINE.body,
            |reaction| reaction.retry_after = Reaction::FINE.retry_after,
            |reaction| reaction.travel = Reaction::FINE.travel,
            |reaction| reaction.before = Reaction::FINE.before,
            |reaction| reaction.after = Reaction::FINE.after,
            |reaction| reaction.think = Reaction::FINE.think,
            |reaction| reaction.applies = reaction.applies.map(|_| Duration::ZERO),
        ];
        let mut smaller = self.attempt(|plan| plan.calls[call].reactions.truncate(attempt));
        smaller |= self.attempt(|plan| {
            if attempt < plan.calls[call].reactions.len() {
                plan.calls[call].reactions.remove(attempt);
            }
        });
        for change in changes {
            smaller |= self.attempt(|plan| {
                if let Some(reaction) = plan.calls[call].reactions.get_mut(attempt) {
                    change(reaction);
                }
            });
        }
        smaller
    }

    fn is_over(&self) -> bool {
        self.tries == 0 || Instant::now() >= self.until
    }

    /// Keeps a change if the plan is another one by it and fails as before.
    fn attempt(&mut self, change: impl FnOnce(&mut Plan)) -> bool {
        let mut plan = self.plan.clone();
        change(&mut plan);
        let shown = format!("{plan:?}");
        if self.is_over() || shown == format!("{:?}", self.plan) {
            return false;
        }
        self.tries -= 1;
        match play(&plan, self.mistake, &mut Counts::default()) {
            Err(violation) if violation.rule == self.violation.rule => {
                self.plan = plan;
                self.violation = violation;
                true
            }
            Ok(()) | Err(_) => false,
        }
    }
}
