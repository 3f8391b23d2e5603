//! Reading the requests that an API sends to an application.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{DecodeError, Decoder, Received, decode};

/// Reads a body, by the rules for those of responses.
///
/// # Errors
///
/// The body does not read as documented.
pub fn read<T>(headers: &HeaderMap, body: &[u8], decoder: Decoder<T>) -> Result<T, DecodeError> {
    decoder(&received(headers, body))
}

/// Reads a body that may be left out.
///
/// # Errors
///
/// There is one, and it does not read as documented.
pub fn read_optional<T>(
    headers: &HeaderMap,
    body: &[u8],
    decoder: Decoder<T>,
) -> Result<Option<T>, DecodeError> {
    match body.trim_ascii() {
        [] => Ok(None),
        _ => read(headers, body, decoder).map(Some),
    }
}

/// Reads a body of one of several media types; of the first, where the request does not say.
///
/// # Errors
///
/// The body is of none of them, or does not read as documented.
pub fn read_any<T>(
    headers: &HeaderMap,
    body: &[u8],
    choices: &[(&str, Decoder<T>)],
) -> Result<T, DecodeError> {
    decode::any_of(&received(headers, body), choices)
}

/// [`read_any`] for a body that may be left out.
///
/// # Errors
///
/// Those of [`read_any`], if there is a body.
pub fn read_any_optional<T>(
    headers: &HeaderMap,
    body: &[u8],
    choices: &[(&str, Decoder<T>)],
) -> Result<Option<T>, DecodeError> {
    match body.trim_ascii() {
        [] => Ok(None),
        _ => read_any(headers, body, choices).map(Some),
    }
}

/// The request as what decoders read.
fn received(headers: &HeaderMap, body: &[u8]) -> Received {
    let body = Bytes::copy_from_slice(body);
    Received::new(StatusCode::OK, headers.clone(), body)
}
