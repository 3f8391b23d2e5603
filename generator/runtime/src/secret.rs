//! [`Secret`]: text that never shows in `Debug` output.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Text that must not be seen: a key, a password, a token.
///
/// `Debug` prints `[redacted]`, and there is no `Display`; [`Secret::expose`] gives the text.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one place that has to send it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// A message without the secrets, for servers quote what they refuse: "`sk_live_…` is no key of
/// ours".
pub(super) fn redacted<'a>(message: String, secrets: impl Iterator<Item = &'a str>) -> String {
    secrets
        .filter(|secret| !secret.is_empty())
        .fold(message, |message, secret| {
            message.replace(secret, "[redacted]")
        })
}
