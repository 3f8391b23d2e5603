//! [`Trace`]: the `tracing` span of a call, and an event for each repeat.
//!
//! What is recorded is a list of facts that hold no value: no URL, no header, no message. The names
//! are those of the semantic conventions of OpenTelemetry for HTTP clients, where they have one.

use std::time::Duration;

use tracing::Span;
use tracing::field::{Empty, Value};

use super::attempt::head;
use super::{Completed, ExchangeError, Operation, Received, Report, Sent};

/// The span of a call, from its first step on.
pub(super) struct Trace {
    operation: &'static Operation,
    span: Option<Span>,
}

impl Trace {
    pub(super) fn of(operation: &'static Operation) -> Self {
        Self {
            operation,
            span: None,
        }
    }

    /// Makes a step of the call inside of the span.
    pub(super) fn inside<T>(&mut self, step: impl FnOnce() -> T) -> T {
        let operation = self.operation;
        self.span
            .get_or_insert_with(|| begun(operation))
            .in_scope(step)
    }

    /// Records that the call ends well.
    pub(super) fn answered(&self, completed: &Completed) {
        let status = completed.received().status.as_u16();
        self.record("http.response.status_code", status);
        self.sent(completed.report.attempts);
    }

    /// Records that the call ends with an error, which may be an answer too.
    pub(super) fn failed(&self, report: &Report) {
        if let Some(status) = report.status {
            self.record("http.response.status_code", status.as_u16());
        }
        self.sent(report.attempts);
        self.record("error.type", tracing::field::debug(report.kind));
        self.record("castiron.effect", tracing::field::debug(report.effect));
    }

    fn sent(&self, attempts: u32) {
        self.record("http.request.resend_count", attempts.saturating_sub(1));
    }

    fn record(&self, field: &str, value: impl Value) {
        if let Some(span) = &self.span {
            span.record(field, value);
        }
    }
}

fn begun(operation: &'static Operation) -> Span {
    tracing::info_span!(
        "castiron.call",
        otel.kind = "client",
        otel.name = format!("{} {}", operation.method, operation.path),
        castiron.operation = operation.id,
        http.request.method = operation.method.as_str(),
        url.template = operation.path,
        http.response.status_code = Empty,
        http.request.resend_count = Empty,
        error.type = Empty,
        castiron.effect = Empty,
    )
}

/// Says that a request is sent again after such an attempt, and a wait.
pub(super) fn repeat(outcome: &Result<Received, ExchangeError>, wait: Duration) {
    let status = head(outcome).map(|(status, _)| status.as_u16());
    let reason = match outcome {
        Ok(_) => "status",
        Err(ExchangeError::Transport { error, .. }) if error.sent() == Sent::NotSent => "not sent",
        Err(ExchangeError::Transport { .. }) => "connection lost",
        Err(ExchangeError::TimedOut { .. }) => "timed out",
        Err(ExchangeError::TooLarge { .. }) => "too large",
    };
    let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(
        reason,
        http.response.status_code = status,
        wait_ms,
        "repeat"
    );
}
