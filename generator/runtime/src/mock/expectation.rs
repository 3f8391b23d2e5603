//! [`Expectation`]: what is to come of the requests of one operation.

use std::borrow::Borrow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode};

use super::super::operation::Choice;
use super::super::{Decoder, Documented, EncodeError, Media, Operation, TransportError};
use super::{Answer, Encoder, Outcome, Request, Script, unplayable};

/// What is to come of the requests of one operation: `T` answers it, `E` is its documented error,
/// `B` its body.
///
/// Each attempt to send a request takes the answer that was queued first. An answer that cannot be
/// written or that the API does not document makes the call fail, which says so.
pub struct Expectation<T, E, B> {
    script: Script,
    operation: &'static Operation,
    success: Encoder<T>,
    failure: Encoder<E>,
    body: Decoder<B>,
}

impl<T, E, B> Expectation<T, E, B> {
    pub(super) fn new(
        script: Script,
        operation: &'static Operation,
        success: Encoder<T>,
        failure: Encoder<E>,
        body: Decoder<B>,
    ) -> Self {
        Self {
            script,
            operation,
            success,
            failure,
            body,
        }
    }

    /// Queues a success, with the first status for which its type is documented.
    pub fn returns(self, value: impl Borrow<T>) -> Self {
        let answer = self.success(value.borrow());
        self.queue(answer)
    }

    /// Queues an error that the API documents for a status.
    pub fn returns_error(self, status: u16, error: impl Borrow<E>) -> Self {
        let answer = self.refusal(status, error.borrow());
        self.queue(answer)
    }

    /// Queues any answer: one that is not documented, or cannot be read.
    pub fn answers(self, status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        let answer = self.raw(status, content_type, body.into());
        self.queue(answer)
    }

    /// Adds a header to the answer that was queued last; to one that is none it adds nothing.
    pub fn with_header(self, name: &'static str, value: &str) -> Self {
        let mut state = self.script.state();
        let mut queued = state.queued.iter_mut().rev();
        let last = queued.find(|(operation, _)| std::ptr::eq(*operation, self.operation));
        if let Some((_, outcome)) = last
            && let Outcome::Answer(answer) = outcome
        {
            let header = HeaderName::from_bytes(name.as_bytes())
                .ok()
                .zip(HeaderValue::from_str(value).ok());
            match header {
                Some((name, value)) => {
                    answer.headers.append(name, value);
                }
                None => *outcome = unplayable(format!("the mock cannot write the header `{name}`")),
            }
        }
        drop(state);
        self
    }

    /// Queues a failure of the transport.
    pub fn fails(self, error: TransportError) -> Self {
        self.script.queue(self.operation, Outcome::Failure(error));
        self
    }

    /// Queues silence: the time-out for the answer passes.
    pub fn hangs(self) -> Self {
        self.script.queue(self.operation, Outcome::Silence);
        self
    }

    /// The requests that were made, one for each attempt.
    pub fn requests(&self) -> Vec<Request<B>> {
        let all = self.script.requests().into_iter();
        all.filter(|request| {
            let operation = request.operation();
            operation.is_some_and(|operation| std::ptr::eq(operation, self.operation))
        })
        .map(|request| request.read_with(self.body))
        .collect()
    }

    fn queue(self, answer: Result<Answer, String>) -> Self {
        let outcome = answer.map_or_else(unplayable, Outcome::Answer);
        self.script.queue(self.operation, outcome);
        self
    }

    fn success(&self, value: &T) -> Result<Answer, String> {
        let answer = (self.success)(value).map_err(|error| self.unwritten(&error))?;
        let status = self.success_status(&answer);
        Ok(Answer { status, ..answer })
    }

    fn refusal(&self, status: u16, error: &E) -> Result<Answer, String> {
        let answer = (self.failure)(error).map_err(|error| self.unwritten(&error))?;
        let code = StatusCode::from_u16(status).ok();
        let entry = code.and_then(|code| match self.operation.choose(code) {
            Choice::Failure(entry) => entry,
            Choice::Success(_) | Choice::Ambiguous => None,
        });
        let wanted = answer.documented;
        let fits = |entry: &&Documented| wanted.is_none_or(|wanted| wanted == entry.status);
        match code.zip(entry.filter(fits)) {
            Some((status, _)) => Ok(Answer { status, ..answer }),
            None => Err(format!(
                "the mock was to refuse `{}` with {status}, for which no such error is documented",
                self.operation.id
            )),
        }
    }

    fn raw(&self, status: u16, content_type: &str, body: Bytes) -> Result<Answer, String> {
        let unfit = |what: &str| {
            let operation = self.operation.id;
            format!("the mock was to answer `{operation}` with a {what} that is none")
        };
        let status = StatusCode::from_u16(status).map_err(|_| unfit("status"))?;
        let content_type =
            HeaderValue::from_str(content_type).map_err(|_| unfit("content type"))?;
        let answer = Answer::new(Some(content_type), body);
        Ok(Answer { status, ..answer })
    }

    fn unwritten(&self, error: &EncodeError) -> String {
        let operation = self.operation.id;
        format!("the mock cannot write its answer to `{operation}`: {error}")
    }

    fn success_status(&self, answer: &Answer) -> StatusCode {
        let fits = |entry: &&Documented| match answer.documented {
            Some(status) => entry.status == status,
            None => (entry.media == Media::Empty) == answer.body.is_empty(),
        };
        let successes = || {
            self.operation
                .responses
                .iter()
                .filter(|entry| entry.success)
        };
        let entry = successes().find(fits).or_else(|| successes().next());
        let status = entry.and_then(|entry| entry.status.replace("XX", "00").parse().ok());
        status.unwrap_or(StatusCode::OK)
    }
}

impl<T, E, B> Clone for Expectation<T, E, B> {
    fn clone(&self) -> Self {
        Self {
            script: self.script.clone(),
            ..*self
        }
    }
}

/// Shows the operation only.
impl<T, E, B> fmt::Debug for Expectation<T, E, B> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Expectation")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}
