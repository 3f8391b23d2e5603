//! Reading the requests that an API sends to an application.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{DecodeError, Decoder, Received};

/// Reads a body, by the rules for those of responses.
///
/// # Errors
///
/// The body does not read as documented.
pub fn read<T>(headers: &HeaderMap, body: &[u8], decode: Decoder<T>) -> Result<T, DecodeError> {
    decode(&received(headers, body))
}

/// Reads a body that may be left out.
///
/// # Errors
///
/// There is one, and it does not read as documented.
pub fn read_optional<T>(
    headers: &HeaderMap,
    body: &[u8],
    decode: Decoder<T>,
) -> Result<Option<T>, DecodeError> {
    match body.trim_ascii() {
        [] => Ok(None),
        _ => read(headers, body, decode).map(Some),
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
    let received = received(headers, body);
    let choice = match received.content_type() {
        None => choices.first(),
        Some(came) => choices
            .iter()
            .find(|(media_type, _)| is_of(came, media_type)),
    };
    match choice {
        Some((_, decode)) => decode(&received),
        None => Err(DecodeError::other(format!(
            "the API's description has no body of `{}`",
            received.shown_content_type()
        ))),
    }
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

/// Whether a media type is one that is documented, whatever its parameters.
fn is_of(came: &str, documented: &str) -> bool {
    let documented = documented.split(';').next().unwrap_or_default().trim();
    came.eq_ignore_ascii_case(documented)
}

/// The request as what decoders read.
fn received(headers: &HeaderMap, body: &[u8]) -> Received {
    let body = Bytes::copy_from_slice(body);
    Received::new(StatusCode::OK, headers.clone(), body)
}
