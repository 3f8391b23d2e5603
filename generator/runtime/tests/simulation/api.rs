//! What the API makes of a request when it arrives: tokens, idempotency keys, and effects.

use std::time::Duration;

use castiron_runtime::{HttpRequest, OnRepeat};

use crate::client::OPERATIONS;
use crate::ledger::{Ledger, carried_key};
use crate::plan::{Answer, Reaction};
use crate::server::Server;

/// What the API answers, and the number in the body.
pub struct Decision {
    pub answer: Answer,
    pub value: usize,
}

impl Server {
    /// Takes a request in and decides.
    pub fn receive(&self, call: usize, attempt: usize, request: &HttpRequest) -> Decision {
        let now = self.clock.now();
        let ledger = &mut *self.ledger();
        ledger.calls[call].received += 1;
        if !self.accepts_token(ledger, request) {
            return Decision {
                answer: Answer::Status(401),
                value: call,
            };
        }
        let planned = self.reaction(call, attempt);
        let on_repeat = self.plan.calls.get(call);
        let on_repeat = on_repeat.and_then(|call| OPERATIONS[call.operation].on_repeat());
        if let (true, Some(on_repeat), Some(key)) =
            (self.plan.honours_keys, on_repeat, carried_key(request))
        {
            if let Some(&first) = ledger.keys.get(&key) {
                return known(first, on_repeat, call, &planned, now);
            }
            let burnt = self.plan.burns_keys && on_repeat == OnRepeat::Refuses;
            let used = planned.applies.or(burnt.then_some(Duration::ZERO));
            if let Some(after) = used {
                ledger.keys.insert(key, (call, now + after));
            }
        }
        if let Some(after) = planned.applies {
            let server = self.clone();
            let apply = move || server.ledger().calls[call].applied += 1;
            self.clock.at(now + after, apply);
        }
        Decision {
            answer: planned.answer,
            value: call,
        }
    }

    fn accepts_token(&self, ledger: &Ledger, request: &HttpRequest) -> bool {
        if self.plan.tokens.is_none() {
            return true;
        }
        let header = request.headers["authorization"].to_str().unwrap();
        let until = header.strip_prefix("Bearer ");
        let until = until.and_then(|token| ledger.tokens.get(token));
        until.is_some_and(|until| self.clock.now() < *until)
    }
}

/// The answer to a key that is known: nothing is applied again.
fn known(
    (first, since): (usize, Duration),
    on_repeat: OnRepeat,
    call: usize,
    planned: &Reaction,
    now: Duration,
) -> Decision {
    let decision = |answer, value| Decision { answer, value };
    match (planned.answer, on_repeat) {
        // Whatever stands in front of the API does not know of keys.
        (answer @ (Answer::Cut | Answer::Stall), _)
        | (answer @ Answer::Status(401 | 408 | 429 | 500..=599), _) => decision(answer, call),
        (Answer::Status(_), OnRepeat::Refuses) => decision(Answer::Status(422), call),
        (Answer::Status(_), OnRepeat::Replays) if now < since => {
            decision(Answer::Status(409), call)
        }
        (Answer::Status(_), OnRepeat::Replays) => decision(Answer::Status(200), first),
    }
}
