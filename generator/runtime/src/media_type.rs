//! Media types and ranges of them (RFC 9110, sections 8.3.1 and 12.5.1).

use http::HeaderValue;

use super::EncodeError;

/// The content type of a body of bytes, of which the API takes those of `range` and the caller may
/// have `said` what it is.
///
/// # Errors
///
/// It is none that the API takes, or nobody has said which one it is.
pub(super) fn chosen(range: &'static str, said: Option<&str>) -> Result<HeaderValue, EncodeError> {
    let Some(said) = said else {
        return match usual(range) {
            Some(usual) => Ok(HeaderValue::from_static(usual)),
            None => Err(EncodeError::new(format!(
                "the API takes `{range}`: say which of them it is with `Body::content_type`"
            ))),
        };
    };
    let value = HeaderValue::from_str(said).ok();
    let is_type = kind(said).is_some_and(|(kind, subtype)| kind != "*" && subtype != "*");
    match value.filter(|_| is_type) {
        Some(value) if holds(range, said) => Ok(value),
        Some(_) => Err(EncodeError::new(format!(
            "it is said to be `{said}`, but the API takes `{range}`"
        ))),
        None => Err(EncodeError::new(
            "what it is said to be is no media type, such as `image/png`",
        )),
    }
}

/// What is sent if nobody says more.
fn usual(range: &'static str) -> Option<&'static str> {
    match kind(range)? {
        ("*" | "application", "*") => Some("application/octet-stream"),
        ("text", "*") => Some("text/plain"),
        (_, subtype) => (!subtype.contains('*')).then_some(range),
    }
}

fn holds(range: &str, said: &str) -> bool {
    let same = |range: &str, said: &str| range == "*" || range.eq_ignore_ascii_case(said);
    match (kind(range), kind(said)) {
        (Some(range), Some(said)) => same(range.0, said.0) && same(range.1, said.1),
        _ => false,
    }
}

/// Type and subtype, without parameters.
fn kind(media_type: &str) -> Option<(&str, &str)> {
    let essence = media_type.split(';').next()?.trim();
    let (kind, subtype) = essence.split_once('/')?;
    (!kind.is_empty() && !subtype.is_empty()).then_some((kind, subtype))
}
