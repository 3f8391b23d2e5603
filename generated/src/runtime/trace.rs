//! [`Trace`]: the `tracing` span of a call, and an event for each repeat.
//!
//! What is recorded is a list of facts that hold no value: no URL, no header, no message. The names
//! are those of the semantic conventions of OpenTelemetry for HTTP clients, where they have one.

use std::time::Duration;

use tracing::field::Empty;
use tracing::{Instrument, Span};

use super::attempt::head;
use super::{Completed, ExchangeError, Operation, Received, Report, Sent};

/// The span of a call.
pub(super) struct Trace {
    span: Span,
}

impl Trace {
    pub(super) fn begin(operation: &'static Operation) -> Self {
        let span = tracing::info_span!(
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
        );
        Self { span }
    }

    /// The future inside of the span.
    pub(super) fn around<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        future.instrument(self.span.clone())
    }

    /// Records that the call ends well.
    pub(super) fn answered(&self, completed: &Completed) {
        let status = completed.received().status.as_u16();
        self.span.record("http.response.status_code", status);
        self.sent(completed.report.attempts);
    }

    /// Records that the call ends with an error, which may be an answer too.
    pub(super) fn failed(&self, report: &Report) {
        if let Some(status) = report.status {
            self.span
                .record("http.response.status_code", status.as_u16());
        }
        self.sent(report.attempts);
        self.span
            .record("error.type", tracing::field::debug(report.kind));
        self.span
            .record("castiron.effect", tracing::field::debug(report.effect));
    }

    fn sent(&self, attempts: u32) {
        self.span
            .record("http.request.resend_count", attempts.saturating_sub(1));
    }
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
