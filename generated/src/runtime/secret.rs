//! [`Secret`]: text that never shows in `Debug` output.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Text that must not be seen: a key, a password, a token.
///
/// `Debug` prints `[redacted]`, and there is no `Display`; [`Secret::expose`] gives the text. Where
/// a server quotes a secret that it was sent, the messages of errors have `[redacted]` in its place.
///
/// The memory is not overwritten when a secret is dropped. The text is copied into the request that
/// carries it, and on into buffers of HTTP and TLS that nobody can overwrite, so that doing it here
/// would promise what it cannot keep.
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
