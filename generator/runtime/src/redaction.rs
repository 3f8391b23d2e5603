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

/// What of a call nobody may see; cheap to make and to clone.
///
/// The hidden properties of the body are looked up in the bytes that were sent, and only when there
/// is a message to search: a call that succeeds pays nothing for them.
#[derive(Clone, Default)]
pub(super) struct Secrets {
    hidden: &'static [Hidden],
    /// Those of the client, whether the call sends all of them or not.
    credentials: Option<Arc<[Secret]>>,
    own: Option<Arc<Own>>,
}

/// What only one call has.
#[derive(Clone, Default)]
struct Own {
    texts: Vec<Secret>,
    body: Bytes,
}

impl Secrets {
    /// None yet; `hidden` is what the spec says of the operation.
    pub(super) fn new(hidden: &'static [Hidden]) -> Self {
        Self {
            hidden,
            ..Self::default()
        }
    }

    /// Whether the spec hides a part of the request.
    pub(super) fn hides(&self, part: Hidden) -> bool {
        self.hidden.contains(&part)
    }

    /// Adds a text.
    pub(super) fn push(&mut self, secret: Secret) {
        self.own().texts.push(secret);
    }

    /// Adds the credentials of the client.
    pub(super) fn share(&mut self, credentials: &Arc<[Secret]>) {
        self.credentials = Some(Arc::clone(credentials));
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
        self.hidden.iter().any(in_body)
    }

    /// Keeps the body that is sent, if anything in it is hidden.
    pub(super) fn keep_body(&mut self, body: Bytes) {
        if self.hide_in_body() {
            self.own().body = body;
        }
    }

    fn own(&mut self) -> &mut Own {
        Arc::make_mut(self.own.get_or_insert_default())
    }

    /// A message with `[redacted]` in place of every secret, however it is encoded.
    pub(super) fn redacted(&self, message: &str) -> String {
        let nothing_is_secret = self.credentials.is_none() && self.own.is_none();
        if nothing_is_secret || message.is_empty() {
            return message.to_owned();
        }
        let own = self.own.as_deref();
        let in_body = own.map(|own| body::hidden(&own.body, self.hidden));
        let texts = own.map(|own| own.texts.as_slice());
        let lists = [self.credentials.as_deref(), texts, in_body.as_deref()];
        let secrets = lists.into_iter().flatten().flatten();
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
