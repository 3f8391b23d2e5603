//! [`Answer`]: what the links of an answer make the next request of.

mod expression;
mod sent;

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::ser::{Error as _, Serialize, Serializer};

pub use self::expression::Expression;
pub(super) use self::sent::Sent;
use super::{Core, Error, Kind, Operation, RawJson, RequestParts, Response};

/// The answer to a call, and what the call was.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    status: Option<StatusCode>,
    headers: Option<&'a HeaderMap>,
    body: Option<&'a Bytes>,
    sent: Option<&'a Sent>,
}

impl<'a> Answer<'a> {
    /// Begins the request of a link.
    pub fn follow(&self, core: &Core, operation: &'static Operation) -> Box<RequestParts> {
        RequestParts::new(core, operation)
    }

    /// What an expression stands for, where the next request cannot do without.
    ///
    /// The value is looked up when it is written; one that is not there is an error of that request.
    pub fn required(&self, expression: Expression) -> Linked {
        let value = self.optional(expression);
        match value.0 {
            Ok(None) => Linked(Err(format!("the answer has no `{expression}`"))),
            _ => value,
        }
    }

    /// What an expression stands for; nothing where it is not there.
    pub fn optional(&self, expression: Expression) -> Linked {
        let value = expression.value(self);
        Linked(Ok(value.filter(|value| value.kind() != Kind::Null)))
    }
}

impl<'a, T> From<&'a Response<T>> for Answer<'a> {
    fn from(response: &'a Response<T>) -> Self {
        let (status, sent, body) = response.trail();
        Self {
            status: Some(status),
            headers: Some(response.headers()),
            body,
            sent,
        }
    }
}

impl<'a, E> From<&'a Error<E>> for Answer<'a> {
    fn from(error: &'a Error<E>) -> Self {
        let (status, sent) = error.trail();
        Self {
            status,
            headers: error.headers(),
            body: error.body(),
            sent,
        }
    }
}

/// Shows the status only: answers and requests hold secrets.
impl fmt::Debug for Answer<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Answer")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// A value that a link hands on; written where the next request has it.
#[must_use]
pub struct Linked(Result<Option<RawJson>, String>);

impl Serialize for Linked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Ok(value) => value.serialize(serializer),
            Err(fault) => Err(S::Error::custom(fault)),
        }
    }
}

/// Shows nothing of the value.
impl fmt::Debug for Linked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Linked").finish_non_exhaustive()
    }
}
