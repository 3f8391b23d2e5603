//! [`Request`]: a request that was made to a mock.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use serde::de::DeserializeOwned;

#[cfg(feature = "csv")]
use super::super::csv::Record;
use super::super::wire::{Reading, Wire};
#[cfg(feature = "xml")]
use super::super::xml::Xml;
use super::super::{DecodeError, Decoder, HttpRequest, Operation, Received, decode, form};
use super::template;

/// A request that was made to a mock, as it would have been sent; `B` is the type of its body.
pub struct Request<B = Body> {
    sent: HttpRequest,
    operation: Option<&'static Operation>,
    path: Vec<(&'static str, String)>,
    query: Vec<(String, String)>,
    body: Decoder<B>,
}

impl Request {
    pub(super) fn new(sent: HttpRequest, operations: &[&'static Operation]) -> Self {
        let rest = sent.url.split_once("://").map_or("", |(_, rest)| rest);
        let path = rest.find('/').and_then(|start| rest.get(start..));
        let path = path.unwrap_or_default();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let found = template::find(&sent.method, path, query, operations);
        let (operation, path) = found.map_or((None, Vec::new()), |(operation, values)| {
            (Some(operation), values)
        });
        let query = form::read::pairs(query);
        Self {
            sent,
            operation,
            path,
            query,
            body,
        }
    }

    pub(super) fn read_with<B>(self, body: Decoder<B>) -> Request<B> {
        Request {
            sent: self.sent,
            operation: self.operation,
            path: self.path,
            query: self.query,
            body,
        }
    }
}

impl<B> Request<B> {
    pub(super) fn operation(&self) -> Option<&'static Operation> {
        self.operation
    }

    /// The spec's `operationId`, or the name made for it; `None` for a request that is not for the
    /// API: one for an access token, for instance.
    pub fn operation_id(&self) -> Option<&'static str> {
        self.operation.map(|operation| operation.id)
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.sent.method
    }

    /// The whole URL, encoded.
    pub fn url(&self) -> &str {
        &self.sent.url
    }

    /// The value of a path parameter, decoded.
    pub fn path(&self, name: &str) -> Option<&str> {
        let mut values = self.path.iter().filter(|(known, _)| *known == name);
        values.next().map(|(_, value)| value.as_str())
    }

    /// The first value of a query parameter, decoded.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query_all(name).next()
    }

    /// All values of a query parameter, decoded, in the order in which they were sent.
    pub fn query_all(&self, name: &str) -> impl Iterator<Item = &str> {
        let values = self.query.iter().filter(move |(known, _)| known == name);
        values.map(|(_, value)| value.as_str())
    }

    /// The value of a header, where it is text; credentials too.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.sent.headers.get(name)?.to_str().ok()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.sent.headers
    }

    /// The body.
    ///
    /// # Errors
    ///
    /// It does not read as its type, which has written it.
    pub fn body(&self) -> Result<B, DecodeError> {
        let headers = self.sent.headers.clone();
        (self.body)(&Received::new(StatusCode::OK, headers, self.bytes()))
    }

    /// The body as it would have been sent; empty when there is none.
    pub fn bytes(&self) -> Bytes {
        self.sent.body.as_bytes().cloned().unwrap_or_default()
    }
}

impl<B> Clone for Request<B> {
    fn clone(&self) -> Self {
        Self {
            sent: self.sent.clone(),
            operation: self.operation,
            path: self.path.clone(),
            query: self.query.clone(),
            body: self.body,
        }
    }
}

/// Shows method and path template only: the rest may be what must not be logged.
impl<B> fmt::Debug for Request<B> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.operation.map(|operation| operation.path);
        formatter
            .debug_struct("Request")
            .field("method", &self.sent.method)
            .field("path", &path)
            .finish_non_exhaustive()
    }
}

/// The body of a request that has no single type: a form, or one of several media types.
#[derive(Clone)]
pub struct Body {
    received: Received,
}

impl Body {
    /// The media type without its parameters; empty when there is no body.
    pub fn content_type(&self) -> &str {
        self.received.content_type().unwrap_or_default()
    }

    /// The pairs of a form, decoded.
    pub fn form(&self) -> Vec<(String, String)> {
        form::read::pairs(&String::from_utf8_lossy(&self.received.body))
    }

    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// It is not JSON, or not a `T`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        decode::json(&self.received)
    }

    /// The body as text.
    ///
    /// # Errors
    ///
    /// It is not in UTF-8.
    pub fn text(&self) -> Result<String, DecodeError> {
        decode::text(&self.received)
    }

    /// The body as it is.
    pub fn bytes(&self) -> &Bytes {
        &self.received.body
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Body")
            .field("length", &self.received.body.len())
            .finish_non_exhaustive()
    }
}

/// Keeps a body as it is.
///
/// # Errors
///
/// None.
pub fn body(received: &Received) -> Result<Body, DecodeError> {
    let received = received.clone();
    Ok(Body { received })
}

/// Reads JSON, where there is a body.
///
/// # Errors
///
/// There is one, and it is not a `T`.
pub fn optional_json<T: DeserializeOwned>(received: &Received) -> Result<Option<T>, DecodeError> {
    if received.body.is_empty() {
        return Ok(None);
    }
    decode::json(received).map(Some)
}

/// Reads JSON in another form, where there is a body.
///
/// # Errors
///
/// There is one, and it is not a `T` in that form.
pub fn optional_json_with<T: Wire<F>, F>(received: &Received) -> Result<Option<T>, DecodeError> {
    let value = optional_json::<Reading<T, F>>(received)?;
    Ok(value.map(|value| value.0))
}

/// Reads CSV, where there is a body.
///
/// # Errors
///
/// There is one, and its records are no `T`.
#[cfg(feature = "csv")]
pub fn optional_csv<T: Record + DeserializeOwned>(
    received: &Received,
) -> Result<Option<Vec<T>>, DecodeError> {
    if received.body.is_empty() {
        return Ok(None);
    }
    decode::csv(received).map(Some)
}

/// Reads XML, where there is a body.
///
/// # Errors
///
/// There is one, and it is not a `T`.
#[cfg(feature = "xml")]
pub fn optional_xml<T: Xml + DeserializeOwned>(
    received: &Received,
) -> Result<Option<T>, DecodeError> {
    if received.body.is_empty() {
        return Ok(None);
    }
    decode::xml(received).map(Some)
}
