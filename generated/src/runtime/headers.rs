//! [`Headers`]: the headers of an answer, read as what the API documents them to be.

use std::borrow::Cow;
use std::fmt;

use http::{HeaderMap, HeaderValue, header};
use serde::de::DeserializeOwned;

use super::Shape;
use super::json::{self, JsonError};
use super::wire::{Reading, Wire};

/// The headers of an answer, each of which is read when it is asked for.
#[derive(Clone, Copy)]
pub struct Headers<'a>(&'a HeaderMap);

/// A header that an API documents.
#[derive(Debug, Clone, Copy)]
pub struct Header {
    name: &'static str,
    shape: Shape,
    exploded: bool,
}

impl Header {
    /// A header of this name, whose value is of this shape.
    pub const fn new(name: &'static str, shape: Shape) -> Self {
        Self {
            name,
            shape,
            exploded: false,
        }
    }

    /// The same with `name=value` for each property of an object.
    #[must_use]
    pub const fn exploded(mut self) -> Self {
        self.exploded = true;
        self
    }

    pub(super) fn name(&self) -> &'static str {
        self.name
    }
}

/// What is wrong with a value that is missing, or was read with an error.
pub(super) fn fault(
    what: &'static str,
    name: &'static str,
    error: Option<&JsonError>,
) -> ReadError {
    let reason = error.map(|error| match error.path() {
        "$" => error.message().to_owned(),
        path => format!("`{path}`: {}", error.message()),
    });
    ReadError { what, name, reason }
}

impl<'a> Headers<'a> {
    /// The headers of an answer.
    pub fn new(headers: &'a HeaderMap) -> Self {
        Self(headers)
    }

    /// The value of a header that the API promises.
    ///
    /// # Errors
    ///
    /// The header is missing, or not what it is documented to be.
    pub fn required<T: DeserializeOwned>(&self, header: Header) -> Result<T, ReadError> {
        let value = self.optional(header)?;
        value.ok_or_else(|| fault("header", header.name, None))
    }

    /// The value of a header, if it is there.
    ///
    /// # Errors
    ///
    /// The header is not what it is documented to be.
    pub fn optional<T: DeserializeOwned>(&self, header: Header) -> Result<Option<T>, ReadError> {
        let Some(text) = self.text(header) else {
            return Ok(None);
        };
        let value = header.shape.split(&text, header.exploded);
        let json = header.shape.json(&value);
        json::from_slice(json.as_bytes(), json::MAX_DEPTH)
            .map(Some)
            .map_err(|error| fault("header", header.name, Some(&error)))
    }

    /// [`Headers::required`] for a value in another form: `required_with(header, decimal::Number)`.
    ///
    /// # Errors
    ///
    /// Those of [`Headers::required`].
    pub fn required_with<T: Wire<F>, F>(&self, header: Header, _form: F) -> Result<T, ReadError> {
        let value: Reading<T, F> = self.required(header)?;
        Ok(value.0)
    }

    /// [`Headers::optional`] for a value in another form.
    ///
    /// # Errors
    ///
    /// Those of [`Headers::optional`].
    pub fn optional_with<T: Wire<F>, F>(
        &self,
        header: Header,
        _form: F,
    ) -> Result<Option<T>, ReadError> {
        let value: Option<Reading<T, F>> = self.optional(header)?;
        Ok(value.map(|value| value.0))
    }

    /// The lines of a header as one text: between commas, which mean the same (RFC 9110, section 5.3);
    /// those of `Set-Cookie`, which may hold commas, between line breaks.
    fn text(&self, header: Header) -> Option<String> {
        let lines: Vec<Cow<'_, str>> = self.0.get_all(header.name).iter().map(text).collect();
        let is_cookie = header::SET_COOKIE
            .as_str()
            .eq_ignore_ascii_case(header.name);
        let between = if is_cookie { "\n" } else { ", " };
        (!lines.is_empty()).then(|| lines.join(between))
    }
}

/// The characters of a value: UTF-8, or else ISO 8859-1, of which every byte is one.
fn text(value: &HeaderValue) -> Cow<'_, str> {
    let bytes = value.as_bytes();
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}

/// Shows that there are headers, not what is in them: they may hold secrets.
impl fmt::Debug for Headers<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Headers").finish_non_exhaustive()
    }
}

/// Why a header or a query parameter cannot be read; never quotes its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    what: &'static str,
    name: &'static str,
    reason: Option<String>,
}

impl ReadError {
    /// The name of the header or query parameter.
    pub fn name(&self) -> &str {
        self.name
    }

    /// Whether it is not there at all.
    pub fn is_missing(&self) -> bool {
        self.reason.is_none()
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the {} `{}` ", self.what, self.name)?;
        match &self.reason {
            None => formatter.write_str("is missing"),
            Some(reason) => write!(formatter, "cannot be read: {reason}"),
        }
    }
}

impl std::error::Error for ReadError {}
