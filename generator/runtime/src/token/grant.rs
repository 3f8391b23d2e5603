//! [`Grant`]: what a token server answers, read leniently where that is safe.

use std::time::{Duration, Instant};

use serde::Deserialize;

use super::super::decode::one_line;
use super::super::message::api_message;
use super::super::{RawJson, Received, Secret, json};
use super::{Token, TokenError};

/// What all flows get.
#[derive(Clone)]
pub(super) struct Grant {
    pub(super) token: Token,
    pub(super) refresh_token: Option<Secret>,
}

/// RFC 6749, 5.1, as far as clients need it.
#[derive(Deserialize)]
#[serde(expecting = "an object")]
struct Answer {
    access_token: Secret,
    #[serde(default)]
    token_type: Option<RawJson>,
    #[serde(default)]
    expires_in: Option<RawJson>,
    #[serde(default)]
    refresh_token: Option<Secret>,
}

/// What a server says when it refuses: RFC 6749, 5.2.
#[derive(Deserialize, Default)]
struct Refusal {
    #[serde(default)]
    error: Option<String>,
    #[serde(default)]
    error_description: Option<String>,
}

/// Reads the answer to a request that was made at `asked`.
pub(super) fn read(received: &Received, asked: Instant) -> Result<Grant, TokenError> {
    let shown = |text: String| received.secrets.redacted(&text);
    if !received.status.is_success() {
        let (code, message) = refusal(received);
        return Err(TokenError::refused(
            received.status,
            code.map(shown),
            shown(message),
        ));
    }
    let answer = answer(received).map_err(|fact| {
        let message = format!("the token server's answer {fact}");
        TokenError::unusable(shown(message))
    })?;
    let mut token = Token::new(answer.access_token);
    token.asked = Some(asked);
    // Refused where tokens are kept: the refresh token that came with it must not be lost.
    let other_type = answer.token_type.as_ref().and_then(other_type);
    token.other_type = other_type.map(|text| one_line(&shown(text), 40));
    if let Some(lifetime) = answer.expires_in.as_ref().and_then(lifetime) {
        token = token.expires_in(lifetime);
    }
    let refresh_token = answer.refresh_token.filter(|it| !it.expose().is_empty());
    Ok(Grant {
        token,
        refresh_token,
    })
}

/// The answer, or what is wrong with it.
fn answer(received: &Received) -> Result<Answer, String> {
    let answer = json::from_slice(&received.body, json::MAX_DEPTH);
    answer.map_err(|error| match received.content_type() {
        Some(other) if !other.contains("json") => format!("is `{}`", received.shown_content_type()),
        Some(_) | None => format!("does not read: {error}"),
    })
}

/// The type of a token that cannot be sent as `Authorization: Bearer`.
fn other_type(json: &RawJson) -> Option<String> {
    let text = json.text().trim();
    let word = text.trim_matches('"');
    // Apigee, which serves Tigo's API, writes `BearerToken`.
    let bearer = ["null", "\"bearer\"", "\"bearertoken\""];
    let known = bearer.iter().any(|known| text.eq_ignore_ascii_case(known));
    (!known).then(|| word.to_owned())
}

/// Seconds as a number or, as some servers have it, as a string; nonsense counts as not said.
fn lifetime(json: &RawJson) -> Option<Duration> {
    let seconds: f64 = json.text().trim_matches('"').trim().parse().ok()?;
    if seconds.is_nan() {
        return None;
    }
    Duration::try_from_secs_f64(seconds.max(0.0))
        .ok()
        .or(Some(Duration::MAX))
}

/// The code of a refusal, and words for people.
fn refusal(received: &Received) -> (Option<String>, String) {
    let refusal: Refusal = json::from_slice(&received.body, json::MAX_DEPTH).unwrap_or_default();
    // Redacted before it is cut, which could leave the first half of a secret.
    let word = |text: String| one_line(&received.secrets.redacted(&text), 300);
    let code = refusal.error.map(word);
    let description = refusal.error_description.map(word);
    let words: Vec<String> = code.iter().cloned().chain(description).collect();
    // Servers that do not follow the RFC say it in the words of their API.
    let reason = if words.is_empty() {
        api_message(received)
    } else {
        words.join(": ")
    };
    let colon = if reason.is_empty() { "" } else { ": " };
    let status = received.status;
    (
        code,
        format!("the token server answered {status}{colon}{reason}"),
    )
}
