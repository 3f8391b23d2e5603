//! [`retry_after`]: how long a server asks to be left alone.

use std::time::Duration;

use http::{HeaderMap, header};
use httpdate::parse_http_date;

/// The wait that a `Retry-After` header asks for.
///
/// A date is measured against the response's own `Date`, so that no clock has to agree with the
/// server's; without that header, or in the past, it is no wait that one could keep.
pub(in super::super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(value.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let then = parse_http_date(value).ok()?;
    let now = parse_http_date(headers.get(header::DATE)?.to_str().ok()?).ok()?;
    then.duration_since(now).ok()
}
