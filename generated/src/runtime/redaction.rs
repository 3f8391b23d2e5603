//! [`Secrets`]: what of a call nobody may see, and how it is kept out of messages.
//!
//! Servers quote what they refuse: "`sk_live_…` is no key of ours". So the texts that come from a
//! server, or from a transport, are searched for everything secret that was sent. What a server
//! has cut short or changed, or written in other encodings than those of `view` and `pattern`, is
//! not found.

mod body;
mod pattern;
mod view;

use std::collections::BTreeSet;
use std::error::Error;
use std::sync::Arc;

use bytes::Bytes;

use self::pattern::{matches, patterns};
use self::view::View;
use super::{Hidden, Secret, Value};

/// What stands where a secret was.
const PLACEHOLDER: &str = "[redacted]";

/// What of a call nobody may see; cheap to clone, and nothing at all where nothing is secret.
///
/// The hidden properties of the body are looked up in the bytes that were sent, and only when there
/// is a message to search: a call that succeeds pays nothing for them.
#[derive(Clone, Default)]
pub(super) struct Secrets(Option<Arc<Known>>);

#[derive(Clone, Default)]
struct Known {
    texts: Vec<Secret>,
    hidden: &'static [Hidden],
    body: Bytes,
}

impl Secrets {
    /// None yet; `hidden` is what the spec says of the operation.
    pub(super) fn new(hidden: &'static [Hidden]) -> Self {
        let mut secrets = Self::default();
        if !hidden.is_empty() {
            secrets.known().hidden = hidden;
        }
        secrets
    }

    /// Whether the spec hides a part of the request.
    pub(super) fn hides(&self, part: Hidden) -> bool {
        let known = self.0.as_ref();
        known.is_some_and(|known| known.hidden.contains(&part))
    }

    /// Adds a text.
    pub(super) fn push(&mut self, secret: Secret) {
        self.known().texts.push(secret);
    }

    /// Adds all that a value is made of, but not the names of its properties.
    pub(super) fn add(&mut self, value: &Value) {
        match value {
            // A boolean tells nothing, and its word stands in many a message.
            Value::Scalar(text) if matches!(text.as_str(), "true" | "false") => {}
            Value::Absent => {}
            Value::Scalar(text) => self.push(text.as_str().into()),
            Value::List(items) => items.iter().for_each(|item| self.add(item)),
            Value::Object(properties) => properties.iter().for_each(|(_, value)| self.add(value)),
        }
    }

    /// Whether anything in the body is hidden.
    pub(super) fn hide_in_body(&self) -> bool {
        let in_body = |part: &Hidden| matches!(part, Hidden::Property(_) | Hidden::Body);
        let hidden = self.0.as_ref().map(|known| known.hidden);
        hidden.unwrap_or_default().iter().any(in_body)
    }

    /// Keeps the body that is sent, if anything in it is hidden.
    pub(super) fn keep_body(&mut self, body: Bytes) {
        if self.hide_in_body() {
            self.known().body = body;
        }
    }

    fn known(&mut self) -> &mut Known {
        Arc::make_mut(self.0.get_or_insert_default())
    }

    /// A message with `[redacted]` in place of every secret, however it is encoded.
    pub(super) fn redacted(&self, message: &str) -> String {
        let Some(known) = self.0.as_ref().filter(|_| !message.is_empty()) else {
            return message.to_owned();
        };
        let in_body = body::hidden(&known.body, known.hidden);
        let secrets = known.texts.iter().chain(&in_body);
        let patterns: BTreeSet<String> = secrets.flat_map(|s| patterns(s.expose())).collect();
        let mut found = Vec::new();
        for view in View::all(message) {
            for pattern in &patterns {
                found.extend(matches(&view, pattern, message));
            }
        }
        found.sort_unstable();
        without(message, &found)
    }

    /// Whether neither an error nor what caused it shows a secret.
    pub(super) fn permit(&self, error: &(dyn Error + 'static)) -> bool {
        let mut next = Some(error);
        while let Some(error) = next {
            let shown = format!("{error} {error:?}");
            if self.redacted(&shown) != shown {
                return false;
            }
            next = error.source();
        }
        true
    }
}

/// A text without some ranges, which are in order and may overlap.
fn without(text: &str, ranges: &[(usize, usize)]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut position = 0;
    for &(start, end) in ranges {
        if start >= position {
            kept.push_str(text.get(position..start).unwrap_or_default());
            kept.push_str(PLACEHOLDER);
        }
        position = position.max(end);
    }
    kept.push_str(text.get(position..).unwrap_or_default());
    kept
}
