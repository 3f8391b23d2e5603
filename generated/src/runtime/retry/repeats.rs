//! [`Repeats`]: the attempts after the first, of a call or of a token request.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::super::{ExchangeError, Received};
use super::{Class, RetryPolicy, retry_after};

/// The repeats of one request, as its policy and the budget of the client allow them.
pub(in super::super) struct Repeats {
    policy: RetryPolicy,
    budget: Arc<RetryBudget>,
    random: fastrand::Rng,
    /// How many there were.
    done: u32,
}

impl Repeats {
    pub(in super::super) fn new(policy: RetryPolicy, budget: Arc<RetryBudget>, seed: u64) -> Self {
        Self {
            policy,
            budget,
            random: fastrand::Rng::with_seed(seed),
            done: 0,
        }
    }

    /// How long to wait before the next attempt, if there is to be one.
    pub(in super::super) fn wait(
        &mut self,
        class: Class,
        outcome: &Result<Received, ExchangeError>,
        left: Duration,
    ) -> Option<Duration> {
        if self.done + 1 >= self.policy.max_attempts || !class.repeats_after(outcome) {
            return None;
        }
        let wait = self.backoff();
        let wait = match outcome
            .as_ref()
            .ok()
            .and_then(|received| retry_after(&received.headers))
        {
            None => wait,
            Some(asked) if asked <= self.policy.longest_retry_after => asked.max(wait),
            Some(_) => return None,
        };
        if wait >= left || !self.budget.take() {
            return None;
        }
        self.done += 1;
        Some(wait)
    }

    /// Puts back into the budget what a request that succeeded is worth.
    pub(in super::super) fn succeeded(&self) {
        self.budget.give();
    }

    fn backoff(&mut self) -> Duration {
        let bound = self
            .policy
            .first_wait
            .saturating_mul(1 << self.done.min(16));
        bound
            .min(self.policy.longest_wait)
            .mul_f64(self.random.f64())
    }
}

/// Bounds how much load repeats add while nothing works: a reserve of repeats that calls which
/// succeed fill up again, ten for one.
#[derive(Debug)]
pub(in super::super) struct RetryBudget {
    tenths: AtomicU32,
}

/// The reserve of a new client, and the most that it can be.
const RESERVE: u32 = 10 * REPEAT;

/// What one repeat takes.
const REPEAT: u32 = 10;

impl RetryBudget {
    pub(in super::super) fn new() -> Self {
        Self {
            tenths: AtomicU32::new(RESERVE),
        }
    }

    /// Takes one repeat, if there is one.
    fn take(&self) -> bool {
        self.change(|tenths| tenths.checked_sub(REPEAT))
    }

    /// Puts back what a call that succeeded is worth.
    fn give(&self) {
        self.change(|tenths| (tenths < RESERVE).then_some(tenths + 1));
    }

    fn change(&self, change: impl Fn(u32) -> Option<u32>) -> bool {
        self.tenths
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, change)
            .is_ok()
    }
}
