//! [`Ledger`]: what the server has seen and done, attempt by attempt.

use std::collections::BTreeMap;
use std::time::Duration;

use castiron_runtime::HttpRequest;
use http::HeaderValue;

use crate::hooks;
use crate::judge::Violation;

#[derive(Default)]
pub struct Ledger {
    pub calls: Vec<Record>,
    /// Which call has used an idempotency key, and when that takes effect.
    pub keys: BTreeMap<String, (usize, Duration)>,
    /// The tokens in use, and until when the server takes them.
    pub tokens: BTreeMap<String, Duration>,
    pub token_requests: usize,
    /// The number of the refresh token that is good.
    pub refresh_token: u64,
    /// How many tokens are being fetched at this moment.
    pub fetching: u32,
    /// Whether all goes well from now on.
    pub calm: bool,
    /// What was wrong at the moment when it happened.
    pub violations: Vec<Violation>,
}

/// What is known of one call.
#[derive(Default)]
pub struct Record {
    pub attempts: Vec<Attempt>,
    pub first: Option<HttpRequest>,
    pub key: Option<String>,
    /// How many times the server got the request.
    pub received: u32,
    /// How many times it took effect.
    pub applied: u32,
    /// The attempts that the `on_request` hook has seen.
    pub requests_shown: Vec<u32>,
    /// The attempts whose answers the `on_response` hook has seen, with their statuses.
    pub responses_shown: Vec<(u32, u16)>,
}

pub struct Attempt {
    pub at: Duration,
    pub fate: Fate,
}

/// What the client was told of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Nothing, until it gave up waiting.
    Pending,
    NotSent {
        permanent: bool,
    },
    Silent,
    Panicked,
    Answered {
        status: u16,
        at: Duration,
        retry_after: Option<Duration>,
        /// Whether the client has read the body to its end.
        whole: bool,
    },
}

impl Ledger {
    pub fn new(calls: usize) -> Self {
        Self {
            calls: std::iter::repeat_with(Record::default)
                .take(calls)
                .collect(),
            ..Self::default()
        }
    }

    /// Notes an attempt, which has to be the same request as the one before, but for its token, and
    /// for what a hook has `changed`.
    pub fn sent(&mut self, call: usize, at: Duration, mut request: HttpRequest, changed: bool) {
        request.headers.remove("authorization");
        let added = request.headers.remove(hooks::ADDED);
        let of_call = HeaderValue::from_static(hooks::OF_CALL);
        let mark = request.headers.insert(hooks::CHANGED, of_call.clone());
        if (added.is_some(), mark != Some(of_call)) != (changed, changed) {
            let words = format!("call {call} is sent with {added:?}, changed: {changed}");
            self.violations.push(Violation::new("hook", words));
        }
        let record = &mut self.calls[call];
        record.attempts.push(Attempt {
            at,
            fate: Fate::Pending,
        });
        match &record.first {
            Some(first) if !same(first, &request) => self.violations.push(Violation::new(
                "identical",
                format!("attempt {} of call {call} differs", record.attempts.len()),
            )),
            Some(_) => {}
            None => {
                record.key = carried_key(&request);
                record.first = Some(request);
            }
        }
    }

    /// How many times what goes by the key of a call took effect.
    pub fn applied_with_key(&self, call: usize) -> u32 {
        let key = &self.calls[call].key;
        let same = |record: &&Record| key.is_some() && record.key == *key;
        let others: u32 = self.calls.iter().filter(same).map(|r| r.applied).sum();
        others.max(self.calls[call].applied)
    }
}

fn same(a: &HttpRequest, b: &HttpRequest) -> bool {
    (&a.method, &a.url, &a.headers, &a.body) == (&b.method, &b.url, &b.headers, &b.body)
}

/// The idempotency key, from wherever it is.
pub fn carried_key(request: &HttpRequest) -> Option<String> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    if let Some(value) = request.headers.get("idempotency-key") {
        return Some(text(value.as_bytes()));
    }
    if let Some((_, key)) = request.url.split_once("?key=") {
        return Some(key.to_owned());
    }
    let body = text(request.body.as_bytes().unwrap());
    let (_, rest) = body.split_once("\"key\":\"")?;
    Some(rest.split('"').next().unwrap().to_owned())
}
