//! The decoders that turn a received response into a value.

use std::convert::Infallible;
use std::fmt;

use bytes::Bytes;
use http::header;
use serde::de::DeserializeOwned;

#[cfg(feature = "csv")]
use super::csv::{self, Record};
use super::form;
use super::json::{self, JsonError};
use super::wire::{Reading, Wire};
#[cfg(feature = "xml")]
use super::xml::{self, Xml};
use super::{Received, Shape};

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
/// JSON is in UTF-8. A body that is not, and whose content type says ISO 8859-1, is read as that.
///
/// # Errors
///
/// The body is encoded, for instance compressed; it is empty, not JSON, or not a `T`.
pub fn json<T: DeserializeOwned>(received: &Received) -> Result<T, DecodeError> {
    readable(received)?;
    if received.is_empty() {
        return Err(DecodeError::empty());
    }
    parsed(received).map_err(|error| not_json(received, error))
}

/// Decodes JSON in another form: `json_with::<Decimal, decimal::Number>`.
///
/// # Errors
///
/// The body is empty, not JSON, or not a `T` in that form.
pub fn json_with<T: Wire<F>, F>(received: &Received) -> Result<T, DecodeError> {
    json::<Reading<T, F>>(received).map(|value| value.0)
}

/// Decodes XML, whatever the content type says.
///
/// # Errors
///
/// The body is encoded, for instance compressed; it is empty, not XML, or not a `T`. Paths are those
/// of the value in JSON.
#[cfg(feature = "xml")]
pub fn xml<T: Xml + DeserializeOwned>(received: &Received) -> Result<T, DecodeError> {
    let text = text(received)?;
    if received.is_empty() {
        return Err(DecodeError::empty());
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let json = xml::to_json(text, T::structure(), received.json_depth)
        .map_err(|reason| not_xml(received, &reason))?;
    Ok(json::from_slice(json.as_bytes(), received.json_depth)?)
}

/// Decodes the records of a CSV body, whatever the content type says. Columns that nothing declares are
/// passed over, unless the type keeps them.
///
/// # Errors
///
/// The body is encoded, for instance compressed; it is empty, not CSV, or has not the columns and cells
/// of a `T`. Paths are those of the list in JSON: `$[0].total` is in the first row after the names.
#[cfg(feature = "csv")]
pub fn csv<T: Record + DeserializeOwned>(received: &Received) -> Result<Vec<T>, DecodeError> {
    let text = text(received)?;
    if received.is_empty() {
        return Err(DecodeError::empty());
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let json = csv::to_json(text, T::columns()).map_err(|reason| not_csv(received, &reason))?;
    Ok(json::from_slice(json.as_bytes(), received.json_depth)?)
}

/// Decodes a form, `application/x-www-form-urlencoded`, whatever the content type says.
///
/// # Errors
///
/// The body is encoded, for instance compressed; it is not in UTF-8, or not a `T`. Paths are those of
/// the value in JSON.
pub fn form<T: DeserializeOwned>(received: &Received, shape: &Shape) -> Result<T, DecodeError> {
    let pairs = form::read::pairs(&text(received)?);
    let value = match shape {
        Shape::Object(declared, others) => form::read::object(&pairs, declared, others.is_some()),
        _ => form::read::object(&pairs, &[], true),
    };
    Ok(json::from_slice(
        shape.json(&value).as_bytes(),
        received.json_depth,
    )?)
}

/// [`form`] for a value in another form.
///
/// # Errors
///
/// Those of [`form`].
pub fn form_with<T: Wire<F>, F>(received: &Received, shape: &Shape) -> Result<T, DecodeError> {
    form::<Reading<T, F>>(received, shape).map(|value| value.0)
}

/// Decodes text in UTF-8, or in ISO 8859-1 where the content type says so.
///
/// # Errors
///
/// The body is encoded, for instance compressed, or not in UTF-8.
pub fn text(received: &Received) -> Result<String, DecodeError> {
    let body = readable(received)?;
    if is_latin_1(received) {
        return Ok(from_latin_1(body));
    }
    String::from_utf8(body.to_vec()).map_err(|_| DecodeError::other("the text is not in UTF-8"))
}

/// Decodes what JSON has as a string, from its text without quotes or with them: a date, an entry
/// of an enumeration. The text `null` is `null` where the type has that.
///
/// # Errors
///
/// The body is encoded, for instance compressed; it is not in UTF-8, or not a `T`.
pub fn unquoted<T: DeserializeOwned>(received: &Received) -> Result<T, DecodeError> {
    if begins_with(received, b"\"") {
        return json(received);
    }
    let text = text(received)?;
    if text == "null"
        && let Ok(null) = json::from_slice(text.as_bytes(), json::MAX_DEPTH)
    {
        return Ok(null);
    }
    let quoted = serde_json::Value::from(text).to_string();
    Ok(json::from_slice(quoted.as_bytes(), json::MAX_DEPTH)?)
}

/// [`unquoted`] for a value in another form: `unquoted_with::<Vec<u8>, Base64>`.
///
/// # Errors
///
/// Those of [`unquoted`].
pub fn unquoted_with<T: Wire<F>, F>(received: &Received) -> Result<T, DecodeError> {
    unquoted::<Reading<T, F>>(received).map(|value| value.0)
}

/// Decodes a body by its content type; by the first of the choices, where there is no content type.
///
/// # Errors
///
/// The body is of none of them, or does not read as documented.
pub fn any_of<T>(received: &Received, choices: &[(&str, Decoder<T>)]) -> Result<T, DecodeError> {
    let essence = |media_type: &'_ str| {
        let essence = media_type.split(';').next().unwrap_or_default();
        essence.trim().to_ascii_lowercase()
    };
    let choice = match received.content_type().map(essence) {
        None => choices.first(),
        Some(came) => choices
            .iter()
            .find(|(documented, _)| essence(documented) == came),
    };
    match choice {
        Some((_, decode)) => decode(received),
        None => Err(DecodeError::other(format!(
            "the API's description has no body of `{}`",
            received.shown_content_type()
        ))),
    }
}

/// Gives the body as it is.
///
/// # Errors
///
/// The body is encoded, for instance compressed.
pub fn bytes(received: &Received) -> Result<Bytes, DecodeError> {
    // A copy, because the body may be a part of a larger buffer, which would live as long.
    readable(received).map(|body| Bytes::copy_from_slice(body))
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
    let headers = &received.headers;
    let encodings = [header::CONTENT_ENCODING, header::TRANSFER_ENCODING];
    let mut encodings = encodings
        .iter()
        .filter(|name| headers.contains_key(*name))
        .flat_map(|name| headers.get_all(name))
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

/// Reads the body as JSON.
pub(super) fn parsed<T: DeserializeOwned>(received: &Received) -> Result<T, JsonError> {
    let body = &received.body;
    json::from_slice(body, received.json_depth).or_else(|error| {
        if is_latin_1(received) && std::str::from_utf8(body).is_err() {
            return json::from_slice(from_latin_1(body).as_bytes(), received.json_depth);
        }
        Err(error)
    })
}

fn is_latin_1(received: &Received) -> bool {
    let content_type = received.headers.get(header::CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let parameters = content_type.and_then(|value| value.split_once(';'));
    let plain = |text: &str| text.to_ascii_lowercase().replace('"', "");
    parameters.is_some_and(|(_, text)| plain(text).contains("charset=iso-8859-1"))
}

/// The characters of ISO 8859-1 are the first 256 of Unicode.
fn from_latin_1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// Says of a body that is not JSON what it is instead: a page of a proxy, for instance.
fn not_json(received: &Received, error: JsonError) -> DecodeError {
    let content_type = received.content_type().unwrap_or_default();
    let is_json = content_type.to_ascii_lowercase().contains("json");
    if error.path() != "$" || is_json && !begins_with(received, b"<") {
        return error.into();
    }
    let unexpected = unexpected(received);
    if is_quotable(received) {
        return DecodeError::other(format!("expected JSON, got {unexpected}"));
    }
    let reason = error.message();
    DecodeError::other(format!("expected JSON, got {unexpected}: {reason}"))
}

/// Says of a body that is not the XML that was expected what it is instead.
#[cfg(feature = "xml")]
fn not_xml(received: &Received, reason: &str) -> DecodeError {
    let content_type = received.content_type().unwrap_or_default();
    if content_type.to_ascii_lowercase().contains("xml") {
        return DecodeError::other(format!("the XML cannot be read: {reason}"));
    }
    let unexpected = unexpected(received);
    DecodeError::other(format!("expected XML, got {unexpected}: {reason}"))
}

/// Says of a body that is not the CSV that was expected what it is instead, if it is a page.
#[cfg(feature = "csv")]
fn not_csv(received: &Received, reason: &str) -> DecodeError {
    if !begins_with(received, b"<") {
        return DecodeError::other(format!("the CSV cannot be read: {reason}"));
    }
    let unexpected = unexpected(received);
    DecodeError::other(format!("expected CSV, got {unexpected}: {reason}"))
}

/// Describes a body that was not expected, with its beginning.
pub(super) fn unexpected(received: &Received) -> String {
    let content_type = received.shown_content_type();
    if !is_quotable(received) {
        return format!("a body of `{content_type}`");
    }
    let beginning = received.body.get(..BEGINNING).unwrap_or(&received.body);
    let beginning = received
        .secrets
        .redacted(&String::from_utf8_lossy(beginning));
    let beginning = one_line(&beginning, 60);
    format!("a body of `{content_type}` that begins with `{beginning}`")
}

/// Whether the beginning of a body may be shown: what looks like JSON or a form holds values, and
/// maybe tokens. There has to be one.
pub(super) fn is_quotable(received: &Received) -> bool {
    let content_type = received.content_type().unwrap_or_default();
    let is_form = content_type.to_ascii_lowercase().contains("form");
    !received.is_empty() && !is_form && !begins_with(received, b"{[\"")
}

fn begins_with(received: &Received, bytes: &[u8]) -> bool {
    let first = received.body.trim_ascii_start().first();
    first.is_some_and(|first| bytes.contains(first))
}

/// How many bytes of a body are searched for secrets before its first characters are quoted.
const BEGINNING: usize = 16 * 1024;

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
