//! Finding the API's own message in the body of an error.

use serde_json::Value;

use super::decode::{self, one_line};
use super::{RawJson, Received};

/// Where APIs put the words for people, in lower case and without underscores.
const TEXTS: [&str; 9] = [
    "message",
    "msg",
    "errormessage",
    "errordescription",
    "detail",
    "description",
    "title",
    "error",
    "reason",
];

/// What APIs wrap around them.
const WRAPPERS: [&str; 8] = [
    "error",
    "errors",
    "response",
    "result",
    "fault",
    "details",
    "status",
    "responsestatus",
];

/// The longest message shown, in characters.
const LIMIT: usize = 300;

/// How deep wrappers are opened.
const DEPTH: usize = 4;

/// The message in a JSON body, on one line; empty when there is none.
pub(super) fn api_message(received: &Received) -> String {
    decode::parsed(received)
        .ok()
        .and_then(|body: Value| find(&body, DEPTH).map(|text| quoted(received, text)))
        .unwrap_or_default()
}

/// The message in the body of an error, or what there is instead: a page of a proxy.
pub(super) fn refusal(received: &Received) -> String {
    let is_page = || decode::is_quotable(received) && decode::parsed::<RawJson>(received).is_err();
    match api_message(received) {
        message if message.is_empty() && is_page() => decode::unexpected(received),
        message => message,
    }
}

/// Redacts before the text is cut, which could leave the first half of a secret.
fn quoted(received: &Received, text: &str) -> String {
    one_line(&received.secrets.redacted(text), LIMIT)
}

fn find(value: &Value, depth: usize) -> Option<&str> {
    match value {
        Value::String(text) => Some(text)
            .filter(|text| !text.trim().is_empty())
            .map(String::as_str),
        Value::Array(items) if depth > 0 => items.iter().find_map(|item| find(item, depth - 1)),
        Value::Object(_) if depth > 0 => {
            let text = TEXTS.iter().find_map(|name| member(value, name)?.as_str());
            let text = text.filter(|text| !text.trim().is_empty());
            let inner = || {
                WRAPPERS
                    .iter()
                    .find_map(|name| find(member(value, name)?, depth - 1))
            };
            text.or_else(inner)
        }
        _ => None,
    }
}

/// The member of that name, however it is capitalised and underscored.
fn member<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    let plain = |key: &str| key.replace(['_', '-'], "").eq_ignore_ascii_case(name);
    let mut members = value.as_object()?.iter();
    members.find_map(|(key, value)| plain(key).then_some(value))
}
