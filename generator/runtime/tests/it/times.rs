//! Moments, times of day and durations: what was read is what is written.

use std::collections::BTreeMap;

use castiron_runtime::json::{MAX_DEPTH, from_slice};
use castiron_runtime::{DateTime, Duration, Nullable, RequestParts, Style, Time, decode};
use castiron_runtime::{http_date, unix_time, wire::written};
use jiff::{Timestamp, ToSpan, civil};
use serde::{Deserialize, Serialize};

use crate::fake::{Fake, PLAIN, json};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Moments {
    at: DateTime,
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    until: Nullable<DateTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    opens: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lasts: Option<Duration>,
    #[serde(with = "http_date", default)]
    changed: Vec<Timestamp>,
    #[serde(with = "unix_time", default)]
    created: BTreeMap<String, Option<Timestamp>>,
}

fn read(text: &str) -> Result<Moments, String> {
    from_slice(text.as_bytes(), MAX_DEPTH).map_err(|error| error.to_string())
}

#[test]
fn text_in_is_text_out() {
    for text in [
        r#"{"at":"2024-01-02T03:04:05Z","changed":[],"created":{}}"#,
        r#"{"at":"2024-01-02T03:04:05.120+02:00","until":null,"changed":[],"created":{}}"#,
        r#"{"at":"2024-01-02t03:04:05.000000000z","until":"2016-12-31 23:59:60-00:00","changed":[],"created":{}}"#,
        r#"{"at":"2024-01-02T03:04:05Z","opens":"10:00:00Z","lasts":"PT1H","changed":[],"created":{}}"#,
        r#"{"at":"2024-01-02T03:04:05Z","opens":"10:00:00.50+05:30","lasts":"P1M","changed":[],"created":{}}"#,
        r#"{"at":"2024-01-02T03:04:05Z","opens":"10:00","lasts":"-P1Y2M3W4DT5H6M7.80S","changed":[],"created":{}}"#,
        r#"{"at":"2024-01-02T03:04:05Z","lasts":"PT90M","changed":["Fri, 26 Aug 2022 14:38:00 GMT"],"created":{"a":1686566864,"b":null,"c":-1}}"#,
    ] {
        assert_eq!(serde_json::to_string(&read(text).unwrap()).unwrap(), text);
    }
}

#[test]
fn what_is_in_no_format_is_an_error_that_does_not_quote_it() {
    for (text, expected) in [
        (
            r#"{"at":"2024-01-02T03:04:05"}"#,
            "$.at: the text is not a date and time with an offset from UTC",
        ),
        (r#"{"at":1}"#, "$.at: expected a string, found a number"),
        (
            r#"{"at":"2024-01-02T03:04:05Z","opens":"25:00:00Z"}"#,
            "$.opens: the text is not a time of day",
        ),
        (
            r#"{"at":"2024-01-02T03:04:05Z","lasts":"soon"}"#,
            "$.lasts: the text is not a duration",
        ),
        (
            r#"{"at":"2024-01-02T03:04:05Z","changed":["2024-01-02"]}"#,
            "$.changed[0]: the text is not a date as HTTP writes it",
        ),
        (
            r#"{"at":"2024-01-02T03:04:05Z","created":{"a":1686566864000}}"#,
            "$.created.a: so many seconds since 1970 are beyond the year 9999",
        ),
    ] {
        assert_eq!(read(text).unwrap_err(), expected);
    }
}

#[test]
fn values_are_those_of_jiff() {
    let moment: DateTime = "2024-01-02T03:04:05.120+02:00".parse().unwrap();
    let timestamp: Timestamp = "2024-01-02T01:04:05.12Z".parse().unwrap();
    assert_eq!(*moment, timestamp);
    assert_eq!(moment, timestamp);
    assert_eq!(moment, DateTime::from(timestamp));
    assert!(moment > Timestamp::UNIX_EPOCH);
    let last = DateTime::from(Timestamp::MAX);
    assert!(moment < last);
    assert_eq!(format!("{moment:?}"), "2024-01-02T03:04:05.120+02:00");
    assert_eq!(
        DateTime::from(timestamp).to_string(),
        "2024-01-02T01:04:05.12Z"
    );
    let offset = jiff::tz::offset(-3).to_time_zone();
    assert_eq!(
        DateTime::from(timestamp.to_zoned(offset)).to_string(),
        "2024-01-01T22:04:05.12-03:00"
    );
    let time: Time = "10:00:00.50+05:30".parse().unwrap();
    assert_eq!(time, civil::time(10, 0, 0, 500_000_000));
    assert_eq!(Time::from(civil::time(9, 30, 0, 0)).to_string(), "09:30:00");
    let month: Duration = "P1M".parse().unwrap();
    assert_eq!(month, 1.month());
    assert_ne!(month, 30.days());
    assert_eq!(Duration::from(90.minutes()).to_string(), "PT90M");
}

#[tokio::test]
async fn as_parameters() {
    let fake = Fake::new([json(200, "1")]);
    let mut parts = RequestParts::new(&fake.core(), &PLAIN);
    let at: DateTime = "2024-01-02T03:04:05.120+02:00".parse().unwrap();
    let (then, epoch) = (*at, Timestamp::UNIX_EPOCH);
    parts.query("at", &at);
    parts.query("lasts", &Duration::from(1.hour()));
    parts.query_styled(
        "in",
        Style::Form,
        false,
        &written(&vec![epoch, then], unix_time::UnixTime),
    );
    parts.header("if-modified-since", &written(&then, http_date::HttpDate));
    parts.send(decode::json::<i32>, decode::none).await.unwrap();
    let request = fake.sent().remove(0);
    assert!(
        request
            .url
            .ends_with("?at=2024-01-02T03%3A04%3A05.120%2B02%3A00&lasts=PT1H&in=0,1704157445")
    );
    assert_eq!(
        request.headers["if-modified-since"],
        "Tue, 02 Jan 2024 01:04:05 GMT"
    );
}
