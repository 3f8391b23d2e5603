//! Hooks of the application, which look on, change headers or fail, and what has to hold of them.

use std::panic::resume_unwind;

use castiron_runtime::{CoreBuilder, ErrorKind, Idempotency, RequestView, ResponseView};

use crate::client::OPERATIONS;
use crate::executor::{End, Planned};
use crate::judge::{Verdict, Violation};
use crate::judged::Judged;
use crate::ledger::Fate;
use crate::plan::{After, Before, Plan};
use crate::server::Server;

/// A header that only hooks set.
pub const ADDED: &str = "x-hook";

/// A header that calls set to [`OF_CALL`], and hooks to something else.
pub const CHANGED: &str = "x-mark";

pub const OF_CALL: &str = "call";

/// Gives the client hooks that do what the plan says.
pub fn install(builder: &mut CoreBuilder, server: &Server) {
    let on_request = server.clone();
    builder.on_request(move |view| on_request.before(view));
    let on_response = server.clone();
    builder.on_response(move |view| on_response.after(view));
}

impl Server {
    fn before(&self, view: &mut RequestView<'_>) {
        let call: usize = view.header("x-call").unwrap().parse().unwrap();
        let attempt = view.attempt();
        let untouched = view.header(ADDED).is_none() && view.header(CHANGED) == Some(OF_CALL);
        let token = view.header("authorization");
        let sees_no_token = token.is_none_or(|shown| shown == "[redacted]");
        {
            let ledger = &mut *self.ledger();
            ledger.calls[call].requests_shown.push(attempt);
            if !(untouched && sees_no_token) {
                let words = format!("it was shown {token:?} and the headers of another attempt");
                ledger.violations.push(Violation::new("hook", words));
            }
        }
        match self.reaction(call, attempt as usize - 1).before {
            Before::Looks => {}
            Before::Changes => {
                view.set_header(ADDED, &attempt.to_string());
                view.set_header(CHANGED, "hook");
            }
            Before::ChangesKey => {
                if carries_key_in_header(&self.plan, call) {
                    view.set_header("idempotency-key", "another");
                }
            }
            Before::SetsNonsense => view.set_header(ADDED, "a\r\nb"),
            Before::Panics => resume_unwind(Box::new(Planned)),
        }
    }

    fn after(&self, view: &ResponseView<'_>) {
        let number = |name: &str| -> usize {
            let text = view.headers()[name].to_str().unwrap();
            text.parse().unwrap()
        };
        let (call, attempt) = (number("x-call"), number("x-attempt"));
        let took = {
            let ledger = &mut *self.ledger();
            let shown = (view.attempt(), view.status());
            ledger.calls[call].responses_shown.push(shown);
            self.clock.now() - ledger.calls[call].attempts[attempt - 1].at
        };
        if view.elapsed() != took || view.attempt() as usize != attempt {
            let words = format!("it was shown {view:?} of attempt {attempt}, which took {took:?}");
            self.ledger().violations.push(Violation::new("hook", words));
        }
        if self.reaction(call, attempt - 1).after == After::Panics {
            resume_unwind(Box::new(Planned));
        }
    }
}

fn carries_key_in_header(plan: &Plan, call: usize) -> bool {
    let operation = plan.calls.get(call).map(|call| call.operation);
    operation.is_some_and(|operation| {
        let idempotency = OPERATIONS[operation].operation.idempotency;
        matches!(idempotency, Idempotency::Header(..))
    })
}

impl Judged<'_> {
    /// Hooks see each attempt and each response once; what they fail at is not sent, and ends the
    /// call.
    pub fn hooks(&self) -> Verdict {
        if !self.plan.hooks {
            return Ok(());
        }
        let sent = self.record.attempts.len();
        let shown = &self.record.requests_shown;
        let stopped = shown.len() > sent;
        let in_order = shown.iter().copied().eq(1..=shown.len() as u32);
        let once = in_order && shown.len() == sent + usize::from(stopped);
        self.hold(once, "hook", format_args!("it was shown {shown:?}"))?;
        let stops = |attempt: &usize| self.is_stopped(*attempt);
        let sent_still = (0..sent).any(|attempt| stops(&attempt));
        let reason = !stopped || stops(&sent);
        let words = format_args!("a request was sent though its hook failed, or not without that");
        self.hold(!sent_still && reason, "hook", words)?;
        let spoilt = self.responses_shown()?;
        let told = matches!(&self.task.end, Some(End::Finished(Err(error)))
            if error.kind() == ErrorKind::Hook);
        let failed = stopped || spoilt;
        self.hold(told == failed, "hook", format_args!("failed: {failed}"))
    }

    /// Holds what hooks saw of responses against what came; whether one of them failed then.
    fn responses_shown(&self) -> Result<bool, Violation> {
        let attempts = self.record.attempts.iter().zip(1..);
        let mut came: Vec<(u32, u16)> = attempts
            .filter_map(|(attempt, number)| match attempt.fate {
                Fate::Answered { status, .. } => Some((number, status)),
                _ => None,
            })
            .collect();
        let shown = &self.record.responses_shown;
        // Who gives up while a body comes shows it to nobody.
        let last = self.record.attempts.len() as u32;
        let given_up = matches!(self.task.end, Some(End::Dropped));
        if given_up && shown.len() < came.len() {
            came.pop_if(|(number, _)| *number == last);
        }
        let words = format_args!("it was shown {shown:?} of {came:?}");
        self.hold(*shown == came, "hook", words)?;
        let spoils = |(number, _): &(u32, u16)| {
            let planned = self.call.reactions.get(*number as usize - 1);
            planned.is_some_and(|planned| planned.after == After::Panics)
        };
        let spoilt = shown.iter().position(spoils);
        let ended = spoilt.is_none_or(|index| shown[index].0 == last);
        self.hold(ended, "hook", format_args!("an attempt follows a failure"))?;
        Ok(spoilt.is_some())
    }

    fn is_stopped(&self, attempt: usize) -> bool {
        let planned = self.call.reactions.get(attempt);
        planned.is_some_and(|planned| match planned.before {
            Before::Looks | Before::Changes => false,
            Before::ChangesKey => carries_key_in_header(self.plan, self.number),
            Before::SetsNonsense | Before::Panics => true,
        })
    }
}
