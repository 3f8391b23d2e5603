//! [`Response`]: the result of an operation with the response around it.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::Received;
use super::answer::request_id;
use super::links::Sent;

/// The result of an operation, with the status and headers it came with.
///
/// Dereferences to the result.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
    trail: Option<Trail>,
}

/// What the call was, and the body of its answer; kept if there are links that need it.
#[derive(Clone)]
struct Trail {
    sent: Arc<Sent>,
    body: Bytes,
}

impl<T> Response<T> {
    /// The body is let go of, unless links need it: the value is what it said.
    pub(super) fn new(value: T, received: Received) -> Self {
        let body = received.body;
        let trail = received.sent.map(|sent| Trail { sent, body });
        Self {
            trail,
            value,
            status: received.status,
            headers: received.headers,
        }
    }

    /// The status.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The identifier that the server gave to the request, for its support desk.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// What links need beside the headers.
    pub(super) fn trail(&self) -> (StatusCode, Option<&Sent>, Option<&Bytes>) {
        let trail = self.trail.as_ref();
        let (sent, body) = trail.map(|trail| (&*trail.sent, &trail.body)).unzip();
        (self.status, sent, body)
    }

    /// The result alone.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

/// Shows the status and the result, in whose `Debug` what the spec calls sensitive is hidden; headers
/// may hold secrets.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("value", &self.value)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
