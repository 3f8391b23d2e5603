//! [`Answer`]: a queued answer, written as the API would write it.

use std::convert::Infallible;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;

#[cfg(feature = "csv")]
use super::super::csv::{self, Record};
use super::super::finite;
use super::super::wire::{Wire, Writing};
#[cfg(feature = "xml")]
use super::super::xml::{self, Xml};
use super::super::{EncodeError, HttpResponse};

/// Writes a value as the body of an answer.
pub type Encoder<T> = fn(&T) -> Result<Answer, EncodeError>;

/// A queued answer.
#[derive(Debug, Clone)]
pub struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The documented status that it is for, where types differ by status.
    pub(super) documented: Option<&'static str>,
}

impl Answer {
    pub(super) fn new(content_type: Option<HeaderValue>, body: impl Into<Bytes>) -> Self {
        let mut headers = HeaderMap::new();
        if let Some(content_type) = content_type {
            headers.insert(header::CONTENT_TYPE, content_type);
        }
        Self {
            status: StatusCode::OK,
            headers,
            body: body.into(),
            documented: None,
        }
    }

    /// Says which documented status it is for: `200`, `4XX` or `default`.
    #[must_use]
    pub fn documented(mut self, status: &'static str) -> Self {
        self.documented = Some(status);
        self
    }

    pub(super) fn into_response(self) -> HttpResponse {
        HttpResponse::new(self.status, self.headers, self.body)
    }

    fn of(content_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self::new(Some(HeaderValue::from_static(content_type)), body)
    }
}

/// Writes JSON.
///
/// # Errors
///
/// The value has no form in JSON: a number is not finite, for instance.
pub fn json<T: Serialize + ?Sized>(value: &T) -> Result<Answer, EncodeError> {
    let body = finite::to_json(value).map_err(|error| EncodeError::new(error.to_string()))?;
    Ok(Answer::of("application/json", body))
}

/// Writes XML.
///
/// # Errors
///
/// The value has no form in XML: a text with control characters, for instance.
#[cfg(feature = "xml")]
pub fn xml<T: Xml + Serialize>(value: &T) -> Result<Answer, EncodeError> {
    let json = finite::to_json(value).map_err(|error| EncodeError::new(error.to_string()))?;
    let body = xml::from_json(&json, T::structure())?;
    Ok(Answer::of("application/xml", body))
}

/// Writes CSV.
///
/// # Errors
///
/// The value holds a number that is not finite.
#[cfg(feature = "csv")]
pub fn csv<T: Record + Serialize>(value: &Vec<T>) -> Result<Answer, EncodeError> {
    let json = finite::to_json(value).map_err(|error| EncodeError::new(error.to_string()))?;
    let body = csv::from_json(&json, T::columns())?;
    Ok(Answer::of("text/csv", body))
}

/// Gives the text of server-sent events as it is, cut or not.
///
/// # Errors
///
/// None.
pub fn events(value: &Bytes) -> Result<Answer, EncodeError> {
    Ok(Answer::of("text/event-stream", value.clone()))
}

/// Writes JSON in another form: `json_with::<Decimal, decimal::Number>`.
///
/// # Errors
///
/// Those of [`json`].
pub fn json_with<T: Wire<F>, F>(value: &T) -> Result<Answer, EncodeError> {
    json(&Writing::<T, F>::new(value))
}

/// Writes text.
///
/// # Errors
///
/// None.
pub fn text<T: AsRef<str>>(value: &T) -> Result<Answer, EncodeError> {
    let text = value.as_ref().to_owned();
    Ok(Answer::of("text/plain; charset=utf-8", text))
}

/// Writes bytes.
///
/// # Errors
///
/// None.
pub fn bytes(value: &Bytes) -> Result<Answer, EncodeError> {
    Ok(Answer::of("application/octet-stream", value.clone()))
}

/// Writes no body.
///
/// # Errors
///
/// None.
pub fn empty((): &()) -> Result<Answer, EncodeError> {
    Ok(Answer::new(None, Bytes::new()))
}

/// For operations without a documented error body.
///
/// # Errors
///
/// It cannot be called.
pub fn none(value: &Infallible) -> Result<Answer, EncodeError> {
    match *value {}
}
