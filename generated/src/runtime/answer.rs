//! [`Received`]: a response as it came, before it is decoded.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::Documented;
use super::links::Sent;
use super::redaction::Secrets;

/// A response as it came: status, headers and the whole body.
#[derive(Clone)]
#[non_exhaustive]
pub struct Received {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; of an error response, as much as the limit lets through.
    pub body: Bytes,
    /// The documented response that the status was found to be, if any.
    pub documented: Option<&'static Documented>,
    /// The deepest nesting of JSON to accept in the body.
    pub json_depth: usize,
    /// What of the request it must not be quoted with.
    pub(super) secrets: Secrets,
    /// What the call was, if its answer has links.
    pub(super) sent: Option<Arc<Sent>>,
}

impl Received {
    /// A response that no documentation was looked up for.
    pub fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            status,
            headers,
            body,
            documented: None,
            json_depth: super::json::MAX_DEPTH,
            secrets: Secrets::default(),
            sent: None,
        }
    }

    /// The media type of the body without its parameters, as far as it is text.
    pub fn content_type(&self) -> Option<&str> {
        media_type(&self.headers)
    }

    /// The media type for messages; redacted before it is cut, like all that a server says.
    pub(super) fn shown_content_type(&self) -> String {
        let value = self.headers.get(header::CONTENT_TYPE);
        let value = value.and_then(|value| value.to_str().ok());
        let shown = self.secrets.redacted(value.unwrap_or("no content type"));
        shown
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned()
    }

    /// Whether there is nothing but white space in the body.
    pub fn is_empty(&self) -> bool {
        self.body.trim_ascii().is_empty()
    }
}

/// Shows the size of the body, neither the body nor any header: servers quote in all of them.
impl fmt::Debug for Received {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Received")
            .field("status", &self.status)
            .field("body_length", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// The identifier that the server gave to the request, from the headers in which APIs send it.
pub(super) fn request_id(headers: &HeaderMap) -> Option<&str> {
    const NAMES: [&str; 7] = [
        "x-request-id",
        "request-id",
        "x-correlation-id",
        "correlation-id",
        "x-amzn-requestid",
        "x-trace-id",
        "cf-ray",
    ];
    NAMES
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
}

/// The media type that headers name, without its parameters, as far as it is text.
pub(super) fn media_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    value.split(';').next().map(str::trim)
}
