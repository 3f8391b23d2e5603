//! [`Completed`]: a call that was answered, on its way to a result or an error.

use std::error::Error;

use http::{HeaderMap, header};

use super::message::refusal;
use super::operation::Choice;
use super::{DecodeError, Effect, ErrorKind, Received, Report};

/// A call that was answered, with whatever status.
#[derive(Debug)]
pub struct Completed {
    pub(super) received: Received,
    /// What an error will say, but for its message.
    pub(super) report: Report,
    choice: Choice,
    notes: Vec<String>,
}

impl Completed {
    pub(super) fn new(report: Report, mut received: Received) -> Box<Self> {
        let choice = report.operation.choose(received.status);
        received.documented = match choice {
            Choice::Success(documented) | Choice::Failure(documented) => documented,
            Choice::Ambiguous => None,
        };
        Box::new(Self {
            received,
            report,
            choice,
            notes: Vec::new(),
        })
    }

    /// The answer.
    pub fn received(&self) -> &Received {
        &self.received
    }

    pub(super) fn choice(&self) -> Choice {
        self.choice
    }

    pub(super) fn into_received(self: Box<Self>) -> Received {
        self.received
    }

    pub(super) fn json_depth(&mut self, levels: usize) {
        self.received.json_depth = levels;
    }

    /// Adds to the message of an error.
    pub(super) fn note(&mut self, note: &str) {
        self.notes.push(note.to_owned());
    }

    /// Adds the cause of an error.
    pub(super) fn cause(&mut self, cause: impl Error + Send + Sync + 'static) {
        self.report.because_of(cause, &self.received.secrets);
    }

    /// The report of an error status.
    pub(super) fn refused(mut self) -> Report {
        let message = if self.received.status.is_redirection() {
            redirect(&self.received.headers)
        } else {
            refusal(&self.received)
        };
        let notes = std::mem::take(&mut self.notes).into_iter();
        let parts: Vec<String> = std::iter::once(message).chain(notes).collect();
        let parts: Vec<&str> = parts
            .iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        let message = parts.join("; ");
        self.report(ErrorKind::Status, message)
    }

    /// The report of a success whose body is of no use.
    pub(super) fn undecodable(mut self, error: DecodeError) -> Report {
        let kind = if error.is_empty() {
            ErrorKind::EmptyBody
        } else {
            ErrorKind::Decode
        };
        self.report.effect = Effect::Applied;
        self.cause(error.clone());
        self.report(kind, error.to_string())
    }

    fn report(self, kind: ErrorKind, message: String) -> Report {
        let mut report = self.report;
        report.kind = kind;
        report.message = self.received.secrets.redacted(&message);
        report.answered(self.received)
    }
}

/// Names the origin that a redirect points to; the rest of the URL may hold secrets.
fn redirect(headers: &HeaderMap) -> String {
    let location = headers.get(header::LOCATION).and_then(|l| l.to_str().ok());
    let uri = location.and_then(|location| location.parse::<http::Uri>().ok());
    let origin = uri.as_ref().and_then(|uri| {
        let port = uri
            .port()
            .map(|port| format!(":{port}"))
            .unwrap_or_default();
        Some(format!("{}://{}{port}", uri.scheme_str()?, uri.host()?))
    });
    match origin {
        Some(origin) => format!("a redirect to `{origin}`, which is not followed"),
        None => "a redirect, which is not followed".to_owned(),
    }
}
