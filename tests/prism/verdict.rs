//! Whether a call gave what the spec documents.

use payment_clients::runtime::{Error, ErrorKind, Response};
use serde::Serialize;
use serde_json::Value;

use crate::difference;
use crate::documented::Documented;
use crate::transport::Seen;

/// The answer that Prism is asked for.
#[derive(Clone, Copy)]
pub struct Wanted {
    answer: Documented,
    source: Source,
}

/// Where Prism takes the body of an answer from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The spec's example.
    Example,
    /// Whatever the schema allows.
    Random,
}

/// Whether a typed value says what the body said.
pub type Holds<T> = fn(&T, &Seen, Source) -> Result<(), String>;

impl Wanted {
    /// A documented answer with the spec's example.
    pub fn example(answer: Documented) -> Self {
        let source = Source::Example;
        Self { answer, source }
    }

    /// A documented answer with whatever the schema allows.
    pub fn random(answer: Documented) -> Self {
        let source = Source::Random;
        Self { answer, source }
    }

    /// The `Prefer` header that asks for it.
    pub fn prefer(self) -> String {
        let random = self.source == Source::Random;
        format!("code={}, dynamic={random}", self.answer.status)
    }
}

/// Whether the request was faultless, and the result is what the spec documents for the status.
pub fn of<T: Serialize, E>(
    Wanted { answer, source }: Wanted,
    result: Result<Response<T>, Error<E>>,
    seen: &Seen,
    error_holds: Holds<E>,
) -> Result<(), String> {
    if !seen.violations.is_empty() {
        return Err(seen.violations.join("; "));
    }
    match result {
        Ok(response) if response.status() != answer.status => {
            Err(format!("unexpected success {}", response.status()))
        }
        Ok(response) => same(&*response, seen, source),
        Err(error)
            if error.kind() != ErrorKind::Status || error.status() != Some(answer.status) =>
        {
            Err(format!("unexpected error: {error}"))
        }
        Err(error) => match error.api_error() {
            Some(api_error) => error_holds(api_error, seen, source),
            None if answer.body => Err(format!("the body has no type: {error}")),
            None => Ok(()),
        },
    }
}

/// Whether a typed value says what the body said.
pub fn same<T: Serialize>(value: &T, seen: &Seen, source: Source) -> Result<(), String> {
    let text = String::from_utf8_lossy(&seen.body);
    let read = serde_json::to_string(value)
        .and_then(|json| serde_json::from_str::<Value>(&json))
        .map_err(|error| error.to_string())?;
    if read.is_null() && text.is_empty() || read == *text {
        return Ok(());
    }
    let sent = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    difference::first(&sent, &read, source == Source::Random).map_or(Ok(()), Err)
}
