//! The decoders that turn a received response into a value.

use std::convert::Infallible;
use std::fmt;

use bytes::Bytes;
use http::header;
use serde::de::DeserializeOwned;

use super::json::{self, JsonError};
use super::wire::{Reading, Wire};
use super::{Media, Received};

/// Turns a received response into a value.
pub type Decoder<T> = fn(&Received) -> Result<T, DecodeError>;

/// Why a body could not be decoded; never quotes values from JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    reason: Reason,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Reason {
    Empty,
    Undocumented,
    Json(JsonError),
    Other(String),
}

impl DecodeError {
    /// There is no body where one is documented.
    pub fn empty() -> Self {
        Self {
            reason: Reason::Empty,
        }
    }

    /// The spec does not say what the body of this response is.
    pub fn undocumented() -> Self {
        Self {
            reason: Reason::Undocumented,
        }
    }

    /// Another reason, in words that complete "the body cannot be read: …".
    pub fn other(message: impl Into<String>) -> Self {
        Self {
            reason: Reason::Other(message.into()),
        }
    }

    /// Whether there was no body.
    pub fn is_empty(&self) -> bool {
        self.reason == Reason::Empty
    }

    /// The path to the place in the JSON: `$.response.data[3].public`.
    pub fn path(&self) -> Option<&str> {
        match &self.reason {
            Reason::Json(error) => Some(error.path()),
            Reason::Empty | Reason::Undocumented | Reason::Other(_) => None,
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::Empty => formatter.write_str("the body is empty"),
            Reason::Undocumented => {
                formatter.write_str("the API's description does not say what the body is")
            }
            Reason::Json(error) => write!(formatter, "`{}`: {}", error.path(), error.message()),
            Reason::Other(message) => formatter.write_str(message),
        }
    }
}

impl std::error::Error for DecodeError {}

impl From<JsonError> for DecodeError {
    fn from(error: JsonError) -> Self {
        Self {
            reason: Reason::Json(error),
        }
    }
}

/// Decodes JSON, whatever the content type says.
///
/// # Errors
///
/// The body is encoded, for instance compressed; it is empty, not JSON, or not a `T`.
pub fn json<T: DeserializeOwned>(received: &Received) -> Result<T, DecodeError> {
    let body = readable(received)?;
    if received.is_empty() {
        return Err(DecodeError::empty());
    }
    json::from_slice(body, received.json_depth).map_err(|error| not_json(received, error))
}

/// Decodes JSON in another form: `json_with::<Decimal, decimal::Number>`.
///
/// # Errors
///
/// The body is empty, not JSON, or not a `T` in that form.
pub fn json_with<T: Wire<F>, F>(received: &Received) -> Result<T, DecodeError> {
    json::<Reading<T, F>>(received).map(|value| value.0)
}

/// Decodes JSON, or nothing where there is no body or the response is documented to have none.
///
/// # Errors
///
/// There is a body, and it is not a `T`.
pub fn optional_json<T: DeserializeOwned>(received: &Received) -> Result<Option<T>, DecodeError> {
    let without_body = received
        .documented
        .is_some_and(|entry| entry.media == Media::Empty);
    if without_body || received.is_empty() {
        return Ok(None);
    }
    json(received).map(Some)
}

/// Decodes text in UTF-8, or in ISO 8859-1 where the content type says so.
///
/// # Errors
///
/// The body is encoded, for instance compressed, or not in UTF-8.
pub fn text(received: &Received) -> Result<String, DecodeError> {
    let body = readable(received)?;
    let content_type = received.headers.get(header::CONTENT_TYPE);
    let latin_1 = content_type
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.to_ascii_lowercase().contains("charset=iso-8859-1"));
    if latin_1 {
        return Ok(body.iter().copied().map(char::from).collect());
    }
    String::from_utf8(body.to_vec()).map_err(|_| DecodeError::other("the text is not in UTF-8"))
}

/// Gives the body as it is.
///
/// # Errors
///
/// The body is encoded, for instance compressed.
pub fn bytes(received: &Received) -> Result<Bytes, DecodeError> {
    readable(received).cloned()
}

/// Ignores the body.
///
/// # Errors
///
/// None.
pub fn empty(_received: &Received) -> Result<(), DecodeError> {
    Ok(())
}

/// For operations without a documented error body.
///
/// # Errors
///
/// Always.
pub fn none(_received: &Received) -> Result<Infallible, DecodeError> {
    Err(DecodeError::undocumented())
}

/// The body, unless it is in an encoding, none of which was asked for (RFC 9110, section 8.4).
fn readable(received: &Received) -> Result<&Bytes, DecodeError> {
    let encodings = [header::CONTENT_ENCODING, header::TRANSFER_ENCODING];
    let mut encodings = encodings
        .iter()
        .flat_map(|name| received.headers.get_all(name))
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .map(|name| name.trim_ascii().to_ascii_lowercase());
    let known = |name: &Vec<u8>| matches!(name.as_slice(), b"" | b"identity" | b"chunked");
    match encodings.find(|name| !known(name)) {
        Some(name) => Err(DecodeError::other(format!(
            "the body is encoded as `{}`, which was not asked for",
            one_line(&String::from_utf8_lossy(&name), 60)
        ))),
        None => Ok(&received.body),
    }
}

/// A page of HTML from a proxy is named as what it is, with its beginning.
fn not_json(received: &Received, error: JsonError) -> DecodeError {
    let content_type = received.content_type().unwrap_or("no content type");
    let looks_like_json = content_type.to_ascii_lowercase().contains("json");
    let begins_like_markup = received.body.trim_ascii_start().starts_with(b"<");
    if looks_like_json && !begins_like_markup || error.path() != "$" {
        return error.into();
    }
    let beginning = one_line(&String::from_utf8_lossy(&received.body), 60);
    DecodeError::other(format!(
        "expected JSON, got a body of `{content_type}` that begins with `{beginning}`"
    ))
}

/// A text on one line, cut after `limit` characters.
pub(super) fn one_line(text: &str, limit: usize) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let line = words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    match line.char_indices().nth(limit) {
        None => line,
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
    }
}
