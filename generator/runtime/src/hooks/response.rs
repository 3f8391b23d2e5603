//! [`ResponseView`]: what a hook sees of a response.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

use super::super::Operation;
use super::super::answer::request_id;

/// A response, as an `on_response` hook sees it: also one that another attempt follows.
pub struct ResponseView<'a> {
    operation: &'static Operation,
    attempt: u32,
    elapsed: Duration,
    status: StatusCode,
    headers: &'a HeaderMap,
}

impl<'a> ResponseView<'a> {
    pub(super) fn new(
        operation: &'static Operation,
        attempt: u32,
        elapsed: Duration,
        status: StatusCode,
        headers: &'a HeaderMap,
    ) -> Self {
        Self {
            operation,
            attempt,
            elapsed,
            status,
            headers,
        }
    }

    /// The spec's `operationId`, or the name made for it.
    pub fn operation_id(&self) -> &'static str {
        self.operation.id
    }

    /// The HTTP method.
    pub fn method(&self) -> &'static Method {
        &self.operation.method
    }

    /// The path template as the spec has it: `/sessions/{id}`.
    pub fn path_template(&self) -> &'static str {
        self.operation.path
    }

    /// Which attempt of the call it answers: 1 for the first.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// How long the attempt took, with the body of the response.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The status.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The identifier that the server gave to the request, for its support desk.
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.headers)
    }

    /// The headers, as the server sent them: it may quote secrets in them.
    pub fn headers(&self) -> &HeaderMap {
        self.headers
    }
}

/// Shows no headers: servers quote in them what they were sent.
impl fmt::Debug for ResponseView<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ResponseView")
            .field("operation_id", &self.operation.id)
            .field("attempt", &self.attempt)
            .field("elapsed", &self.elapsed)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
