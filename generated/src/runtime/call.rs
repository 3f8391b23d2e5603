//! [`Call`]: one call from its first step to its result, as a state machine without I/O.
//!
//! It has no clock and no randomness of its own: a driver does what each [`Action`] says and
//! reports back with an [`Event`] and the time passed. Whatever decides when and what to send
//! belongs here, so that all drivers behave alike and tests run without waiting.

mod ending;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{StatusCode, header};

use super::attempt::head;
use super::hooks::Hooks;
use super::links::Sent;
use super::redaction::Secrets;
use super::retry::{Class, Repeats, RetryBudget};
use super::security::header_value;
use super::token::Cached;
use super::{
    Attempt, Completed, Config, Effect, ErrorKind, ExchangeError, HttpRequest, OnRepeat, Operation,
    Received, Report, Secret, TokenError, trace,
};

/// One call.
pub struct Call {
    operation: &'static Operation,
    request: HttpRequest,
    class: Class,
    tokens: Option<Cached>,
    token: Option<Secret>,
    secrets: Secrets,
    sent: Option<Arc<Sent>>,
    config: Config,
    key: Option<IdempotencyKey>,
    repeats: Repeats,
    hooks: Hooks,
    attempts: u32,
    token_was_refused: bool,
    effect: Effect,
    last: Option<Outcome>,
    /// The times of this step and of the last attempt, since the start.
    now: Duration,
    sent_at: Duration,
}

/// How an attempt ended.
type Outcome = Result<Received, ExchangeError>;

/// What a call is made of.
pub(super) struct CallParts {
    pub(super) operation: &'static Operation,
    pub(super) request: HttpRequest,
    pub(super) tokens: Option<Cached>,
    pub(super) secrets: Secrets,
    /// What links ask for, if there are some.
    pub(super) sent: Option<Arc<Sent>>,
    pub(super) key: Option<IdempotencyKey>,
    pub(super) config: Config,
    pub(super) budget: Arc<RetryBudget>,
    pub(super) hooks: Hooks,
    /// Where the waits between attempts come from.
    pub(super) seed: u64,
}

/// The idempotency key of a call.
#[derive(Debug, Clone)]
pub(super) struct IdempotencyKey {
    pub(super) text: String,
    /// Whether the caller chose it, who may have sent it before.
    pub(super) chosen: bool,
    pub(super) on_repeat: OnRepeat,
}

/// What has happened to a call.
#[derive(Debug)]
pub enum Event {
    /// Nothing yet.
    Started,
    /// The token source answered.
    Token(Result<Secret, TokenError>),
    /// The time of [`Action::Sleep`] has passed.
    Slept,
    /// An attempt ended.
    Exchanged(Result<Received, ExchangeError>),
}

/// What a call needs next.
#[derive(Debug)]
pub enum Action {
    /// An access token.
    NeedToken {
        /// Where it comes from.
        source: Cached,
        /// The token that the API has just refused; another one is needed.
        refused: Option<Secret>,
        /// How long it may take.
        within: Duration,
    },
    /// One attempt to send.
    Send(Box<Attempt>),
    /// To be left alone for a time, before the next attempt.
    Sleep(Duration),
    /// Nothing; this is the end.
    Done(Result<Box<Completed>, Box<Report>>),
}

impl Call {
    pub(super) fn new(parts: CallParts) -> Box<Self> {
        let on_repeat = parts.key.as_ref().map(|key| key.on_repeat);
        Box::new(Self {
            operation: parts.operation,
            class: Class::of(&parts.request.method, on_repeat),
            request: parts.request,
            tokens: parts.tokens,
            token: None,
            secrets: parts.secrets,
            sent: parts.sent,
            repeats: Repeats::new(parts.config.retry, parts.budget, parts.seed),
            config: parts.config,
            key: parts.key,
            hooks: parts.hooks,
            attempts: 0,
            token_was_refused: false,
            effect: Effect::NotSent,
            last: None,
            now: Duration::ZERO,
            sent_at: Duration::ZERO,
        })
    }

    pub(super) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Takes in what happened, and says what to do next. `elapsed` is the time since the start.
    pub fn poll(&mut self, event: Event, elapsed: Duration) -> Action {
        self.now = elapsed;
        let left = self.config.total_timeout.saturating_sub(elapsed);
        match event {
            Event::Started => match self.tokens.clone() {
                Some(source) => Action::NeedToken {
                    source,
                    refused: None,
                    within: left,
                },
                None => self.send(left),
            },
            Event::Slept => self.send(left),
            Event::Token(Ok(token)) => match self.last.take() {
                Some(Ok(refused)) if !self.request.body.is_repeatable() => {
                    Action::Done(Ok(self.refused_for_good(refused)))
                }
                last => {
                    self.last = last;
                    self.send_with(token, left)
                }
            },
            Event::Token(Err(error)) => self.no_token(error),
            Event::Exchanged(outcome) => self.after(outcome, left),
        }
    }

    /// Decides what follows an attempt.
    fn after(&mut self, outcome: Outcome, left: Duration) -> Action {
        let effect = self.effect_of(&outcome);
        self.effect = self.effect.max(effect);
        if effect == Effect::Applied {
            self.repeats.succeeded();
        }
        let took = self.now.saturating_sub(self.sent_at);
        let seen = self
            .hooks
            .after(self.operation, self.attempts, took, &outcome);
        if let Err(fault) = seen {
            return self.spoilt(fault, outcome);
        }
        if let Some(source) = self.refresh_after(&outcome) {
            trace::repeat(&outcome, Duration::ZERO);
            self.last = Some(outcome);
            return Action::NeedToken {
                source,
                refused: self.token.take(),
                within: left,
            };
        }
        match self.wait_after(&outcome, left) {
            Some(wait) => {
                trace::repeat(&outcome, wait);
                self.last = Some(outcome);
                Action::Sleep(wait)
            }
            None => self.end(outcome),
        }
    }

    /// What an attempt may have done, by itself or by an earlier one with the same key.
    fn effect_of(&self, outcome: &Outcome) -> Effect {
        let effect = self.class.effect_of(outcome);
        let refused = head(outcome).is_some_and(|(status, _)| self.may_refuse_repeat(status));
        match refused {
            true => effect.max(Effect::Unknown),
            false => effect,
        }
    }

    /// A refused token proves that the request was not applied, so it may be sent once more. For a
    /// body that can be read only once, the other token is for the calls to come.
    fn refresh_after(&mut self, outcome: &Outcome) -> Option<Cached> {
        let refused =
            matches!(outcome, Ok(received) if received.status == StatusCode::UNAUTHORIZED);
        if !refused || self.token_was_refused {
            return None;
        }
        let tokens = self.tokens.clone()?;
        self.token_was_refused = true;
        Some(tokens)
    }

    /// How long to wait before the next attempt, if there is to be one.
    fn wait_after(&mut self, outcome: &Outcome, left: Duration) -> Option<Duration> {
        let body = &self.request.body;
        if body.is_spent() {
            return None;
        }
        let class = match body.is_repeatable() {
            true => self.class,
            false => Class::Unsafe,
        };
        self.repeats.wait(class, outcome, left)
    }

    fn send_with(&mut self, token: Secret, left: Duration) -> Action {
        let Some(mut value) = header_value(format!("Bearer {}", token.expose())) else {
            return self.no_token(TokenError::new(
                "the access token cannot be sent in a header",
            ));
        };
        value.set_sensitive(true);
        self.request.headers.insert(header::AUTHORIZATION, value);
        self.secrets.push(token.clone());
        self.token = Some(token);
        self.send(left)
    }

    fn send(&mut self, left: Duration) -> Action {
        if left.is_zero() {
            return match self.last.take() {
                Some(outcome) => self.end(outcome),
                None => self.out_of_time(),
            };
        }
        let mut request = self.request.clone();
        let number = self.attempts + 1;
        match self.hooks.before(self.operation, number, &mut request) {
            Ok(secrets) => secrets
                .into_iter()
                .for_each(|secret| self.secrets.push(secret)),
            Err(fault) => {
                let report = self.report(ErrorKind::Hook, fault);
                return Action::Done(Err(Box::new(report)));
            }
        }
        self.attempts = number;
        self.sent_at = self.now;
        Action::Send(Box::new(Attempt {
            request,
            head_timeout: self.head_timeout(left),
            idle_timeout: self.config.idle_timeout,
            within: left,
            body_limit: self.config.body_limit,
            error_body_limit: self.config.error_body_limit,
        }))
    }

    /// How fast a body comes that is read while it is sent is not the server's doing.
    fn head_timeout(&self, left: Duration) -> Duration {
        match self.request.body.is_in_memory() {
            true => self.config.head_timeout,
            false => left,
        }
    }
}

/// Shows the operation and how far it is.
impl fmt::Debug for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}
