//! [`Response`]: the result of an operation with the response around it.

use std::fmt;
use std::ops::Deref;
use std::time::Duration;

use http::{HeaderMap, StatusCode, header};

use super::Received;
use super::answer::request_id;

/// The result of an operation, with the status and headers it came with.
///
/// Dereferences to the result.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
}

impl<T> Response<T> {
    /// The body is let go of: the value is what it said.
    pub(super) fn new(value: T, received: Received) -> Self {
        Self {
            value,
            status: received.status,
            headers: received.headers,
        }
    }

    /// The status.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The identifier that the server gave to the request, for its support desk.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// The result alone.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Shows the status and the result, in whose `Debug` what the spec calls sensitive is hidden; headers
/// may hold secrets.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("value", &self.value)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// The wait that a `Retry-After` header asks for.
///
/// A date is measured against the response's own `Date`, so that no clock has to agree with the
/// server's; without that header, or in the past, it is no wait that one could keep.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(value.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let then = seconds_of(value)?;
    let now = seconds_of(headers.get(header::DATE)?.to_str().ok()?)?;
    then.checked_sub(now).map(Duration::from_secs)
}

/// Seconds since the year 0 of an HTTP date: `Sun, 06 Nov 1994 08:49:37 GMT`.
fn seconds_of(date: &str) -> Option<u64> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut words = date.split_once(", ")?.1.split([' ', ':']);
    let day: u64 = words.next()?.parse().ok().filter(|day| *day <= 31)?;
    let name = words.next()?;
    let month = MONTHS.iter().position(|month| *month == name)? as u64 + 1;
    let year: u64 = words.next()?.parse().ok().filter(|year| *year < 10_000)?;
    let mut clock = words.map_while(|word| word.parse::<u64>().ok());
    let (hours, minutes, seconds) = (clock.next()?, clock.next()?, clock.next()?);
    if hours > 24 || minutes > 60 || seconds > 60 {
        return None;
    }
    // Years are counted from March, so that a leap day is the last day of its year.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year.checked_sub(1)?, month + 9)
    };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day;
    Some(days * 86_400 + hours * 3_600 + minutes * 60 + seconds)
}
